using System.Text.Json;
using System.Text.Json.Nodes;
using DroneLogistics.Airspace.Formats;
using DroneLogistics.Dispatch.Formats;
using DroneLogistics.Fleet.Formats;
using DroneLogistics.Performance.Formats;
using DroneLogistics.Provenance;
using DroneLogistics.Routing.Formats;
using DroneLogistics.Simulation.Formats;
using DroneLogistics.Sites.Formats;
using DroneLogistics.Terrain.Formats;
using DroneLogistics.Weather.Formats;
using NUnit.Framework;

namespace DroneLogistics.Tests.Provenance;

/// <summary>Every key of every kind of data file, spoiled in every way: the reader names the file and the key.</summary>
public sealed class SpoiledDataFileTests
{
    // Limits that nobody may know; a check refuses the flight then.
    private static readonly string[] MayBeNull = ["parameters.maxPayloadKg.value", "parameters.windLimitMps.value", "parameters.energyIntervalShare.value", "parameters.maxThrustN.value", "weatherLimits.maxPrecipitationMmPerH.value", "weatherLimits.minVisibilityM.value", "weatherLimits.icingAllowed.value", "weatherLimits.lightningAllowed.value", "sites[0].pads[0].maxMassKg.value", "months[0].temperatureDegC.value"];

    // Blocks that may be left out.
    private static readonly string[] MayBeMissing = ["weatherLimits"];

    private static readonly string[] Files =
        [.. ShippedFiles.Of("aircraft"), .. ShippedFiles.Of("batteries"), .. ShippedFiles.Of("sites"), .. ShippedFiles.Of("routes"), .. ShippedFiles.Of("ferries"), .. ShippedFiles.Of("policy"), .. ShippedFiles.Of("validation"), .. ShippedFiles.Of("calibration"), .. ShippedFiles.Of("airspace"), .. ShippedFiles.Of("terrain"), .. ShippedFiles.Of("obstacles"), .. ShippedFiles.Of("weather")];

    // Routes are names only.
    private static readonly string[] FilesWithNumbers = [.. Files.Where(file => !file.StartsWith("routes/", StringComparison.Ordinal))];

    private static readonly string[] AircraftFiles = [.. ShippedFiles.Of("aircraft")];

    [TestCaseSource(nameof(Files))]
    public void A_file_as_it_ships_is_read(string file)
    {
        Assert.That(() => Read(file, ShippedFiles.Bytes(file)), Throws.Nothing);
    }

    [TestCaseSource(nameof(Files))]
    public void A_missing_key_is_named(string file) => ForEachKey(file, key => !MayBeMissing.Contains(key.Path), (json, key) =>
        AssertRefused(file, Spoiled.Without(json, key), key.Path));

    [TestCaseSource(nameof(Files))]
    public void A_misspelt_key_is_missing_or_unknown_and_named(string file) => ForEachKey(file, key => true, (json, key) =>
        AssertRefused(file, Spoiled.Renamed(json, key, key.Name + "x"), key.Path, key.Path + "x"));

    [TestCaseSource(nameof(Files))]
    public void A_key_that_nobody_asked_for_is_named(string file) => ForEachKey(file, key => true, (json, key) =>
        AssertRefused(file, Spoiled.WithExtra(json, key, "unasked"), Beside(key, "unasked")));

    [TestCaseSource(nameof(Files))]
    public void A_key_that_stands_twice_is_named(string file) => ForEachKey(file, key => true, (json, key) =>
        AssertRefused(file, Spoiled.Twice(json, key), key.Path));

    [TestCaseSource(nameof(Files))]
    public void A_null_is_refused_wherever_a_value_must_be_known(string file) => ForEachKey(file, key => !MayBeNull.Contains(key.Path), (json, key) =>
        AssertRefused(file, Spoiled.With(json, key, null), key.Path));

    [TestCaseSource(nameof(Files))]
    public void A_value_of_another_kind_is_refused(string file) => ForEachKey(file, key => true, (json, key) =>
    {
        // A null that ships stands where a number could.
        var kind = Spoiled.ValueAt(json, key)?.GetValueKind() ?? JsonValueKind.Number;
        JsonNode?[] others = [kind == JsonValueKind.String ? 7 : "seven", kind == JsonValueKind.Array ? 7 : new JsonArray(), kind is JsonValueKind.True or JsonValueKind.False ? 1 : true];
        foreach (var other in others)
        {
            AssertRefused(file, Spoiled.With(json, key, other), key.Path);
        }
    });

    [TestCaseSource(nameof(FilesWithNumbers))]
    public void A_number_that_is_not_finite_or_out_of_all_bounds_is_refused(string file) => ForEachNumber(file, (json, key) =>
    {
        AssertRefused(file, Spoiled.WithLiteral(json, key, "1e999"), key.Path);
        AssertRefused(file, Spoiled.WithLiteral(json, key, "-1e999"), key.Path);
        AssertRefused(file, Spoiled.With(json, key, 1e9), key.Path);
        AssertRefused(file, Spoiled.With(json, key, -1e9), key.Path);
    });

