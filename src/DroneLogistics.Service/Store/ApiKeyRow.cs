namespace DroneLogistics.Service.Store;

/// <summary>An API key: what is kept of it is a hash.</summary>
public sealed class ApiKeyRow
{
    public required string Id { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>For whom it acts.</summary>
    public required string Organization { get; init; }

    /// <summary>The number of the role in the contract.</summary>
    public required int Role { get; init; }

    /// <summary>SHA-256 of the key as it is written.</summary>
    public required byte[] Sha256 { get; init; }

    /// <summary>Who made it.</summary>
    public required string Creator { get; init; }

    public required long CreateUs { get; init; }

    public required long ExpireUs { get; init; }

    /// <summary>0: it was not revoked.</summary>
    public required long RevokeUs { get; set; }
}
