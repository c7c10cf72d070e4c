using DroneLogistics.Performance;
using DroneLogistics.Routing.Map;
using DroneLogistics.Scheduling.Intents;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Alternates;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch;

/// <summary>A simulated flight with what follows from it whenever it departs: its intent's shape, and where it could land instead as long as the same sites are open. For any number of threads.</summary>
internal sealed class FlownFlight(FlightForecast forecast)
{
    // Other hours and closures than these are rare within one search or between two bookings.
    private const int MostPads = 16;

    // Replaced as a whole: of two answers at once one is worked out again.
    private Blocked[] pads = [];
    private IntentShape? shape;
    private IReadOnlyList<FlownPiece>? pieces;

    public FlightForecast Forecast { get; } = forecast;

    /// <summary>As <see cref="IntentShape.Of"/>; of one policy and aircraft.</summary>
    public IntentShape Shape(IntentPolicy policy, Length dimension) => LazyInitializer.EnsureInitialized(ref shape, () => IntentShape.Of(Forecast, policy, dimension));

    /// <summary>As <see cref="FlownPieces.Of"/>; of one policy.</summary>
    public IReadOnlyList<FlownPiece> Pieces(CorridorPolicy policy) => LazyInitializer.EnsureInitialized(ref pieces, () => FlownPieces.Of(Forecast, policy.LongestPiece));

    /// <summary>As <see cref="AlternateSearch.Overhead"/>: known where the sites that it asked about then are open, or not, as they were.</summary>
    /// <param name="question">What is asked of the sites.</param>
    /// <param name="ways">The ways that the question tells.</param>
    /// <param name="withPlanned">Whether planned sites are among them.</param>
    public BlockedPad? Overhead(AlternateQuestion question, DiversionWays ways, bool withPlanned)
    {
        // In a forecast the winds of another departure are others.
        if (Forecast.Task.WindField is not null)
        {
            return AlternateSearch.Overhead(Forecast, question);
        }

        var known = pads;
        foreach (var before in known)
        {
            if (before.WithPlanned == withPlanned && before.Standing == ways.Standing && before.View.TryGetTarget(out var view) && ReferenceEquals(view, ways.View)
                && before.Asked.TrueForAll(asked => question.IsOpen(asked.Site, asked.Seconds) == asked.Open))
            {
                return before.Pad;
            }
        }

        var answers = new List<(LandingSite Site, double Seconds, bool Open)>();
        var pad = AlternateSearch.Overhead(Forecast, question with
        {
            IsOpen = (site, seconds) =>
            {
                var open = question.IsOpen(site, seconds);
                answers.Add((site, seconds, open));
                return open;
            },
        });
        pads = [.. known.Length < MostPads ? known : [], new Blocked(new WeakReference<RouteView>(ways.View), ways.Standing, withPlanned, answers, pad)];
        return pad;
    }

    /// <summary>An answer with what it rests on: the map, which it does not keep from going, and which sites were open when.</summary>
    private sealed record Blocked(WeakReference<RouteView> View, WayStanding Standing, bool WithPlanned, List<(LandingSite Site, double Seconds, bool Open)> Asked, BlockedPad? Pad);
}
