using DroneLogistics.Dispatch;
using DroneLogistics.Geodesy;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Alternates;
using DroneLogistics.Units;

namespace DroneLogistics.Formats.Exchange;

/// <summary>A decided flight as other programs take it: its way, what it fills in space and time, and how it was decided.</summary>
public sealed record ExchangedFlight
{
    /// <summary>From where to where in what, in one line.</summary>
    public required string Name { get; init; }

    /// <summary>Payload, departure and instant of the decision, in one line.</summary>
    public required string Description { get; init; }

    /// <summary>Whether the flight is GO.</summary>
    public required bool IsGo { get; init; }

    /// <summary>Codes of the findings that refuse it; empty where it is GO.</summary>
    public required IReadOnlyList<string> Refusals { get; init; }

    /// <summary>Ids of the sites it leaves and lands at.</summary>
    public required string Origin { get; init; }

    public required string Destination { get; init; }

    public required string AircraftType { get; init; }

    public required Mass Payload { get; init; }

    /// <summary>From pad to pad, geodesics between; at least two.</summary>
    public required IReadOnlyList<LatLon> Waypoints { get; init; }

    /// <summary>Altitude of all between the pads.</summary>
    public required AltitudeAmsl Cruise { get; init; }

    public required AltitudeAmsl OriginElevation { get; init; }

    public required AltitudeAmsl DestinationElevation { get; init; }

    /// <summary>Of the cruise, true.</summary>
    public required Speed Airspeed { get; init; }

    /// <summary>Rises and lands on rotors and cruises on a wing; else it flies on rotors.</summary>
    public required bool IsWinged { get; init; }

    /// <summary>Block-off.</summary>
    public required DateTimeOffset Departure { get; init; }

    /// <summary>From block-off to block-on.</summary>
    public required IReadOnlyList<TracePoint> Trace { get; init; }

    /// <summary>What it may fill with its contingency volume, piece by piece.</summary>
    public required IReadOnlyList<SweptCorridor> Corridor { get; init; }

    /// <summary>Where it is meant to be and when; empty unless it is GO.</summary>
    public required IReadOnlyList<SweptCorridor> Intent { get; init; }

    /// <summary>Share of the flight that the volumes of <see cref="Intent"/> hold, 0 to 1.</summary>
    public required double IntentProbability { get; init; }

    /// <summary>Where it could land instead, origin and destination aside.</summary>
    public required IReadOnlyList<LandingSite> Alternates { get; init; }

    /// <summary>For heights above the ellipsoid.</summary>
    public required GeoidGrid Geoid { get; init; }

    /// <summary>Block-on.</summary>
    public DateTimeOffset Arrival => TimeOf(Trace[^1]);

    /// <summary>GO or NO_GO.</summary>
    public string Verdict => IsGo ? "GO" : "NO_GO";

    /// <summary>Name with a mark where the flight is refused: programs show it wherever they show the flight.</summary>
    public string MarkedName => IsGo ? Name : $"NO_GO {Name}";

    /// <summary>Description with the reasons where the flight is refused.</summary>
    public string MarkedDescription => IsGo ? Description : $"{Description}; refused, not to be flown: {string.Join(", ", Refusals)}";

    /// <summary>The line that is flown: up from the pad, along the waypoints at cruise altitude, down.</summary>
    public IReadOnlyList<(LatLon Place, AltitudeAmsl Altitude)> Line =>
        [(Waypoints[0], OriginElevation), .. Waypoints.Select(point => (point, Cruise)), (Waypoints[^1], DestinationElevation)];

    /// <summary>The instant of a point of the trace, microseconds.</summary>
    public DateTimeOffset TimeOf(TracePoint point) => Departure + Instants.FromSecondsCeiling(point.Seconds);

    /// <summary>The height above the ellipsoid, metres.</summary>
    /// <exception cref="ExportException">The geoid is not known there.</exception>
    public double EllipsoidMetres(LatLon place, AltitudeAmsl altitude) => Geoid.ToEllipsoid(place, altitude) is { } height
        ? height.Metres
        : throw new ExportException(FormattableString.Invariant(
            $"the geoid is not known at {place.LatitudeDegrees:F4}, {place.LongitudeDegrees:F4}, outside of {Geoid.Box.SouthWest.LatitudeDegrees:0.##} to {Geoid.Box.NorthEast.LatitudeDegrees:0.##} degrees north and {Geoid.Box.SouthWest.LongitudeDegrees:0.##} to {Geoid.Box.NorthEast.LongitudeDegrees:0.##} degrees east, so that no height above the ellipsoid can be told; take a format of altitudes above mean sea level"));

    /// <summary>A decided flight; null where it was not simulated, so that there is nothing to write.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="alternates">Where it could land instead along its way; null: not looked for.</param>
    /// <param name="policy">What its intent holds.</param>
    /// <param name="geoid">For heights above the ellipsoid.</param>
    /// <param name="stepSeconds">Between points of the trace, above 0.</param>
    public static ExchangedFlight? Of(Decision decision, RouteAlternates? alternates, PlanningPolicy policy, GeoidGrid geoid, double stepSeconds)
    {
        if (decision.Forecast is not { Phases.Count: > 0 } forecast)
        {
            return null;
        }

        var (question, task) = (decision.Question, forecast.Task);
        return new ExchangedFlight
        {
            Name = $"{question.Origin} to {question.Destination}, {question.Type.Id}",
            Description = FormattableString.Invariant($"{question.Payload.Kilograms:0.###} kg, departs {question.Departure.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, decided {decision.DecidedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}: {(decision.Verdict == Dispatch.Verdict.Go ? "GO" : "NO_GO")}"),
            IsGo = decision.Verdict == Dispatch.Verdict.Go,
            Refusals = [.. decision.Findings.Select(finding => ReasonWords.Of(finding.Code)).Distinct()],
            Origin = question.Origin.Id.Text,
            Destination = question.Destination.Id.Text,
            AircraftType = question.Type.Id.Text,
            Payload = question.Payload,
            Waypoints = decision.Way.Points,
            Cruise = task.CruiseAltitude,
            OriginElevation = task.OriginElevation,
            DestinationElevation = task.DestinationElevation,
            Airspeed = task.CruiseAirspeed,
            IsWinged = question.Type.Wing is not null,
            Departure = question.Departure,
            Trace = [.. FlightTrace.Sample(forecast, stepSeconds)],
            Corridor = [.. decision.Corridor?.Pieces.Select(piece => piece.Volume) ?? []],
            Intent = decision.Intent?.Volumes ?? [],
            IntentProbability = policy.Intent.Probability,
            Alternates = [.. LandingSites(decision, alternates).DistinctBy(site => site.Id).Where(site => site.Id != question.Origin.Id && site.Id != question.Destination.Id).OrderBy(site => site.Id.Text, StringComparer.Ordinal)],
            Geoid = geoid,
        };
    }

    private static IEnumerable<LandingSite> LandingSites(Decision decision, RouteAlternates? alternates) =>
        (alternates?.Points.SelectMany(point => point.Reachable) ?? []).Concat(decision.Alternate is { } overhead ? [overhead] : []).Select(diversion => diversion.Site);
}

/// <summary>A flight that cannot be written in a format: the message says why and what can be done.</summary>
public sealed class ExportException(string message) : Exception(message);
