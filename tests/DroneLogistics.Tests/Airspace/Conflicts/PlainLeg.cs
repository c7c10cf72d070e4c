using DroneLogistics.Geodesy;

namespace DroneLogistics.Tests.Airspace.Conflicts;

/// <summary>A leg in plain arithmetic, from which zones are laid out.</summary>
internal sealed record PlainLeg(LatLon From, LatLon To, double Metres)
{
    /// <summary>Four of five round Zhoushan, the others up to 60 degrees from the equator and off the antimeridian.</summary>
    public static PlainLeg Draw(Random random, double longest)
    {
        var (latitude, longitude) = random.Next(5) > 0
            ? (29 + (2 * random.NextDouble()), 121 + (2 * random.NextDouble()))
            : ((random.NextDouble() - 0.5) * 118, (random.NextDouble() - 0.5) * 350);
        var start = PlainEarth.At(latitude, longitude);
        var (east, north) = PlainEarth.Level(start);

        // Headings along the axes are as likely as all others together: there the arithmetic has its edges. One in twenty is a point.
        var angle = random.Next(2) == 0 ? random.Next(4) * Math.PI / 2 : random.NextDouble() * 2 * Math.PI;
        var metres = random.Next(20) == 0 ? 0 : 10 * Math.Pow(longest / 10, random.NextDouble());
        var end = metres > 0 ? PlainEarth.Degrees(PlainEarth.Towards(start, (east * Math.Cos(angle)) + (north * Math.Sin(angle)), metres)) : (latitude, longitude);
        return new PlainLeg(new LatLon(latitude, longitude), new LatLon(end.Item1, end.Item2), metres);
    }

    /// <summary>A point at a share of the leg, or of its continuation, with the level directions ahead and to the left of it.</summary>
    public (PlainPoint Place, PlainPoint Ahead, PlainPoint Aside) At(double share)
    {
        var (start, end) = (PlainEarth.At(From.LatitudeDegrees, From.LongitudeDegrees), PlainEarth.At(To.LatitudeDegrees, To.LongitudeDegrees));
        var place = PlainEarth.Drop(start + ((end - start) * share));
        var (east, north) = PlainEarth.Level(place);
        var (right, up) = Metres > 0 ? ((end - start).Dot(east), (end - start).Dot(north)) : (1, 0);
        var length = Math.Sqrt((right * right) + (up * up));
        var ahead = ((east * right) + (north * up)) * (1 / length);
        return (place, ahead, ((north * right) - (east * up)) * (1 / length));
    }
}
