using System.Text;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Formats;
using NJsonSchema;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace.Formats;

/// <summary>
/// The export against the JSON schema that EUROCONTROL publishes (UASGeoZones-ED-318, MIT). The schema is not part of this repository: the
/// tests look for a folder <c>data/zones</c> beside it, or where DRONELOGISTICS_ZONES_DIR says, and are ignored where there is none.
/// </summary>
public sealed class OfficialSchemaTests
{
    private static readonly string? Folder = Find();

    [Test]
    public async Task Zones_of_every_kind_are_written_as_the_schema_wants()
    {
        var schema = await Schema();
        Assert.That(schema.Validate(Text(ShippedAirspace.ZonesByRule)), Is.Empty);
        Assert.That(schema.Validate(Text(Imports.Accepted(Imports.Ed318))), Is.Empty);
        for (var seed = 0; seed < 30; seed++)
        {
            CsCheck.Check.Sample(RandomZones.Sets, set => Assert.That(schema.Validate(Text(set)), Is.Empty), iter: 1, threads: 1);
        }
    }

    [Test]
    public async Task The_schema_would_notice_a_wrong_word_and_a_missing_key()
    {
        var schema = await Schema();
        var text = Text(Imports.Accepted(Imports.Ed318));

        Assert.That(schema.Validate(text.Replace("\"AMSL\"", "\"MSL\"", StringComparison.Ordinal)), Is.Not.Empty);
        Assert.That(schema.Validate(text.Replace("\"variant\"", "\"variation\"", StringComparison.Ordinal)), Is.Not.Empty);
        Assert.That(schema.Validate(text.Replace("\"SS\"", "\"SUNSET\"", StringComparison.Ordinal)), Is.Not.Empty);
    }

    [TestCase("ed318_eurocontrol_example_circle.json", 1, 1)]
    [TestCase("ed318_eurocontrol_example_collection.json", 2, 3)]
    public void The_published_examples_are_read_strictly(string file, int zones, int volumes)
    {
        var import = Imports.Read(File.ReadAllBytes(Path.Combine(Required(), file)));

        Assert.That(import.Refusals, Is.Empty);
        Assert.That((import.Set!.Zones.Count, import.Set.Zones.Sum(zone => zone.Volumes.Count)), Is.EqualTo((zones, volumes)));
    }

    private static string Text(GeozoneSet set) => Encoding.UTF8.GetString(Ed318Writer.Write(set));

    private static Task<JsonSchema> Schema() => JsonSchema.FromFileAsync(Path.Combine(Required(), "ed318_schema", "Schema_GeoZones.json"));

    private static string Required()
    {
        if (Folder is null)
        {
            Assert.Ignore("No folder data/zones with the schema of ED-318 beside this repository, and DRONELOGISTICS_ZONES_DIR names none.");
        }

        return Folder!;
    }

    private static string? Find()
    {
        var beside = Directory.GetParent(Repository.Folder)?.GetDirectories().Select(folder => Path.Combine(folder.FullName, "data", "zones")) ?? [];
        return beside.Prepend(Environment.GetEnvironmentVariable("DRONELOGISTICS_ZONES_DIR") ?? string.Empty).FirstOrDefault(folder => Directory.Exists(Path.Combine(folder, "ed318_schema")));
    }
}
