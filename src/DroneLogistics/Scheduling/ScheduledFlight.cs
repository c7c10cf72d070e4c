using DroneLogistics.Fleet;
using DroneLogistics.Geodesy;
using DroneLogistics.Sites;
using DroneLogistics.Units;

namespace DroneLogistics.Scheduling;

/// <summary>A flight that holds its claims.</summary>
public sealed record ScheduledFlight
{
    /// <summary>Its id, unique in the timetable.</summary>
    public required string Id { get; init; }

    /// <summary>Of two flights, the one that was booked first has the smaller number; it has the first right to a charger.</summary>
    public required long BookingOrder { get; init; }

    public required AircraftId Aircraft { get; init; }

    public required BatteryPackId Pack { get; init; }

    public required SiteId Origin { get; init; }

    public required SiteId Destination { get; init; }

    /// <summary>Block-off.</summary>
    public required DateTimeOffset Departure { get; init; }

    /// <summary>Block-on.</summary>
    public required DateTimeOffset Arrival { get; init; }

    public required StateOfCharge TakeoffCharge { get; init; }

    public required StateOfCharge LandingCharge { get; init; }

    public required IReadOnlyList<Claim> Claims { get; init; }

    /// <summary>What of the airspace it is meant to stay in, in flying order; the airspace claims cover it. Empty of flights booked before there was any.</summary>
    public IReadOnlyList<SweptCorridor> Intent { get; init; } = [];
}
