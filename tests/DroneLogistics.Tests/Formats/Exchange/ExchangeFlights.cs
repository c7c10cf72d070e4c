using CsCheck;
using DroneLogistics.Dispatch;
using DroneLogistics.Formats.Exchange;
using DroneLogistics.Geodesy;
using DroneLogistics.Geodesy.Formats;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Alternates;
using DroneLogistics.Sites;
using DroneLogistics.Units;

namespace DroneLogistics.Tests.Formats.Exchange;

/// <summary>Flights to be written and read: one that is decided, the same refused, and drawn ones.</summary>
internal static class ExchangeFlights
{
    public static readonly GeoidGrid Geoid = GeoidFile.Read(ShippedFiles.Bytes("geodesy/geoid.json"), "geoid.json");

    private static readonly Lazy<ExchangedFlight> FirstGo = new(() => Decided(Flights.Question()));
    private static readonly Lazy<ExchangedFlight> FirstRefused = new(() => Decided(Flights.Question(payloadKilograms: 25)));

    /// <summary>From Putuo to Liuheng with 15 kg: GO.</summary>
    public static ExchangedFlight Go => FirstGo.Value;

    /// <summary>The same with 25 kg, above what the type carries: NO_GO.</summary>
    public static ExchangedFlight Refused => FirstRefused.Value;

    /// <summary>Drawn ways of two to twelve points over the archipelago, with traces; half of them refused.</summary>
    public static Gen<ExchangedFlight> Drawn =>
        Gen.Select(Places.List[2, 12].Where(places => places.Distinct().Count() > 1), Gen.Double[30, 900], Gen.Double[0, 30], Gen.Double[0, 30], Gen.Double[3, 60], Gen.Bool, Gen.Bool).Select((places, cruise, from, to, speed, isWinged, isGo) => new ExchangedFlight
        {
            Name = "drawn & <odd> \"名\"",
            Description = "drawn",
            IsGo = isGo,
            Refusals = isGo ? [] : ["ENERGY_RESERVE_SHORTFALL", "GUST_LIMIT_EXCEEDED"],
            Origin = "a",
            Destination = "b",
            AircraftType = "t",
            Payload = Mass.FromKilograms(5),
            Waypoints = places,
            Cruise = AltitudeAmsl.FromMetres(cruise + 40),
            OriginElevation = AltitudeAmsl.FromMetres(from),
            DestinationElevation = AltitudeAmsl.FromMetres(to),
            Airspeed = Speed.FromMetresPerSecond(speed),
            IsWinged = isWinged,
            Departure = Flights.Nine,
            Trace = [.. places.Select((place, index) => new TracePoint(index * 12.345678, place, AltitudeAmsl.FromMetres(cruise), index * 100, FlightPhase.Cruise, Speed.FromMetresPerSecond(speed), Speed.FromMetresPerSecond(speed), Power.FromWatts(1000), new StateOfCharge(0.5)))],
            Corridor = [],
            Intent = [],
            IntentProbability = 0.95,
            Alternates = [new LandingSite(new SiteId("c"), places[0], AltitudeAmsl.FromMetres(4))],
            Geoid = Geoid,
        });

    private static Gen<LatLon> Places => Gen.Select(Gen.Double[29.4, 30.9], Gen.Double[121.6, 123.2], (latitude, longitude) => new LatLon(latitude, longitude));

    private static ExchangedFlight Decided(FlightQuestion question)
    {
        var world = ShippedData.World;
        var (decision, alternates) = CheckFlight.WithAlternates(world, Flights.AssumedTimetable(), question, Flights.Now, Length.FromKilometres(5));
        return ExchangedFlight.Of(decision, alternates, world.Policy, Geoid, stepSeconds: 10)!;
    }
}
