using DroneLogistics.Performance;
using DroneLogistics.Routing;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation;

/// <summary>
/// The way over the ground as an aircraft flies it: straight legs, and arcs in place of corners.
/// </summary>
/// <remarks>
/// Radius r = V² / (g tan bank). A corner of up to 90° (and a billionth of a radian, so that rounding does not decide a right angle) is flown by: the arc r δ replaces r tan(δ/2) of either leg. A sharper one, or one
/// whose legs are too short, is flown over: the arc comes on top of the whole legs, which is the longer way of the two.
/// </remarks>
internal sealed class FlownWay
{
    private const double SharpestFlownBy = (Math.PI / 2) + 1e-9;

    private readonly Element[] elements;

    private FlownWay(Element[] elements)
    {
        this.elements = elements;
        TotalMetres = elements[^1].EndMetres;
    }

    /// <summary>Straight legs and arcs in flying order.</summary>
    public ReadOnlySpan<Element> Elements => elements;

    /// <summary>Length as flown.</summary>
    public double TotalMetres { get; }

    /// <summary>Whether there is an arc in it.</summary>
    public bool Turns => Array.Exists(elements, element => element.Turns);

    /// <summary>Lays arcs into a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="airspeed">True airspeed in the turns.</param>
    /// <param name="bankDegrees">Bank in the turns.</param>
    /// <param name="stretch">Length flown over the length of the path.</param>
    /// <param name="stops">The aircraft stops at every corner and turns on the spot: there are no arcs.</param>
    public static FlownWay Of(FlightPath path, Speed airspeed, double bankDegrees, double stretch, bool stops)
    {
        var legs = path.Legs;
        if (legs.Count == 1)
        {
            var metres = legs[0].Distance.Metres;
            return new FlownWay([new Element(0, metres * stretch, metres, 0, 0)]);
        }

        var speed = airspeed.MetresPerSecond;
        var radius = speed * speed / (RotorPower.Gravity * Math.Tan(double.DegreesToRadians(bankDegrees)));
        var elements = new List<Element>((2 * legs.Count) - 1);
        var (at, cut) = (0.0, 0.0);
        for (var i = 0; i < legs.Count; i++)
        {
            var corner = i + 1 < legs.Count && !stops ? FlightPath.CornerRadians(legs[i], legs[i + 1]) : 0;
            var metres = legs[i].Distance.Metres;
            var tangent = radius * Math.Tan(corner / 2);

            // The other half of a leg is left to its other corner.
            var flownBy = corner <= SharpestFlownBy && tangent <= 0.5 * metres && i + 1 < legs.Count && tangent <= 0.5 * legs[i + 1].Distance.Metres;
            var next = flownBy ? tangent : 0;
            Add(metres - cut - next, metres - cut - next, i, i);
            if (corner > 0)
            {
                Add(radius * corner, 2 * next, i, i + 1);
            }

            cut = next;
        }

        return new FlownWay([.. elements]);

        void Add(double flown, double planned, int before, int after)
        {
            if (flown > 0)
            {
                var end = at + (flown * stretch);
                elements.Add(new Element(at, end, planned, before, after));
                at = end;
            }
        }
    }

    /// <summary>The elements of one path segment; none of them turns where the aircraft stops at every corner.</summary>
    public ReadOnlySpan<Element> Leg(int segment)
    {
        var first = Array.FindIndex(elements, element => element.Before == segment);
        return elements.AsSpan(first..(Array.FindLastIndex(elements, element => element.Before == segment) + 1));
    }

    /// <summary>The same way in elements whose straight ones are no longer than a length.</summary>
    public FlownWay CutEvery(double metres)
    {
        var cut = new List<Element>(elements.Length);
        foreach (var element in elements)
        {
            var pieces = element.Turns ? 1 : Math.Max(1, (int)Math.Ceiling((element.EndMetres - element.StartMetres) / metres));
            for (var i = 0; i < pieces; i++)
            {
                cut.Add(element with { StartMetres = End(element, i, pieces), EndMetres = End(element, i + 1, pieces), PathMetres = element.PathMetres / pieces });
            }
        }

        return new FlownWay([.. cut]);

        static double End(in Element whole, int piece, int pieces) =>
            piece == pieces ? whole.EndMetres : whole.StartMetres + ((whole.EndMetres - whole.StartMetres) * piece / pieces);
    }

    /// <summary>A straight leg, or the arc between two.</summary>
    /// <param name="StartMetres">Where it begins, along the way as flown.</param>
    /// <param name="EndMetres">Where it ends.</param>
    /// <param name="PathMetres">Progress it makes along the path.</param>
    /// <param name="Before">Index of the path segment before, or of the leg itself.</param>
    /// <param name="After">Index of the path segment after.</param>
    internal readonly record struct Element(double StartMetres, double EndMetres, double PathMetres, int Before, int After)
    {
        public bool Turns => Before != After;

        public double PathShare => PathMetres / (EndMetres - StartMetres);
    }
}
