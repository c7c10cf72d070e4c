namespace DroneLogistics.Provenance;

/// <summary>The numbers of a data file with a note and spelled-out sources: keeps what it read, so that an answer can show every number with its source.</summary>
public sealed class SourcedNumbers
{
    private readonly DataObject root;
    private readonly IReadOnlyDictionary<string, string> sources;
    private readonly List<SourcedNumber> read = [];

    /// <param name="root">The file; its note and its sources are read here.</param>
    /// <exception cref="DataFileException">Either is missing or no text.</exception>
    public SourcedNumbers(DataObject root)
    {
        this.root = root;
        _ = root.Text("note");
        sources = root.Sources();
    }

    /// <summary>What was read, in file order of reading.</summary>
    public IReadOnlyList<SourcedNumber> Read => read;

    /// <summary>The next number.</summary>
    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public double Number(string key, string unit, double minimum, double maximum) => Number(root, key, unit, minimum, maximum);

    /// <summary>The next number, of an object within the file.</summary>
    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public double Number(DataObject within, string key, string unit, double minimum, double maximum)
    {
        read.Add(within.Sourced(key, unit, minimum, maximum, sources));
        return read[^1].Value!.Value;
    }
}
