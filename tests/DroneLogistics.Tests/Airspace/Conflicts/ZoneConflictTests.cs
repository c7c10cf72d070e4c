using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Conflicts;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace.Conflicts;

public sealed class ZoneConflictTests
{
    // The benchmark "falseclear" takes any number of them: of a million of series 1 none was judged otherwise.
    [Test]
    public void The_slow_checker_agrees_on_10000_drawn_cases_of_each_series([Values(1, 2, 3, 4)] int seed)
    {
        const int Cases = 10_000;

        var compared = Comparison.Of(Fast, seed, Cases);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(compared.FalseClears, Is.Empty, "false clears, by number");
            Assert.That(compared.FalseBreaches, Is.Empty, "false breaches, by number");
            Assert.That(compared.Breaches, Is.GreaterThan(Cases / 8), "breaches");
            Assert.That(compared.Clears, Is.GreaterThan(Cases / 4), "clears");
            Assert.That(compared.Borders, Is.LessThan(Cases / 20), "too near to be told");
        }
    }

    private static readonly IReadOnlyList<(string Name, Checker Checker, bool MissesBreaches)> Mutants =
    [
        ("tests the waypoints only", (corridor, zone, ground) => Fast(corridor with { To = corridor.From }, zone, ground) || Fast(corridor with { From = corridor.To }, zone, ground), true),
        ("tests the middle line without its width", (corridor, zone, ground) => Fast(corridor with { HalfWidth = Length.Zero }, zone, ground), true),
        ("takes touching heights for clear", (corridor, zone, ground) => Fast(corridor with { Low = corridor.Low + Length.FromMetres(0.01), High = AltitudeAmsl.FromMetres(corridor.High.Metres - 0.01) }, zone, ground), true),
        ("takes an unknown ground for sea level", (corridor, zone, ground) => Fast(corridor, zone, ground with { Lowest = ground.Lowest ?? default(AltitudeAmsl), Highest = ground.Highest ?? default(AltitudeAmsl) }), true),
        ("draws circles as twelve corners", (corridor, zone, ground) => Fast(corridor, Drawn(zone), ground), true),
        ("takes edges for geodesics", (corridor, zone, ground) => Fast(corridor, Straightened(zone), ground), true),
        ("forgets the time", (corridor, zone, ground) => Fast(corridor, zone with { LimitedApplicability = [] }, ground), false),
        ("forgets holes", (corridor, zone, ground) => Fast(corridor, zone with { Volumes = [.. zone.Volumes.Select(volume => volume with { Shape = volume.Shape is ZonePolygon polygon ? new ZonePolygon(polygon.Outer) : volume.Shape })] }, ground), false),
        ("tests a box about the corridor", (corridor, zone, ground) => Fast(corridor with { HalfWidth = corridor.HalfWidth * Math.Sqrt(2) }, zone, ground), false),
    ];

    [TestCaseSource(nameof(MutantNames))]
    public void A_checker_with_a_fault_is_caught(string name)
    {
        var mutant = Mutants.Single(mutant => mutant.Name == name);

        var compared = Comparison.Of(mutant.Checker, seed: 5, cases: 2_000);

        Assert.That(mutant.MissesBreaches ? compared.FalseClears : compared.FalseBreaches, Is.Not.Empty);
    }

    [TestCase(-0.02, true)]
    [TestCase(-0.005, true)]
    [TestCase(0.0, true)]
    [TestCase(0.012, false)]
    [TestCase(0.02, false)]
    public void A_tangent_circle_is_told_to_a_centimetre(double gap, bool meets)
    {
        var corridor = East(4_000, 300);
        var middle = corridor.From.Towards(Bearing.FromDegrees(90), Length.FromMetres(2_000));

        // Due south of a geodesic that runs east there, to a fraction of a millimetre: the radius and half the width away.
        var line = Geodesic.Inverse(middle.LatitudeDegrees, middle.LongitudeDegrees, corridor.To.LatitudeDegrees, corridor.To.LongitudeDegrees);
        var centre = middle.Towards(Bearing.FromDegrees(line.InitialAzimuthDegrees + 90), Length.FromMetres(1_000 + 300 + gap));
        var zone = Zones.With(new ZoneCircle(centre, Length.FromMetres(1_000)));

        var conflicts = ZoneConflict.Of(corridor, zone, default).ToList();

        Assert.That(conflicts, Has.Count.EqualTo(meets ? 1 : 0));
        if (meets)
        {
            Assert.That(conflicts[0].Margin.Metres, Is.EqualTo(Math.Min(0, gap)).Within(0.001));
            Assert.That(conflicts[0].Nearest.OnLine.DistanceTo(middle).Metres, Is.LessThan(0.5));
            Assert.That(conflicts[0].Nearest.OnShape.DistanceTo(centre).Metres, Is.EqualTo(1_000).Within(0.001));
        }
    }

    [Test]
    public void A_zone_between_two_waypoints_is_met_where_the_leg_enters_it()
    {
        // 10 m wide across a leg of 40 km at 20 km, far from both of its ends.
        var corridor = East(40_000, 5);
        var middle = corridor.From.Towards(Bearing.FromDegrees(90), Length.FromMetres(20_000));
        var west = middle.LongitudeDegrees;
        var zone = Zones.With(new ZonePolygon([new(29.5, west), new(29.5, west + 0.0001), new(30.5, west + 0.0001), new(30.5, west), new(29.5, west)]));

        var conflict = ZoneConflict.Of(corridor, zone, default).Single();

        Assert.That(conflict.Nearest.Distance, Is.EqualTo(Length.Zero));
        Assert.That(conflict.Nearest.OnLine.DistanceTo(middle).Metres, Is.LessThan(0.01));
        Assert.That(conflict.Margin.Metres, Is.EqualTo(-5));
    }

    [Test]
    public void An_edge_straight_in_degrees_is_not_the_geodesic_between_its_corners()
    {
        // Over a degree of longitude at 30 N the geodesic bulges 105 m north of the parallel: L² tan(30) / 8R with L = 96.5 km.
        LatLon[] ring = [new(29.9, 121.5), new(30, 121.5), new(30, 122.5), new(29.9, 122.5), new(29.9, 121.5)];
        var zone = Zones.With(new ZonePolygon(Zones.Reversed(ring)));
        var above = At(30, 122).Towards(Bearing.FromDegrees(0), Length.FromMetres(60));
        var corridor = new SweptCorridor(above, above, Length.FromMetres(59), default, AltitudeAmsl.FromMetres(100), Window);

        Assert.That(ZoneConflict.Of(corridor, zone, default), Is.Empty);
        Assert.That(ZoneConflict.Of(corridor with { HalfWidth = Length.FromMetres(60) }, zone, default).Single().Margin.Metres, Is.EqualTo(0).Within(0.003));
    }

    [Test]
    public void Heights_that_touch_meet_and_times_that_touch_do_not()
    {
        var zone = Zones.Circle("TEST1", new LimitedApplicability(Window.End, null)) with
        {
            Volumes = [new ZoneVolume(new ZoneCircle(Zones.Here, Length.FromKilometres(1)), new ZoneLayer(VerticalLimit.Metres(120, VerticalReference.Agl), null))],
        };
        var corridor = East(4_000, 300) with { High = AltitudeAmsl.FromMetres(125) };
        var ground = new GroundBelow(AltitudeAmsl.FromMetres(5), AltitudeAmsl.FromMetres(300), null);

        Assert.That(ZoneConflict.Of(corridor, zone, ground), Is.Empty, "in force from the instant at which the corridor is left");
        var earlier = zone with { LimitedApplicability = [new LimitedApplicability(Window.End.AddTicks(-1), null)] };
        var conflict = ZoneConflict.Of(corridor, earlier, ground).Single();
        Assert.That((conflict.Heights.Lower?.Metres, conflict.Heights.Upper?.Metres), Is.EqualTo((125.0, 125.0)), "120 m above ground of 5 m");
        Assert.That(conflict.When, Is.EqualTo(new TimeWindow(Window.End.AddTicks(-1), Window.End)));
        Assert.That(ZoneConflict.Of(corridor with { High = AltitudeAmsl.FromMetres(124.98) }, earlier, ground), Is.Empty);
        Assert.That(ZoneConflict.Of(corridor with { High = AltitudeAmsl.FromMetres(1) }, earlier, ground with { Lowest = null }), Is.Not.Empty, "over unknown ground there is no lower limit");
        Assert.That(ZoneConflict.Of(corridor with { High = AltitudeAmsl.FromMetres(double.NaN) }, earlier, ground), Is.Not.Empty, "what is no number meets");
    }

    [Test]
    public void The_index_finds_what_a_look_at_every_zone_finds()
    {
        var cases = Enumerable.Range(0, 150).Select(number => ConflictCase.Of(6, number)).ToList();
        var zones = cases.Select((drawn, number) => drawn.Zone with { Id = new ZoneId("CHN", $"D{number}") }).ToList();
        var index = new ZoneIndex(zones);

        foreach (var drawn in cases)
        {
            var every = zones.SelectMany(zone => ZoneConflict.Of(drawn.Corridor, zone, drawn.Ground)).ToList();
            Assert.That(index.Conflicts(drawn.Corridor, drawn.Ground), Is.EqualTo(every), drawn.Kind);
        }
    }

    [Test]
    public void A_leg_over_the_antimeridian_meets_zones_on_both_sides()
    {
        var from = new LatLon(10, 179.98);
        var corridor = new SweptCorridor(from, new LatLon(10, -179.98), Length.FromMetres(50), default, AltitudeAmsl.FromMetres(100), Window);
        var east = Zones.With(new ZonePolygon(Zones.Square(9.99, -179.995, 0.01)), "EAST");
        var west = Zones.With(new ZonePolygon(Zones.Square(9.99, 179.985, 0.01)), "WEST");
        var away = Zones.With(new ZonePolygon(Zones.Square(9.99, 178, 0.01)), "AWAY");

        Assert.That(new ZoneIndex([east, west, away]).Conflicts(corridor, default).Select(conflict => conflict.Zone.Id.Identifier), Is.EqualTo(["EAST", "WEST"]));
    }

    private static readonly TimeWindow Window = Zones.Window("2024-11-25T04:00Z", "2024-11-25T04:10Z");

    private static IEnumerable<string> MutantNames => Mutants.Select(mutant => mutant.Name);

    private static bool Fast(SweptCorridor corridor, Geozone zone, GroundBelow ground) => ZoneConflict.Of(corridor, zone, ground).Any();

    private static LatLon At(double latitude, double longitude) => new(latitude, longitude);

    /// <summary>A leg to the east from 30 N 122 E.</summary>
    private static SweptCorridor East(double metres, double halfWidth) => new(
        Zones.Here,
        Zones.Here.Towards(Bearing.FromDegrees(90), Length.FromMetres(metres)),
        Length.FromMetres(halfWidth),
        AltitudeAmsl.FromMetres(0),
        AltitudeAmsl.FromMetres(120),
        Window);

    private static Geozone Drawn(Geozone zone)
    {
        if (zone.Volumes[0].Shape is not ZoneCircle circle)
        {
            return zone;
        }

        var corners = Enumerable.Range(0, 12).Select(i => circle.Centre.Towards(Bearing.FromDegrees(360 - (30 * i)), circle.Radius)).ToList();
        return zone with { Volumes = [zone.Volumes[0] with { Shape = new ZonePolygon([.. corners, corners[0]]) }] };
    }

    /// <summary>Every edge of at least a kilometre goes by a corner in the middle of its geodesic.</summary>
    private static Geozone Straightened(Geozone zone)
    {
        if (zone.Volumes[0].Shape is not ZonePolygon { Holes.Count: 0 } polygon)
        {
            return zone;
        }

        var ring = new List<LatLon> { polygon.Outer[0] };
        foreach (var (a, b) in polygon.Outer.Zip(polygon.Outer.Skip(1)))
        {
            var line = Geodesic.Inverse(a.LatitudeDegrees, a.LongitudeDegrees, b.LatitudeDegrees, b.LongitudeDegrees);
            if (line.DistanceMetres > 1_000)
            {
                var middle = Geodesic.Direct(a.LatitudeDegrees, a.LongitudeDegrees, line.InitialAzimuthDegrees, line.DistanceMetres / 2);
                ring.Add(new LatLon(middle.LatitudeDegrees, middle.LongitudeDegrees));
            }

            ring.Add(b);
        }

        try
        {
            return zone with { Volumes = [zone.Volumes[0] with { Shape = new ZonePolygon(ring) }] };
        }
        catch (ArgumentException)
        {
            // A thin zone whose edges bulge across each other is left as it is.
            return zone;
        }
    }
}
