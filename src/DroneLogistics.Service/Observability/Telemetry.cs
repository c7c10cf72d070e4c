using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DroneLogistics.Service;

/// <summary>
/// What the service counts and measures, a number for each thing that it promises: decisions and what they were refused for, bookings, how long a
/// durable commit takes and who waits for one, calls, and callers that were turned away. Nobody listens: nothing is kept.
/// </summary>
public static class Telemetry
{
    /// <summary>The name of meter and activity source.</summary>
    public const string Name = "DroneLogistics";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> DecisionCount = Meter.CreateCounter<long>("dronelogistics.decisions", "{decision}", "Flights that were decided, by verdict.");
    private static readonly Counter<long> FindingCount = Meter.CreateCounter<long>("dronelogistics.refusals", "{finding}", "Findings that refused a flight, by code.");
    private static readonly Counter<long> BookingCount = Meter.CreateCounter<long>("dronelogistics.bookings", "{flight}", "Requests to book a flight, by outcome.");
    private static readonly Counter<long> AccessCount = Meter.CreateCounter<long>("dronelogistics.access.refusals", "{call}", "Calls that were turned away before their method, by reason.");

    /// <summary>Seconds of a call, by method, door and code.</summary>
    public static Histogram<double> CallDuration { get; } = Meter.CreateHistogram<double>("dronelogistics.call.duration", "s", "How long calls took, by method, door and code.");

    /// <summary>Calls under way.</summary>
    public static UpDownCounter<long> CallsUnderWay { get; } = Meter.CreateUpDownCounter<long>("dronelogistics.calls.active", "{call}", "Calls that are being answered.");

    /// <summary>Seconds that the database took to make a transaction durable.</summary>
    public static Histogram<double> CommitDuration { get; } = Meter.CreateHistogram<double>("dronelogistics.commit.duration", "s", "How long the database took to make a transaction durable.");

    /// <summary>Writers that wait for their turn.</summary>
    public static UpDownCounter<long> WritersWaiting { get; } = Meter.CreateUpDownCounter<long>("dronelogistics.commit.queue", "{writer}", "Writers that wait for their turn.");

    /// <summary>Spans of the service's own work.</summary>
    public static ActivitySource Activities { get; } = new(Name);

    /// <summary>Counts a decision and what refused it.</summary>
    public static void Decided(V1.Decision decision)
    {
        DecisionCount.Add(1, Tag("verdict", decision.Verdict == V1.Verdict.Go ? "GO" : "NO_GO"));
        if (FindingCount.Enabled)
        {
            foreach (var finding in decision.Findings)
            {
                FindingCount.Add(1, Tag("code", DecisionWriter.Name(finding.Code)));
            }
        }
    }

    /// <summary>Counts a request to book.</summary>
    /// <param name="outcome">BOOKED, REFUSED, LOST_RACE or CANCELLED.</param>
    public static void Booking(string outcome) => BookingCount.Add(1, Tag("outcome", outcome));

    /// <summary>Counts a call that was turned away.</summary>
    public static void TurnedAway(string reason) => AccessCount.Add(1, Tag("reason", reason));

    private static KeyValuePair<string, object?> Tag(string key, object value) => new(key, value);
}
