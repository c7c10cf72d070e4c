using CsCheck;
using DroneLogistics.Geodesy;
using DroneLogistics.Simulation;
using DroneLogistics.Terrain;
using DroneLogistics.Tests.Terrain;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation;

public sealed class FlightCorridorTests
{
    private static readonly AltitudeAmsl Cruise = AltitudeAmsl.FromMetres(120);

    private static readonly (double, double)[] Corner = [(-9_000, -4_000), (2_000, 1_000), (9_000, -6_000)];

    private static readonly Gen<FlightTask> Tasks = Gen.Select(
        Gen.Select(Gen.Double[-15_000.0, 15_000.0], Gen.Double[-15_000.0, 15_000.0]).Array[2, 5].Where(points => Math.Abs(points[0].Item1 - points[1].Item1) > 1),
        Gen.Int[0, 2].Select(index => new[] { "fz90", "fc30", "v2000cg" }[index]),
        Gen.Double[100.0, 300.0],
        Gen.Double[0.0, 360.0],
        Gen.Double[0.0, 8.0],
        (points, type, altitude, from, wind) => Corridors.Task(AltitudeAmsl.FromMetres(altitude), points) with
        {
            Type = ShippedData.Type(type),
            CruiseAirspeed = ShippedData.Type(type).CruiseAirspeed,
            Wind = new Wind(Bearing.FromDegrees(from), Speed.FromMetresPerSecond(wind), null),
        });

    [Test]
    public void A_flight_as_planned_is_at_every_instant_within_a_piece_of_its_corridor() => Tasks
        .Select(FlightSimulation.Run)
        .Where(forecast => forecast.Profile.Trouble == ProfileTrouble.None)
        .Sample(
            forecast =>
            {
                var corridor = FlightCorridor.Of(forecast, Corridors.VolumeOf(forecast.Task), Corridors.Policy, Flights.Nine, Corridors.OpenSea)!;
                foreach (var (seconds, place, altitude) in Planned(forecast))
                {
                    var instant = Flights.Nine + TimeSpan.FromSeconds(seconds);
                    Assert.That(corridor.Pieces.Any(piece => piece.Volume.When.Contains(instant)
                        && altitude >= piece.Volume.Low && altitude <= piece.Volume.High
                        && IsOnLine(piece.Volume, place)), Is.True, $"{seconds:0} s, {altitude.Metres:0} m");
                }
            },
            iter: 300);

