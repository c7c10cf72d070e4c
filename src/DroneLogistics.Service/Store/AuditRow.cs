namespace DroneLogistics.Service.Store;

/// <summary>A row of the audit log; never changed. See <see cref="AuditChain"/>.</summary>
public sealed class AuditRow
{
    /// <summary>From 1, without gaps.</summary>
    public required long Sequence { get; set; }

    public required long CreateUs { get; set; }

    public required string Organization { get; set; }

    public required string Principal { get; set; }

    public required string Action { get; set; }

    public required string Subject { get; set; }

    public required string Detail { get; set; }

    /// <summary>SHA-256 of what was stored or answered.</summary>
    public required byte[] BodySha256 { get; set; }

    /// <summary>The hash of the row before it; zeros of the first.</summary>
    public required byte[] Previous { get; set; }

    public byte[] Hash { get; set; } = [];

    /// <summary>Tells which key sealed it.</summary>
    public byte[] KeyId { get; set; } = [];

    public byte[] Seal { get; set; } = [];
}
