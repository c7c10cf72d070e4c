using CsCheck;
using DroneLogistics.Geodesy;
using DroneLogistics.Scheduling.Intents;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Scheduling.Intents;

/// <summary>Volumes apart and not, against a slow checker that shares no code; and the grid, which never tells apart what meets.</summary>
public sealed class VolumeSeparationTests
{
    private static readonly DateTimeOffset Nine = Worlds.Nine;

    private static readonly Gen<SweptCorridor> Volumes =
        from north in Gen.Double[29.9, 29.93]
        from east in Gen.Double[122.0, 122.03]
        from up in Gen.Double[-0.009, 0.009]
        from aside in Gen.Double[-0.009, 0.009]
        from width in Gen.Double[0.5, 400]
        from low in Gen.Double[-5, 90]
        from height in Gen.Double[0, 60]
        from start in Gen.Int[0, 400]
        from seconds in Gen.Int[1, 300]
        select new SweptCorridor(
            new LatLon(north, east),
            new LatLon(north + up, east + aside),
            Length.FromMetres(width),
            AltitudeAmsl.FromMetres(low),
            AltitudeAmsl.FromMetres(low + height),
            new TimeWindow(Nine.AddSeconds(start), Nine.AddSeconds(start + seconds)));

    [Test]
    public void Two_volumes_are_as_far_apart_as_a_slow_checker_measures_to_two_centimetres()
    {
        var met = 0;
        var apart = 0;
        Gen.Select(Volumes, Volumes).Sample(
            pair =>
            {
                var slow = SlowSeparation.Apart(pair.Item1, pair.Item2) - pair.Item1.HalfWidth.Metres - pair.Item2.HalfWidth.Metres;
                var told = VolumeSeparation.Beside(pair.Item1, pair.Item2).Metres;
                Assert.That(told, Is.EqualTo(Math.Max(0, slow)).Within(0.02));
                Interlocked.Increment(ref told > 0 ? ref apart : ref met);
            },
            iter: 400);
        Assert.That(Math.Min(met, apart), Is.GreaterThan(20), "both answers were tried");
    }

    [Test]
    public void What_meets_by_the_slow_checker_meets()
    {
        var met = 0;
        Gen.Select(Volumes, Volumes).Sample(
            pair =>
            {
                var (one, other) = pair;
                var meet = one.Low.Metres <= other.High.Metres && other.Low.Metres <= one.High.Metres
                    && one.When.Start < other.When.End && other.When.Start < one.When.End
                    && SlowSeparation.Apart(one, other) <= one.HalfWidth.Metres + other.HalfWidth.Metres;
                if (meet)
                {
                    Interlocked.Increment(ref met);
                    Assert.That(VolumeSeparation.Meet(one, other), Is.True);
                    Assert.That(VolumeSeparation.Meet(other, one), Is.True);
                    Assert.That(AirspaceGrid.Cover([one]).SelectMany(claim => AirspaceGrid.Cover([other]).Select(claim.Overlaps)), Has.Some.True, "the cells of both say so too");
                }
            },
            iter: 1500);
        Assert.That(met, Is.GreaterThan(30), "the test had teeth");
    }

    [Test]
    public void Sides_that_touch_meet_and_a_centimetre_more_than_the_doubt_is_clear()
    {
        // Two parallels 0.001 degrees apart: 110.86 m of the meridian at 30 degrees north, more or less.
        var one = Volume(30.0);
        var apart = SlowSeparation.Apart(one, Volume(30.001));

        Assert.That(VolumeSeparation.Meet(one with { HalfWidth = Length.FromMetres(apart / 2) }, Volume(30.001) with { HalfWidth = Length.FromMetres(apart / 2) }), Is.True);
        Assert.That(VolumeSeparation.Meet(one with { HalfWidth = Length.FromMetres((apart / 2) - 0.015) }, Volume(30.001) with { HalfWidth = Length.FromMetres((apart / 2) - 0.015) }), Is.False);

        static SweptCorridor Volume(double north) => new(new LatLon(north, 122), new LatLon(north, 122.005), Length.FromMetres(1), default, AltitudeAmsl.FromMetres(100), new TimeWindow(Nine, Nine.AddMinutes(1)));
    }

    [Test]
    public void Time_is_half_open_and_altitudes_are_closed()
    {
        var one = Volumes.Single();
        Assert.That(VolumeSeparation.Meet(one, one), Is.True);
        Assert.That(VolumeSeparation.Meet(one, one with { When = new TimeWindow(one.When.End, one.When.End.AddSeconds(1)) }), Is.False);
        Assert.That(VolumeSeparation.Meet(one, one with { Low = one.High, High = one.High + Length.FromMetres(1) }), Is.True);
        Assert.That(VolumeSeparation.Meet(one, one with { Low = one.High + Length.FromMetres(0.001), High = one.High + Length.FromMetres(1) }), Is.False);
    }

    [Test]
    public void A_width_that_is_no_number_is_not_clear()
    {
        var one = Volumes.Single();
        Assert.That(VolumeSeparation.Meet(one, one with { HalfWidth = new Length(double.NaN) }), Is.True);
    }

    [Test]
    public void The_cells_of_one_flight_never_overlap_each_other() => Volumes.Array[1, 8].Sample(volumes =>
    {
        var claims = AirspaceGrid.Cover(volumes);
        return !claims.SelectMany((one, i) => claims.Skip(i + 1).Select(one.Overlaps)).Any(overlap => overlap);
    });

    [Test]
    public void Every_point_of_a_volume_lies_in_a_cell_that_is_claimed_then_and_there() =>
        Gen.Select(Volumes, Gen.Double[0, 1], Gen.Double[0, 360], Gen.Double[0, 1]).Sample(drawn =>
        {
            var (volume, along, bearing, outward) = drawn;
            var line = Geodesic.Inverse(volume.From.LatitudeDegrees, volume.From.LongitudeDegrees, volume.To.LatitudeDegrees, volume.To.LongitudeDegrees);
            var middle = Geodesic.Direct(volume.From.LatitudeDegrees, volume.From.LongitudeDegrees, line.InitialAzimuthDegrees, line.DistanceMetres * along);
            var point = Geodesic.Direct(middle.LatitudeDegrees, middle.LongitudeDegrees, bearing, volume.HalfWidth.Metres * outward);
            var cell = AirspaceGrid.NameOf(((int)Math.Floor(point.LatitudeDegrees * 100), (int)Math.Floor(point.LongitudeDegrees * 100)));
            return AirspaceGrid.Cover([volume]).Any(claim => claim.Resource == cell
                && claim.Window == volume.When
                && claim.Band.LowMetres <= volume.Low.Metres && volume.High.Metres < claim.Band.HighMetres);
        });
}
