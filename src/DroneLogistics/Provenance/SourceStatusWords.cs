namespace DroneLogistics.Provenance;

/// <summary>The words of the data files for <see cref="SourceStatus"/>.</summary>
public static class SourceStatusWords
{
    public static readonly IReadOnlyDictionary<string, SourceStatus> All = new Dictionary<string, SourceStatus>(StringComparer.Ordinal)
    {
        ["published"] = SourceStatus.Published,
        ["fitted"] = SourceStatus.Fitted,
        ["assumed"] = SourceStatus.Assumed,
        ["recalled"] = SourceStatus.Recalled,
    };
}
