using System.Text;
using System.Text.Json.Nodes;
using DroneLogistics.Fleet.Formats;
using DroneLogistics.Provenance;
using NUnit.Framework;

namespace DroneLogistics.Tests.Data;

public sealed class DamagedStatusTests
{
    private static IEnumerable<TestCaseData> Parameters() =>
        from file in ShippedData.Files("aircraft")
        let root = JsonNode.Parse(File.ReadAllText(file))!.AsObject()
        from key in root["parameters"]!.AsObject().Select(entry => entry.Key)
        select new TestCaseData(file, key).SetArgDisplayNames(Path.GetFileName(file), key);

    [TestCaseSource(nameof(Parameters))]
    public void A_status_that_no_list_has_is_refused_with_file_key_and_the_words_there_are(string file, string key)
    {
        var root = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        root["parameters"]![key]!["status"] = "guessed";
        var trouble = Assert.Throws<DataFileException>(() => AircraftTypeFile.Read(Encoding.UTF8.GetBytes(root.ToJsonString()), Path.GetFileName(file), ShippedData.Chemistries));

        Assert.That(trouble!.Message, Does.Contain(Path.GetFileName(file)).And.Contain($"parameters.{key}.status").And.Contain("\"assumed\""));
    }
}
