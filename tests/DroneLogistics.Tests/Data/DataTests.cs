using System.Text;
using System.Text.Json.Nodes;
using DroneLogistics.Fleet.Formats;
using DroneLogistics.Provenance;
using DroneLogistics.Routing;
using DroneLogistics.Sites;
using NUnit.Framework;

namespace DroneLogistics.Tests.Data;

public sealed class DataTests
{
    [Test]
    public void The_24_points_are_there_13_named_10_candidates_and_Jinshan_each_with_one_pad()
    {
        var sites = ShippedData.World.Sites.All;
        Assert.That(sites, Has.Count.EqualTo(24));
        Assert.That(sites.Count(site => site.Source.StartsWith("assumed candidate", StringComparison.Ordinal)), Is.EqualTo(10));
        Assert.That(sites.Count(site => site.Id.Text == "jinshan"), Is.EqualTo(1));
        Assert.That(sites.Count(site => site.Status == SiteStatus.TestCandidate), Is.EqualTo(1));
        Assert.That(sites, Is.All.Matches<Site>(site => site!.Pads.Count == 1 && site.Source.Length > 0 && site.HorizontalAccuracy.Metres > 0));
    }

    [TestCase("putuo", "liuheng")]
    [TestCase("jinshan", "sijiao")]
    [TestCase("sijiao", "huaniao")]
    [TestCase("sijiao", "gouqi")]
    [TestCase("dinghai-port", "dongju")]
    [TestCase("dingzuimen", "gaoting")]
    public void Each_route_of_the_source_document_is_there_in_both_directions(string a, string b)
    {
        var routes = ShippedData.World.Routes;
        Assert.That(routes.Count(route => route.Origin.Text == a && route.Destination.Text == b), Is.EqualTo(1));
        Assert.That(routes.Count(route => route.Origin.Text == b && route.Destination.Text == a), Is.EqualTo(1));
    }

    [Test]
    public void Loops_load_as_sightseeing()
    {
        var loops = ShippedData.World.Routes.Where(route => route.Origin == route.Destination).ToList();
        Assert.That(loops, Has.Count.EqualTo(3));
        Assert.That(loops, Is.All.Matches<Route>(route => route!.Kind == RouteKind.Sightseeing && route.Via.Count > 0));
    }

    [TestCase("fz90")]
    [TestCase("ark40")]
    [TestCase("fc30")]
    [TestCase("v2000cg")]
    [TestCase("m100")]
    public void Every_number_of_an_aircraft_type_has_a_status_and_a_source(string id)
    {
        var type = ShippedData.Type(id);
        Assert.That(type.Parameters, Has.Count.GreaterThan(20));
        Assert.That(type.Parameters, Is.All.Matches<SourcedNumber>(number => number!.Status != SourceStatus.Unknown && number.Source.Length > 3));
    }

    private static IEnumerable<TestCaseData> DamagedAircraftFiles()
    {
        foreach (var file in new[] { "fz90.json", "fc30.json" })
        {
            var json = File.ReadAllText(Path.Combine(ShippedData.Folder, "aircraft", file));
            yield return new TestCaseData(file, string.Empty, "(file)").SetArgDisplayNames(file, "empty file");
            yield return new TestCaseData(file, "{ not json", "line 1").SetArgDisplayNames(file, "not JSON");
            foreach (var key in JsonNode.Parse(json)!.AsObject().Select(entry => entry.Key))
            {
                yield return new TestCaseData(file, Change(json, root => root.Remove(key)), key).SetArgDisplayNames(file, key, "missing");
            }

            yield return new TestCaseData(file, Change(json, root => root["surprise"] = 1), "surprise").SetArgDisplayNames(file, "unknown key");
            foreach (var key in JsonNode.Parse(json)!["parameters"]!.AsObject().Select(entry => entry.Key))
            {
                yield return new TestCaseData(file, Change(json, root => root["parameters"]!.AsObject().Remove(key)), key).SetArgDisplayNames(file, key, "missing");
                yield return new TestCaseData(file, Change(json, root => root["parameters"]![key]!["value"] = -1e9), key).SetArgDisplayNames(file, key, "negative");
                yield return new TestCaseData(file, Change(json, root => root["parameters"]![key]!["value"] = 1e9), key).SetArgDisplayNames(file, key, "absurd");
                yield return new TestCaseData(file, Change(json, root => root["parameters"]![key]!["value"] = "NaN"), key).SetArgDisplayNames(file, key, "text");
                yield return new TestCaseData(file, Change(json, root => root["parameters"]![key]!["status"] = "guessed"), key).SetArgDisplayNames(file, key, "unknown status");
                yield return new TestCaseData(file, Change(json, root => root["parameters"]![key]!.AsObject().Remove("source")), key).SetArgDisplayNames(file, key, "no source");
            }
        }
    }

    [TestCaseSource(nameof(DamagedAircraftFiles))]
    public void A_damaged_aircraft_file_is_refused_with_file_and_key(string file, string json, string key)
    {
        var trouble = Assert.Throws<DataFileException>(() => AircraftTypeFile.Read(Encoding.UTF8.GetBytes(json), file, ShippedData.Chemistries));
        Assert.That(trouble!.Message, Does.Contain(file).And.Contain(key));
    }

    [Test]
    public void A_limit_that_nobody_knows_may_be_null_but_a_mass_may_not()
    {
        var json = File.ReadAllText(Path.Combine(ShippedData.Folder, "aircraft", "fz90.json"));
        var unknownWind = Change(json, root => root["parameters"]!["windLimitMps"]!["value"] = null);
        Assert.That(AircraftTypeFile.Read(Encoding.UTF8.GetBytes(unknownWind), "x", ShippedData.Chemistries).WindLimit.Limit, Is.Null);
        var unknownMass = Change(json, root => root["parameters"]!["emptyMassKg"]!["value"] = null);
        Assert.Throws<DataFileException>(() => AircraftTypeFile.Read(Encoding.UTF8.GetBytes(unknownMass), "x", ShippedData.Chemistries));
    }

    [Test]
    public void A_key_that_stands_twice_is_refused() =>
        Assert.Throws<DataFileException>(() => DataObject.Parse("""{"a":1,"a":2}"""u8.ToArray(), "x"));

    private static string Change(string json, Action<JsonObject> change)
    {
        var root = JsonNode.Parse(json)!.AsObject();
        change(root);
        return root.ToJsonString();
    }
}