    [TestCaseSource(nameof(FilesWithNumbers))]
    public void A_literal_that_is_not_JSON_is_refused_with_its_line(string file) => ForEachNumber(file, (json, key) =>
    {
        foreach (var literal in (string[])["NaN", "Infinity", "-Infinity", "+1", "0x10", "1,5"])
        {
            var spoiled = Spoiled.WithLiteral(json, key, literal);
            var line = Spoiled.WithLiteral(json, key, "@line@").AsSpan().IndexOf("@line@"u8) is var at && at >= 0
                ? spoiled.Take(at).Count(letter => letter == '\n') + 1
                : 0;
            AssertRefused(file, spoiled, $"line {line}", $"line {line + 1}");
        }
    });

    // In aircraft files only: latitudes, temperatures and time offsets may be negative.
    [TestCaseSource(nameof(AircraftFiles))]
    public void A_negative_number_is_refused_in_an_aircraft_file(string file) => ForEachNumber(file, (json, key) =>
    {
        // A temperature in degrees Celsius may lie below zero.
        if (!key.Path.EndsWith("DegC.value", StringComparison.Ordinal))
        {
            AssertRefused(file, Spoiled.With(json, key, -1e-3), key.Path);
        }
    });

    [TestCaseSource(nameof(Files))]
    public void An_empty_file_is_refused(string file)
    {
        AssertRefused(file, [], "(file)");
        AssertRefused(file, " \n"u8.ToArray(), "line 1", "line 2");
        AssertRefused(file, "[]"u8.ToArray(), "(root)");
        AssertRefused(file, "null"u8.ToArray(), "(root)");
        AssertRefused(file, ShippedFiles.Bytes(file)[..^20], "line");
    }

    private static void ForEachNumber(string file, Action<byte[], DataKey> spoil) =>
        ForEachKey(file, key => Spoiled.ValueAt(ShippedFiles.Bytes(file), key)?.GetValueKind() == JsonValueKind.Number, spoil);

    private static void ForEachKey(string file, Func<DataKey, bool> which, Action<byte[], DataKey> spoil)
    {
        var json = ShippedFiles.Bytes(file);

        // The keys below "sources" are the author's own words, read only where a number points to them.
        var keys = DataKey.AllOf(Spoiled.Tree(json)).Where(key => !key.Path.StartsWith("sources.", StringComparison.Ordinal)).Where(which).ToList();
        Assert.That(keys, Is.Not.Empty, "keys spoiled");
        using (Assert.EnterMultipleScope())
        {
            foreach (var key in keys)
            {
                spoil(json, key);
            }
        }
    }

    private static void AssertRefused(string file, byte[] json, params string[] keys)
    {
        var trouble = Refusal(file, json);
        Assert.That(trouble?.File, Is.EqualTo(file), keys[0]);

        // A spoiled table or record may be told by the place inside it that no longer fits.
        Assert.That(keys.Any(key => trouble?.Key.StartsWith(key, StringComparison.Ordinal) == true), Is.True, $"{string.Join(" or ", keys)}, told as {trouble?.Key}: {trouble?.Problem}");
        Assert.That(trouble?.Problem, Is.Not.Empty);
    }

    private static DataFileException? Refusal(string file, byte[] json)
    {
        try
        {
            Read(file, json);
            return null;
        }
        catch (DataFileException trouble)
        {
            return trouble;
        }
    }

    private static object Read(string file, byte[] json) => file.Split('/')[0] switch
    {
        "aircraft" => AircraftTypeFile.Read(json, file, ShippedData.Chemistries),
        "batteries" => CellChemistryFile.Read(json, file),
        "sites" => SiteFile.Read(json, file),
        "routes" => RouteFile.Read(json, file, ShippedData.World.Sites),
        "ferries" => FerryTerminalFile.Read(json, file),
        "policy" => ReadPolicy(file, json),
        "airspace" => ReadAirspace(file, json),
        "terrain" => IslandElevationFile.Read(json, file),
        "obstacles" => ObstacleFile.Read(json, file),
        "validation" => RecordedRoutesFile.Read(json, file),
        "weather" => ClimatologyFile.Read(json, file),
        "calibration" => CalibrationPriorsFile.Read(json, file),
        _ => throw new ArgumentOutOfRangeException(nameof(file), file, "A kind of file without a reader."),
    };

    private static object ReadPolicy(string file, byte[] json) => file["policy/".Length..] switch
    {
        "uncertainty.json" => UncertaintyFile.Read(json, file),
        "airspace.json" => AirspacePolicyFile.Read(json, file),
        "terrain.json" => TerrainPolicyFile.Read(json, file),
        "corridor.json" => CorridorPolicyFile.Read(json, file),
        "national.json" => NationalRulesFile.Read(json, file),
        "weather.json" => WeatherPolicyFile.Read(json, file),
        _ => PolicyFile.Read(json, file),
    };

    private static object ReadAirspace(string file, byte[] json) => file["airspace/".Length..] switch
    {
        "authorizations.json" => AuthorizationFile.Read(json, file),
        "slots.json" => SlotFile.Read(json, file),
        _ => AerodromeFile.Read(json, file),
    };

    private static string Beside(DataKey key, string name) => key.Path[..^key.Name.Length] + name;
}
