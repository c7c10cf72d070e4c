namespace DroneLogistics.Service.Store;

/// <summary>Something that happened to a flight; never changed.</summary>
public sealed class FlightChangeRow
{
    /// <summary>Given by the database, rising in the order of the commits.</summary>
    public long Revision { get; init; }

    public required string FlightId { get; init; }

    /// <summary>The change as a serialized message of the contract, without the flight.</summary>
    public required byte[] Message { get; init; }

    public required long CreateUs { get; init; }
}

/// <summary>What made a revision of the airspace; never changed.</summary>
public sealed class AirspaceChangeRow
{
    public required long Revision { get; init; }

    /// <summary>In words, with the name of the resource: "forecasts/morning imported".</summary>
    public required string Cause { get; init; }

    public required long CreateUs { get; init; }
}
