namespace DroneLogistics.Service.Store;

/// <summary>An imported forecast: the file as it came with the request that brought it, from which it is read again at every start.</summary>
public sealed class ForecastRow
{
    public required string Id { get; init; }

    /// <summary>That of the airspace at the import.</summary>
    public required long Revision { get; set; }

    /// <summary>When it was made known: the last one is in force.</summary>
    public required long IssueUs { get; init; }

    /// <summary>The request that brought it as a serialized message of the contract, without its content: how the content is read.</summary>
    public required byte[] Request { get; init; }

    /// <summary>The forecast as a serialized message of the contract, without what depends on the others: a list need not read the content.</summary>
    public required byte[] Summary { get; init; }

    /// <summary>SHA-256 of <see cref="Content"/>.</summary>
    public required byte[] Sha256 { get; init; }

    public required byte[] Content { get; init; }

    public required long CreateUs { get; init; }
}
