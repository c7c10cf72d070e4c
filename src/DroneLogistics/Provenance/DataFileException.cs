namespace DroneLogistics.Provenance;

/// <summary>A data file that cannot be used: names the file, the key and what was expected, so that it can be mended.</summary>
public sealed class DataFileException : Exception
{
    public DataFileException(string file, string key, string problem)
        : base($"{file}: {key}: {problem}")
    {
        File = file;
        Key = key;
        Problem = problem;
    }

    public DataFileException(string file, string key, string problem, Exception inner)
        : base($"{file}: {key}: {problem}", inner)
    {
        File = file;
        Key = key;
        Problem = problem;
    }

    /// <summary>The file as the reader was told its name.</summary>
    public string File { get; }

    /// <summary>The path of the key inside the file, for example <c>parameters.maxPayloadKg</c>.</summary>
    public string Key { get; }

    /// <summary>What is wrong and what was expected.</summary>
    public string Problem { get; }
}
