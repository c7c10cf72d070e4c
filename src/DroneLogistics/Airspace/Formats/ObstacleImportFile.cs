using System.Globalization;
using System.Text.Json;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Provenance;

namespace DroneLogistics.Airspace.Formats;

/// <summary>What came of a file of obstacles: all of them, or none and the reasons. Never a part of it.</summary>
/// <param name="Obstacles">The obstacles, those of a line in the order of its wires; null where the file was refused.</param>
/// <param name="Diagnostics">Every refusal, in the order of the file.</param>
public sealed record ObstacleImport(IReadOnlyList<Obstacle>? Obstacles, IReadOnlyList<ImportDiagnostic> Diagnostics);

/// <summary>
/// Reads a file of obstacles that somebody brings: the form of <c>data/obstacles/*.json</c>, of which the first fault is told, or
/// GeoJSON, of which all are. Strict; all of it, or nothing.
/// </summary>
public static class ObstacleImportFile
{
    private const string Records = "obstacles";

    /// <summary>Reads.</summary>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="file">Its name, for the diagnostics.</param>
    /// <param name="options">Limits and region; the provenance is that of GeoJSON's figures, which carry none.</param>
    public static ObstacleImport Read(ReadOnlyMemory<byte> content, string file, ImportOptions options)
    {
        var log = new ImportLog(file, options);
        IReadOnlyList<Obstacle>? obstacles = null;
        try
        {
            obstacles = ReadAny(content, file, log);
        }
        catch (RefusedException)
        {
            // Told in the log.
        }

        return new ObstacleImport(log.IsRefused ? null : obstacles, log.Diagnostics);
    }

    private static IReadOnlyList<Obstacle> ReadAny(ReadOnlyMemory<byte> content, string file, ImportLog log)
    {
        log.RequireSize(content.Length);
        using var document = JsonText.Parse(content, log);
        var root = new JsonPlace(log, ImportLog.WholeFile, string.Empty, document.RootElement).AsObject();
        return root.Value.TryGetProperty(Records, out var records) ? OwnForm(content, file, records, log) : ObstacleGeoJsonReader.Read(root);
    }

    private static IReadOnlyList<Obstacle> OwnForm(ReadOnlyMemory<byte> content, string file, JsonElement records, ImportLog log)
    {
        if (records.ValueKind == JsonValueKind.Array && records.GetArrayLength() > log.Limits.MaxFeatures)
        {
            throw log.Refuse(ImportProblem.OutOfRange, ImportLog.WholeFile, Records, $"at most {log.Limits.MaxFeatures} obstacles", $"{records.GetArrayLength()}");
        }

        try
        {
            return ObstacleFile.Read(content, file);
        }
        catch (DataFileException trouble)
        {
            throw Refused(trouble, log);
        }
    }

    /// <summary>A fault of a data file, told as those of imported files are: <c>obstacles[3].topM.value</c> is the key topM.value of obstacles[3].</summary>
    private static RefusedException Refused(DataFileException trouble, ImportLog log)
    {
        var end = trouble.Key.IndexOf(']', StringComparison.Ordinal);
        var isOne = end > 0 && trouble.Key.StartsWith($"{Records}[", StringComparison.Ordinal);
        var key = isOne ? trouble.Key[(end + 1)..].TrimStart('.') : trouble.Key;
        var told = trouble.Problem.Split("; expected ", 2);
        var found = told[0].StartsWith("is ", StringComparison.Ordinal) ? told[0][3..] : told[0];
        var problem = found == "missing" ? ImportProblem.MissingKey
            : double.TryParse(found, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? ImportProblem.OutOfRange
            : ImportProblem.WrongKind;
        return log.Refuse(problem, isOne ? trouble.Key[..(end + 1)] : ImportLog.WholeFile, key.Length > 0 ? key : "(root)", told.Length > 1 ? told[1] : "this key", found);
    }
}
