using DroneLogistics.Scheduling;
using DroneLogistics.Units;

namespace DroneLogistics.Service.Tests.History;

/// <summary>What a client did.</summary>
public enum OperationKind
{
    Book,
    Cancel,
    Read,
}

/// <summary>What a client was told.</summary>
public enum Answer
{
    /// <summary>Done.</summary>
    Ok,

    /// <summary>Refused, for the things and times that are named.</summary>
    Refused,

    /// <summary>No answer came: it may have been done, now or later, or never.</summary>
    Unknown,
}

/// <summary>A thing that is held for a while.</summary>
/// <param name="Resource">Its resource name.</param>
/// <param name="Window">When.</param>
public sealed record Held(string Resource, TimeWindow Window)
{
    public static Held Of(Claim claim) => new(claim.Resource, claim.Window);

    public bool Meets(Held other) => Resource == other.Resource && Window.Overlaps(other.Window);
}

/// <summary>A flight as a read tells it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Holds">What it holds.</param>
/// <param name="RequestId">The request that made it; empty where a read does not tell.</param>
public sealed record SeenFlight(string Id, IReadOnlyList<Held> Holds, string RequestId = "");

/// <summary>One operation as its client saw it. Moments are counted up by one clock for all clients.</summary>
/// <param name="Client">Who.</param>
/// <param name="Kind">What.</param>
/// <param name="Invoked">The moment it was sent off.</param>
/// <param name="Completed">The moment the answer came; <see cref="long.MaxValue"/> where none did.</param>
/// <param name="Answer">The answer.</param>
public sealed record Operation(int Client, OperationKind Kind, long Invoked, long Completed, Answer Answer)
{
    /// <summary>Of a booking, its request id: the same for every try of it.</summary>
    public string RequestId { get; init; } = string.Empty;

    /// <summary>The flight that was booked or cancelled; empty where the client was not told.</summary>
    public string FlightId { get; init; } = string.Empty;

    /// <summary>Of a booking, what the flight holds; of a refusal, what it would have held.</summary>
    public IReadOnlyList<Held> Holds { get; init; } = [];

    /// <summary>Of a booking that is done, the whole answer as bytes in hexadecimal, or a hash of it.</summary>
    public string Body { get; init; } = string.Empty;

    /// <summary>Of a read, every flight it told.</summary>
    public IReadOnlyList<SeenFlight> Seen { get; init; } = [];
}
