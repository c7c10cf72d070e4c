using DroneLogistics.Routing;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.MonteCarlo;

namespace DroneLogistics.Dispatch;

/// <summary>
/// The odds of one flight at many departures: flown anew only where the flight differs by more than its departure from the one before. In a
/// forecast every departure meets another wind; in one wind the next flight is the same until its way, pack or alternate changes.
/// </summary>
/// <param name="uncertainty">How far a flight may differ from its plan.</param>
internal sealed class KeptOdds(FlightUncertainty uncertainty)
{
    private (PlannedFlight Flight, CompletionOdds? Odds)? last;

    /// <summary>Equal to <see cref="FlightOdds.Of"/>.</summary>
    public CompletionOdds? Of(PlannedFlight flight)
    {
        if (last is { } kept && Same(kept.Flight, flight))
        {
            return kept.Odds;
        }

        var odds = FlightOdds.Of(uncertainty, flight);
        last = (flight, odds);
        return odds;
    }

    private bool Same(PlannedFlight one, PlannedFlight other) =>
        one.Weather is null && other.Weather is null
        && one.Wind == other.Wind
        && PackKnown(one) == PackKnown(other)
        && FlightOdds.Known(uncertainty, one) == FlightOdds.Known(uncertainty, other)
        && FlightOdds.MinProbability(one) == FlightOdds.MinProbability(other)
        && Same(one.Forecast, other.Forecast)
        && Same(Alternate(one), Alternate(other));

    private static bool Same(FlightForecast? one, FlightForecast? other) => one is null || other is null
        ? one is null && other is null
        : one.Task with { Path = other.Task.Path } == other.Task && Points(one.Task.Path).SequenceEqual(Points(other.Task.Path));

    private static IEnumerable<Geodesy.LatLon> Points(FlightPath path) => path.Segments.Select(segment => segment.From).Append(path.Destination);

    private static bool PackKnown(PlannedFlight flight) => flight.Fleet is { PackServes: true, Pack.Assumed: false };

    private static FlightForecast? Alternate(PlannedFlight flight) => flight.Alternates?.Blocked?.Reachable is [var first, ..] ? first.Flight : null;
}
