using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Conflicts;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Tests.Airspace.Conflicts;

/// <summary>A leg and a zone drawn so that they nearly meet, or just do, in space, height and time.</summary>
internal sealed record ConflictCase(SweptCorridor Corridor, Geozone Zone, GroundBelow Ground, string Kind)
{
    private const double LongestLegMetres = 20_000;

    private static readonly DateTimeOffset Noon = new(2024, 11, 25, 4, 0, 0, TimeSpan.Zero);

    /// <summary>The case of a number in the series of a seed.</summary>
    public static ConflictCase Of(int seed, int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) ^ number));
        var leg = PlainLeg.Draw(random, LongestLegMetres);
        var halfWidth = Scale(random, 2, 400);
        var (shape, kind) = Shape(random, leg, halfWidth);
        var low = random.Next(0, 300);
        var high = low + random.Next(0, 120);
        var ground = new GroundBelow(
            random.Next(5) == 0 ? null : AltitudeAmsl.FromMetres(random.Next(0, 50)),
            random.Next(5) == 0 ? null : AltitudeAmsl.FromMetres(random.Next(50, 300)),
            random.Next(5) == 0 ? null : Length.FromMetres((random.NextDouble() * 60) - 20));
        var (layer, heights) = Layer(random, low, high, ground);
        var start = Noon.AddSeconds(random.Next(0, 3600));
        var when = new TimeWindow(start, start.AddSeconds(random.Next(1, 600)));
        var (times, time) = Times(random, when);
        var corridor = new SweptCorridor(leg.From, leg.To, Length.FromMetres(halfWidth), AltitudeAmsl.FromMetres(low), AltitudeAmsl.FromMetres(high), when);
        var zone = new Geozone
        {
            Id = new ZoneId("CHN", "DRAWN"),
            Type = ZoneType.Prohibited,
            Variant = ZoneVariant.Common,
            LimitedApplicability = times,
            Volumes = [new ZoneVolume(shape, layer)],
        };
        return new ConflictCase(corridor, zone, ground, $"{kind}, {heights}, {time}");
    }

    private static (ZoneShape Shape, string Kind) Shape(Random random, PlainLeg leg, double halfWidth) => random.Next(9) switch
    {
        0 => (Blade(random, leg, halfWidth), "a zone thinner than any step, across or short of the leg"),
        1 => (TangentCircle(random, leg, halfWidth), "a circle that nearly touches"),
        2 => (LongEdge(random, leg, halfWidth), "an edge along a parallel, many kilometres long"),
        3 => (Ring(random, leg, halfWidth), "a leg near or in a hole"),
        4 => (Speck(random, leg, halfWidth), "a small zone near the middle of the leg only"),
        5 or 6 => (Circle(random, leg, halfWidth), "a circle"),
        _ => (Star(random, leg, halfWidth), "a star"),
    };

    private static ZonePolygon Blade(Random random, PlainLeg leg, double halfWidth)
    {
        var (place, ahead, aside) = leg.At(0.02 + (0.96 * random.NextDouble()));
        var angle = (random.NextDouble() - 0.5) * 2.8;
        var along = (aside * Math.Cos(angle)) + (ahead * Math.Sin(angle));
        var across = (ahead * Math.Cos(angle)) - (aside * Math.Sin(angle));
        var (thin, length) = (Scale(random, 0.02, 1), Scale(random, 5, 5_000));

        // Across the middle, or with its nearer end about half a width away.
        var near = random.Next(2) == 0 ? -length * random.NextDouble() : (halfWidth + ((random.NextDouble() - 0.5) * 4)) / Math.Cos(angle);
        return Corners(place, (along * near) - (across * (thin / 2)), (along * near) + (across * (thin / 2)), (along * (near + length)) + (across * (thin / 2)), (along * (near + length)) - (across * (thin / 2)));
    }

    private static ZoneCircle TangentCircle(Random random, PlainLeg leg, double halfWidth)
    {
        double[] gaps = [-5, -0.1, -0.02, -0.005, 0.015, 0.03, 0.1, 5];
        var gap = gaps[random.Next(gaps.Length)];
        var radius = Scale(random, Math.Max(1, 6 - halfWidth), 10_000);
        var (place, ahead, aside) = leg.At(random.NextDouble());
        if (random.Next(4) == 0)
        {
            // Before the start, where the corridor ends round.
            (place, ahead, _) = leg.At(0);
            aside = ahead * -1;
        }

        var centre = PlainEarth.Degrees(PlainEarth.Towards(place, random.Next(2) == 0 || aside == ahead * -1 ? aside : aside * -1, halfWidth + radius + gap));
        return new ZoneCircle(new LatLon(centre.Latitude, centre.Longitude), Length.FromMetres(radius));
    }

    private static ZonePolygon LongEdge(Random random, PlainLeg leg, double halfWidth)
    {
        // On the other side of the edge lies the zone; its edge bulges away from the geodesic by metres.
        var place = PlainEarth.Degrees(leg.At(random.NextDouble()).Place);
        var degrees = 1 / (111_000 * Math.Cos(place.Latitude * Math.PI / 180));
        var (west, east) = (Scale(random, 1_000, 40_000) * degrees, Scale(random, 1_000, 40_000) * degrees);
        var offset = (halfWidth + ((random.NextDouble() - 0.3) * 60)) / 111_000;
        var tilt = random.Next(2) == 0 ? 0 : (random.NextDouble() - 0.5) * 0.02;
        var depth = Scale(random, 10, 5_000) / 111_000;
        var (south, top) = random.Next(2) == 0 ? (place.Latitude + offset, place.Latitude + offset + depth) : (place.Latitude - offset - depth, place.Latitude - offset);
        return Polygon([(south - tilt, place.Longitude - west), (south + tilt, place.Longitude + east), (top + tilt, place.Longitude + east), (top - tilt, place.Longitude - west)]);
    }

    private static ZonePolygon Ring(Random random, PlainLeg leg, double halfWidth)
    {
        // A hole about the leg, from half as wide to twice as wide as it needs.
        var (place, ahead, aside) = leg.At(0.5);
        var (half, wide) = (((leg.Metres / 2) + halfWidth) * (0.7 + (0.8 * random.NextDouble())), (halfWidth * (0.5 + (1.5 * random.NextDouble()))) + 1);
        var shift = (random.NextDouble() - 0.5) * halfWidth;
        var hole = new[] { Corner(-half, shift - wide), Corner(-half, shift + wide), Corner(half, shift + wide), Corner(half, shift - wide) };
        var edge = Scale(random, 0.5, 500);
        var outer = new[] { Corner(-half - edge, shift - wide - edge), Corner(half + edge, shift - wide - edge), Corner(half + edge, shift + wide + edge), Corner(-half - edge, shift + wide + edge) };
        return new ZonePolygon(Closed(Placed(place, outer), anticlockwise: true), [Closed(Placed(place, hole), anticlockwise: false)]);

        PlainPoint Corner(double along, double across) => (ahead * along) + (aside * across);
    }

    private static ZoneShape Speck(Random random, PlainLeg leg, double halfWidth)
    {
        var (place, ahead, aside) = leg.At(0.3 + (0.4 * random.NextDouble()));
        var side = Scale(random, 0.05, 20);
        var away = aside * (halfWidth * 1.5 * (random.NextDouble() - 0.5) * 2);
        var centre = PlainEarth.Degrees(PlainEarth.Drop(place + away));
        return random.Next(2) == 0
            ? new ZoneCircle(new LatLon(centre.Latitude, centre.Longitude), Length.FromMetres(side))
            : Corners(place, away, away + (ahead * side), away + (ahead * side) + (aside * side), away + (aside * side));
    }

    private static ZoneCircle Circle(Random random, PlainLeg leg, double halfWidth)
    {
        var (place, ahead, aside) = leg.At((random.NextDouble() * 1.6) - 0.3);
        var radius = Scale(random, 1, 10_000);
        var away = (halfWidth + radius) * 2 * (random.NextDouble() - 0.5) * 2;
        var centre = PlainEarth.Degrees(PlainEarth.Drop(place + (aside * away) + (ahead * (random.NextDouble() - 0.5))));
        return new ZoneCircle(new LatLon(centre.Latitude, centre.Longitude), Length.FromMetres(radius));
    }

    private static ZonePolygon Star(Random random, PlainLeg leg, double halfWidth)
    {
        var (place, ahead, aside) = leg.At((random.NextDouble() * 1.6) - 0.3);
        var size = Scale(random, 1, 10_000);
        var middle = aside * ((halfWidth + size) * 2 * (random.NextDouble() - 0.5) * 2);
        var corners = random.Next(3, 12);

        // Rays at growing angles never cross: a star about its middle.
        return Corners(place, [.. Enumerable.Range(0, corners).Select(i =>
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * i / corners);
            return middle + (((ahead * cosine) + (aside * sine)) * (size * (0.2 + (0.8 * random.NextDouble()))));
        })]);
    }

    private static (ZoneLayer Layer, string Kind) Layer(Random random, int low, int high, GroundBelow ground)
    {
        switch (random.Next(6))
        {
            case 0:
                return (ZoneLayer.GroundUp, "from the ground up");
            case 1:
                // Exactly at the top of the corridor, above the lowest ground.
                return ground.Lowest is { } lowest && high >= lowest.Metres
                    ? (new ZoneLayer(VerticalLimit.Metres(high - lowest.Metres, VerticalReference.Agl), null), "heights touch")
                    : (new ZoneLayer(VerticalLimit.Metres(high, VerticalReference.Amsl), null), "heights touch");
            case 2:
                return (new ZoneLayer(null, VerticalLimit.Metres(low, VerticalReference.Amsl)), "heights touch");
            case 3:
                return (new ZoneLayer(VerticalLimit.Metres(high + 0.02, VerticalReference.Amsl), null), "2 cm above");
            case 4:
                return (new ZoneLayer(new VerticalLimit(random.Next(0, 500), LimitUnit.Feet, Reference(random)), null), "feet");
            default:
                var floor = random.Next(0, 300);
                return (new ZoneLayer(VerticalLimit.Metres(floor, VerticalReference.Amsl), VerticalLimit.Metres(floor + random.Next(0, 300), Reference(random))), "a band");
        }
    }

    private static (LimitedApplicability[] Times, string Kind) Times(Random random, TimeWindow when) => random.Next(6) switch
    {
        0 => ([new LimitedApplicability(when.End, null)], "begins when the corridor ends"),
        1 => ([new LimitedApplicability(null, when.Start)], "ends when the corridor begins"),
        2 => ([new LimitedApplicability(when.End.AddTicks(-1), when.End.AddHours(1)), new LimitedApplicability(null, when.Start)], "a tick together"),
        3 => ([new LimitedApplicability(when.Start.AddMinutes(-5), when.Start.AddTicks(1))], "a tick together"),
        _ => ([], "always in force"),
    };

    private static VerticalReference Reference(Random random) => (VerticalReference)random.Next(1, 4);

    /// <summary>A number of any size between two, each size as likely as the others.</summary>
    private static double Scale(Random random, double least, double most) => least * Math.Pow(most / least, random.NextDouble());

    private static ZonePolygon Corners(PlainPoint place, params PlainPoint[] offsets) => Polygon([.. Placed(place, offsets)]);

    private static IEnumerable<(double Latitude, double Longitude)> Placed(PlainPoint place, IEnumerable<PlainPoint> offsets) =>
        offsets.Select(offset => PlainEarth.Degrees(PlainEarth.Drop(place + offset)));

    private static ZonePolygon Polygon((double Latitude, double Longitude)[] corners) => new(Closed(corners, anticlockwise: true));

    private static LatLon[] Closed(IEnumerable<(double Latitude, double Longitude)> corners, bool anticlockwise)
    {
        var ring = corners.Select(corner => new LatLon(corner.Latitude, corner.Longitude)).ToList();

        // Twice the area about the first corner, so that slivers keep their sign.
        var (latitude, longitude) = (ring[0].LatitudeDegrees, ring[0].LongitudeDegrees);
        var area = ring.Zip(ring.Skip(1).Append(ring[0]), (a, b) =>
            ((a.LongitudeDegrees - longitude) * (b.LatitudeDegrees - latitude)) - ((b.LongitudeDegrees - longitude) * (a.LatitudeDegrees - latitude))).Sum();
        if (area > 0 != anticlockwise)
        {
            ring.Reverse();
        }

        return [.. ring, ring[0]];
    }
}