    [Test]
    public void The_way_is_cut_at_its_corners_and_no_piece_is_longer_than_the_policy_says()
    {
        var task = Corridors.Task(Cruise, Corner);
        var corridor = Corridors.Of(task, Corridors.OpenSea);
        var way = corridor.Pieces.Where(piece => !piece.IsOnTheSpot).ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(corridor.Pieces[0].IsOnTheSpot && corridor.Pieces[^1].IsOnTheSpot, Is.True);
            Assert.That(way.Zip(way.Skip(1), (one, next) => one.Volume.To.DistanceTo(next.Volume.From).Metres), Is.All.LessThan(0.01));
            Assert.That(way.Sum(piece => piece.Volume.From.DistanceTo(piece.Volume.To).Metres), Is.EqualTo(task.Path.Distance.Metres).Within(0.01), "no piece cuts a corner");
            Assert.That(way.Select(piece => piece.Volume.From.DistanceTo(piece.Volume.To).Metres), Is.All.LessThanOrEqualTo(5000.001));
            Assert.That(way.Any(piece => piece.Volume.To.DistanceTo(task.Path.Legs[0].To).Metres < 0.01), Is.True);
            Assert.That((way[0].Volume.From, way[^1].Volume.To), Is.EqualTo((task.Path.Origin, task.Path.Destination)));
        }
    }

    [Test]
    public void In_cruise_it_reaches_from_the_flight_geography_to_the_top_of_the_contingency_volume_and_over_a_pad_from_the_pad()
    {
        var corridor = Corridors.Of(Corridors.Task(Cruise, Corner), Corridors.OpenSea);
        var cruise = corridor.Pieces.Where(piece => piece.PlannedLow == Cruise && piece.PlannedHigh == Cruise).ToList();
        var pad = corridor.Pieces[0];

        // 1.5 x 6 + 1 m below, 77.8 m above, 294.8 m beside; the way into forward flight begins 110 m above the pad at 5 m.
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cruise, Is.Not.Empty);
            Assert.That(cruise.Select(piece => piece.Volume.Low.Metres), Is.All.EqualTo(110).Within(1e-9));
            Assert.That(cruise.Select(piece => piece.Volume.High.Metres), Is.All.EqualTo(197.8).Within(0.05));
            Assert.That(cruise.Select(piece => piece.Volume.HalfWidth.Metres), Is.All.EqualTo(294.8).Within(0.05));
            Assert.That((pad.Volume.Low.Metres, pad.PlannedHigh.Metres), Is.EqualTo((5.0, 115.0)));
            Assert.That(pad.Volume.HalfWidth.Metres, Is.EqualTo(31.1).Within(0.05));
            Assert.That(pad.Volume.From, Is.EqualTo(pad.Volume.To));
            Assert.That(corridor.Pieces[1].Volume.Low.Metres, Is.EqualTo(105).Within(1e-9), "transition and climb");
        }
    }

    [Test]
    public void Times_open_a_minute_and_a_tenth_of_the_time_flown_to_either_side()
    {
        var forecast = FlightSimulation.Run(Corridors.Task(Cruise, Corner));
        var corridor = FlightCorridor.Of(forecast, Corridors.VolumeOf(forecast.Task), Corridors.Policy, Flights.Nine, Corridors.OpenSea)!;
        var block = forecast.BlockSeconds!.Value;

        Assert.That((corridor.Pieces[0].Volume.When.Start - Flights.Nine).TotalSeconds, Is.EqualTo(-60));
        Assert.That((corridor.Pieces[^1].Volume.When.End - Flights.Nine).TotalSeconds, Is.EqualTo(block + 60 + (0.1 * block)).Within(1e-5));
        foreach (var (one, next) in corridor.Pieces.Zip(corridor.Pieces.Skip(1)))
        {
            Assert.That(one.Volume.When.Overlaps(next.Volume.When), Is.True);
            Assert.That(next.Volume.When.Start, Is.GreaterThanOrEqualTo(one.Volume.When.Start));
        }
    }

    [Test]
    public void Waiting_before_the_landing_belongs_to_the_pieces_on_both_sides_of_the_place()
    {
        var task = Corridors.Task(Cruise, Corner);
        var (plain, waiting) = (Corridors.Of(task, Corridors.OpenSea), Corridors.Of(task with { Variation = task.Variation with { HoldSeconds = 300 } }, Corridors.OpenSea));

        var (descent, back) = (waiting.Pieces[^3], waiting.Pieces[^2]);
        Assert.That((descent.Volume.When.End - plain.Pieces[^3].Volume.When.End).TotalSeconds, Is.EqualTo(330).Within(0.001), "300 s and a tenth of them");
        Assert.That(back.Volume.When.Duration.TotalSeconds, Is.EqualTo(plain.Pieces[^2].Volume.When.Duration.TotalSeconds + 330).Within(0.001));
    }

    [Test]
    public void Height_over_land_counts_from_the_shore_and_over_the_sea_from_its_level()
    {
        var island = Seas.Map([Seas.Square("isle", 0, 0, 1_000)], [Seas.Elevation("isle", 80)]);
        var corridor = Corridors.Of(Corridors.Task(Cruise, (-8_000, 0), (8_000, 0)), island);

        Assert.That(corridor.HighestOverLand?.Metres, Is.EqualTo(120).Within(1e-9), "over land that begins at the level of the sea");
        Assert.That(corridor.HighestOverSea.Metres, Is.EqualTo(120).Within(1e-9));
        Assert.That(Corridors.Of(Corridors.Task(Cruise, Corner), Corridors.OpenSea).HighestOverLand?.Metres, Is.EqualTo(110).Within(1e-9), "over the pads");
    }

    [Test]
    public void Land_lower_than_the_masts_of_the_sea_beside_it_is_still_land()
    {
        var island = Seas.Map([Seas.Square("isle", 0, 0, 1_000)], [Seas.Elevation("isle", 10)]);
        var corridor = Corridors.Of(Corridors.Task(Cruise, (-8_000, 0), (8_000, 0)), island);

        Assert.That(corridor.Pieces.Where(piece => !piece.IsOnTheSpot).Select(piece => piece.Ground.Source), Is.All.EqualTo(TerrainSource.VesselMasts));
        Assert.That(corridor.HighestOverLand?.Metres, Is.EqualTo(120).Within(1e-9));
        Assert.That(corridor.Pieces.Where(piece => piece.IsOverSea), Is.Not.Empty);
    }

    [Test]
    public void A_flight_that_cannot_be_flown_has_no_corridor()
    {
        var task = Corridors.Task(Cruise, Corner) with { Wind = new Wind(Bearing.FromDegrees(0), Speed.FromMetresPerSecond(60), null) };

        Assert.That(Corridors.Of(task, Corridors.OpenSea), Is.Null);
    }

    /// <summary>Places, times and altitudes of the profile by its own numbers: the middle and the ends of every segment.</summary>
    private static IEnumerable<(double Seconds, LatLon Place, AltitudeAmsl Altitude)> Planned(FlightForecast forecast)
    {
        var (seconds, along) = (0.0, 0.0);
        foreach (var segment in forecast.Profile.Segments)
        {
            foreach (var share in (double[])[0, 0.5, 0.999])
            {
                yield return (
                    seconds + (share * segment.Seconds),
                    forecast.Task.Path.PointAt(Length.FromMetres(along + (share * segment.PathMetres))),
                    AltitudeAmsl.FromMetres(segment.From.Metres + (share * (segment.To - segment.From).Metres)));
            }

            seconds += segment.Seconds;
            along += segment.PathMetres;
        }
    }

    /// <summary>Whether a point is between the ends of a piece, by the detour over it: 1 cm over 5 km.</summary>
    private static bool IsOnLine(SweptCorridor volume, LatLon place) =>
        volume.From.DistanceTo(place).Metres + place.DistanceTo(volume.To).Metres <= volume.From.DistanceTo(volume.To).Metres + 0.01;
}
