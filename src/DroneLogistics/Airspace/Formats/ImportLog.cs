namespace DroneLogistics.Airspace.Formats;

/// <summary>Leaves a feature that is refused; the next one is read, so that all refusals are told at once.</summary>
internal sealed class RefusedException : Exception;

/// <summary>Collects what a reader finds. Local to one reading.</summary>
internal sealed class ImportLog(string file, ImportOptions options)
{
    /// <summary>The feature of what is wrong with a file as a whole.</summary>
    public const string WholeFile = "(file)";

    // A file of the wrong kind would else tell the same of every feature.
    private const int MostRefusals = 100;

    private readonly List<ImportDiagnostic> diagnostics = [];
    private int refusals;
    private long positions;

    public ImportOptions Options { get; } = options;

    public ImportLimits Limits => Options.Limits;

    public IReadOnlyList<ImportDiagnostic> Diagnostics => diagnostics;

    public bool IsRefused => refusals > 0;

    public bool IsFull => refusals >= MostRefusals;

    public RefusedException Refuse(ImportProblem problem, string feature, string key, string expected, string found)
    {
        refusals++;
        diagnostics.Add(new ImportDiagnostic(problem, file, feature, key, expected, found, ImportDiagnostic.Refused));
        return new RefusedException();
    }

    /// <summary>A departure with one safe reading: refused when strict, else told.</summary>
    public void Depart(ImportProblem problem, string feature, string key, string expected, string found, string done)
    {
        if (Options.Mode == ImportMode.Strict)
        {
            throw Refuse(problem, feature, key, expected, found);
        }

        Tell(problem, feature, key, expected, found, done);
    }

    /// <summary>A reading that both modes tell.</summary>
    public void Tell(ImportProblem problem, string feature, string key, string expected, string found, string done) =>
        diagnostics.Add(new ImportDiagnostic(problem, file, feature, key, expected, found, done));

    /// <summary>A file of a size that is taken.</summary>
    public void RequireSize(int bytes)
    {
        if (bytes > Limits.MaxFileBytes)
        {
            throw Refuse(ImportProblem.FileTooLarge, WholeFile, "(size)", $"at most {Limits.MaxFileBytes} bytes", $"{bytes}");
        }
    }

    /// <summary>Counts positions before they are read.</summary>
    public void Count(int ringPositions, string feature, string key)
    {
        positions += ringPositions;
        if (ringPositions > Limits.MaxRingPositions)
        {
            throw Refuse(ImportProblem.TooManyVertices, feature, key, $"at most {Limits.MaxRingPositions} positions in a ring", $"{ringPositions}");
        }

        if (positions > Limits.MaxPositions)
        {
            throw Refuse(ImportProblem.TooManyVertices, feature, key, $"at most {Limits.MaxPositions} positions in a file", $"{positions} up to here");
        }
    }
}
