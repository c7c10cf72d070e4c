namespace DroneLogistics.Service.Store;

/// <summary>A record of the network that was added, changed or deleted at run time; it stands over what ships and over the fleet that was given at a start.</summary>
public sealed class NetworkRow
{
    /// <summary>Its collection: "sites", "aircraft", "batteryPacks", "authorizations" or, of deleted ones only, "routes".</summary>
    public required string Collection { get; init; }

    public required string Id { get; init; }

    /// <summary>That of the airspace at its last change.</summary>
    public required long Revision { get; set; }

    /// <summary>The record as a serialized message of the contract, without what is output only.</summary>
    public required byte[] Message { get; init; }

    /// <summary>0 of what ships.</summary>
    public required long CreateUs { get; init; }

    public required long UpdateUs { get; init; }

    /// <summary>0 of what stands. A deleted record keeps its row, so that its id is not given again.</summary>
    public required long DeleteUs { get; init; }

    /// <summary>See <see cref="RowChecksum"/>.</summary>
    public long Checksum { get; set; } = RowChecksum.None;
}
