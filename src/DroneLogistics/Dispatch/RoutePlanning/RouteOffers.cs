using DroneLogistics.Scheduling;
using DroneLogistics.Simulation;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch.RoutePlanning;

/// <summary>What can be flown where the best route of a study may not: with less on board, by way of a stop, with another type.</summary>
public static class RouteOffers
{
    private const int MostStops = 2;

    // Payloads are told to a tenth of a kilogram.
    private const double PayloadStepKilograms = 0.1;

    // What a lighter flight or a fresh pack on the way may mend.
    private static readonly HashSet<ReasonCode> EnergyReasons =
    [
        ReasonCode.EnergyReserveShortfall,
        ReasonCode.BatteryPowerInsufficient,
        ReasonCode.AlternateUnreachable,
        ReasonCode.PayloadExceedsLimit,
        ReasonCode.TakeoffMassExceedsSiteLimit,
        ReasonCode.ThrustMarginInsufficient,
    ];

    /// <summary>The offers, empty where the flight may be flown or nothing helps. All are decided on an assumed fleet: whether one is free is for the flight that is booked.</summary>
    /// <param name="world">Sites, types, policy and space.</param>
    /// <param name="study">The study of the flight that was asked for.</param>
    /// <param name="now">The instant of the decisions.</param>
    /// <param name="advance">Told the share that is done, 0 to 1, now and then; may throw to end the search.</param>
    public static IReadOnlyList<RouteOffer> For(World world, RouteStudyAnswer study, DateTimeOffset now, Action<double>? advance = null)
    {
        var best = study.Routes[0];
        if (best.Decision.Verdict == Verdict.Go)
        {
            return [];
        }

        var (flight, objective) = (study.Question.Flight with { Aircraft = null, Pack = null }, study.Question.Objective);
        var offers = new List<RouteOffer>();
        var energy = best.Decision.Findings.Where(finding => EnergyReasons.Contains(finding.Code)).ToList();

        // Who is short of an alternate alone is not helped by an offer that is too.
        var withoutAlternate = energy.Exists(finding => finding.Code != ReasonCode.AlternateUnreachable);
        if (energy.Count > 0)
        {
            offers.AddRange(Lighter(world, flight, objective, now, withoutAlternate));
            advance?.Invoke(1.0 / 3);
            offers.AddRange(Relays(world, flight, objective, now, withoutAlternate));
            advance?.Invoke(2.0 / 3);
        }

        offers.AddRange(OtherTypes(world, study, now, withoutAlternate));
        return offers;
    }

    /// <summary>Whether a leg can be offered: GO, or refused for what is left to others and told with it.</summary>
    /// <param name="decision">The decision on it.</param>
    /// <param name="withoutAlternate">Whether it may lack an alternate.</param>
    /// <param name="isNew">Whether it may lack an approval, as legs to and from a place do that is no site yet.</param>
    internal static bool IsOffered(Decision decision, bool withoutAlternate, bool isNew = false) => decision.Verdict == Verdict.Go
        || (decision.Findings.Count > 0 && decision.Findings.All(finding => !finding.Unknown
            && ((withoutAlternate && finding.Code == ReasonCode.AlternateUnreachable) || (isNew && finding.Code == ReasonCode.AuthorizationMissing))));

    private static IEnumerable<RouteOffer> Lighter(World world, FlightQuestion flight, RouteObjective objective, DateTimeOffset now, bool withoutAlternate)
    {
        var timetable = Timetable.Empty(world.AssumedFleet());
        var found = Largest(flight.Payload, payload => RouteStudy.Best(world, timetable, flight with { Payload = payload }, objective, now) is var lighter && IsOffered(lighter, withoutAlternate) ? lighter : null);
        if (found is var (kilograms, decision))
        {
            yield return new RouteOffer(RouteOfferKind.LessPayload, flight.Type, kilograms, [], new HashSet<Sites.SiteId>(), [decision]);
        }
    }

    private static IEnumerable<RouteOffer> Relays(World world, FlightQuestion flight, RouteObjective objective, DateTimeOffset now, bool withoutAlternate)
    {
        if (flight.Via.Count > 0)
        {
            yield break;
        }

        var search = new RelaySearch(world, flight, objective, now, withoutAlternate);
        if (search.Chain(flight.Payload, withNewSites: false, MostStops) is { } relay)
        {
            yield return new RouteOffer(RouteOfferKind.StopAtSites, flight.Type, flight.Payload, relay.Stops, relay.NewSites, relay.Legs);
            yield break;
        }

        if (Largest(flight.Payload, payload => search.Chain(payload, withNewSites: false, MostStops)) is var (kilograms, lighter))
        {
            yield return new RouteOffer(RouteOfferKind.StopAtSitesWithLessPayload, flight.Type, kilograms, lighter.Stops, lighter.NewSites, lighter.Legs);
        }

        if (search.Chain(flight.Payload, withNewSites: true, MostStops) is { } full)
        {
            yield return new RouteOffer(RouteOfferKind.StopAtNewSite, flight.Type, flight.Payload, full.Stops, full.NewSites, full.Legs);
        }
    }

    private static IEnumerable<RouteOffer> OtherTypes(World world, RouteStudyAnswer study, DateTimeOffset now, bool withoutAlternate)
    {
        var timetable = Timetable.Empty(world.AssumedFleet());
        foreach (var type in world.AircraftTypes.Where(type => type.Id != study.Question.Flight.Type.Id && type.MaxPayload >= study.Question.Flight.Payload))
        {
            // The airspeed that was asked for is that of the other type.
            var flight = study.Question.Flight with { Type = type, Aircraft = null, Pack = null, CruiseAirspeed = null, CruiseRule = CruiseRule.Fixed, ArriveAt = null };
            var straight = FlightSimulation.Run(CheckFlight.Task(world.Policy, flight, FlightWeather.OneWind(world.Policy, flight), StateOfCharge.Full, world.Policy.AssumedPackHealthRatio));
            if (straight is { LandingCharge: not null, Reserve: { } reserve } && reserve.Margin >= Energy.Zero
                && RouteStudy.Best(world, timetable, flight, study.Question.Objective, now) is var decision && IsOffered(decision, withoutAlternate))
            {
                yield return new RouteOffer(RouteOfferKind.OtherAircraft, type, flight.Payload, [], new HashSet<Sites.SiteId>(), [decision]);
            }
        }
    }

    /// <summary>The largest payload below one that is refused for which there is an answer: a lighter flight needs less of everything.</summary>
    private static (Mass Payload, T Answer)? Largest<T>(Mass refused, Func<Mass, T?> answer)
    {
        var (low, high) = (-1, (int)Math.Ceiling(refused.Kilograms / PayloadStepKilograms));
        var best = default(T);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (answer(Mass.FromKilograms(middle * PayloadStepKilograms)) is { } found)
            {
                (low, best) = (middle, found);
            }
            else
            {
                high = middle;
            }
        }

        return best is null ? null : (Mass.FromKilograms(low * PayloadStepKilograms), best);
    }
}
