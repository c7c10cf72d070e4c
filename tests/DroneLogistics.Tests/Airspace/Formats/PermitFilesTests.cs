using System.Text;
using System.Text.Json.Nodes;
using DroneLogistics.Airspace.Formats;
using DroneLogistics.Provenance;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace.Formats;

public sealed class PermitFilesTests
{
    private const string Approval = "authorizations[0]";
    private const string Series = "series[0]";

    [TestCase("id", "\"Not An Id\"", Approval + ".id")]
    [TestCase("validTo", "\"2024-06-01T00:00:00+08:00\"", Approval + ".validTo", Description = "ends when it begins")]
    [TestCase("validTo", "\"2031-01-01T00:00:00\"", Approval + ".validTo", Description = "without an offset")]
    [TestCase("hours", """{"days":["ANY"],"from":"24:00","to":"22:00","utcOffsetMin":480}""", Approval + ".hours.from")]
    [TestCase("hours", """{"days":[],"from":"06:00","to":"22:00","utcOffsetMin":480}""", Approval + ".hours.days")]
    [TestCase("hours", """{"days":["Someday"],"from":"06:00","to":"22:00","utcOffsetMin":480}""", Approval + ".hours.days")]
    [TestCase("hours", """{"days":["ANY"],"from":"06:00","to":"22:00","utcOffsetMin":900}""", Approval + ".hours.utcOffsetMin")]
    [TestCase("allRoutes", "true", Approval + ".routes", Description = "all, and named ones")]
    [TestCase("routes", """[{"stops":["putuo"],"bothWays":true}]""", Approval + ".routes[0].stops")]
    [TestCase("zones", """[{"country":"CN","identifier":"ZSZSCP"}]""", Approval + ".zones[0].identifier")]
    [TestCase("maxTrueHeightM", """{"value":-1,"status":"assumed","source":"band"}""", Approval + ".maxTrueHeightM.value")]
    [TestCase("maxTrueHeightM", """{"value":null,"status":"assumed","source":"band"}""", Approval + ".maxTrueHeightM.value")]
    [TestCase("remarks", """{"en":"fine","zh":"好"}""", Approval + ".remarks.en", Description = "a demonstration that does not say so")]
    [TestCase("approvesFlight", "\"yes\"", Approval + ".approvesFlight")]
    [TestCase("approvesFlights", "true", Approval + ".approvesFlights", Description = "a misspelt key")]
    public void A_bad_approval_is_refused_with_its_key(string key, string value, string named) =>
        Refuses(() => AuthorizationFile.Read(With("airspace/authorizations.json", "authorizations", key, value), "a.json"), named);

    [TestCase("zone", """{"country":"CHN","identifier":""}""", Series + ".zone.identifier")]
    [TestCase("movements", """[{"at":"7:20","kind":"arrival"}]""", Series + ".movements[0].at")]
    [TestCase("movements", """[{"at":"07:20","kind":"overflight"}]""", Series + ".movements[0].kind")]
    [TestCase("bufferBeforeS", """{"value":0,"status":"assumed","source":"before"}""", Series + ".bufferBeforeS.value")]
    [TestCase("isHeld", "1", Series + ".isHeld")]
    public void A_bad_series_is_refused_with_its_key(string key, string value, string named) =>
        Refuses(() => SlotFile.Read(With("airspace/slots.json", "series", key, value), "a.json"), named);

    [Test]
    public void Two_approvals_of_one_id_or_two_series_of_one_zone_are_refused()
    {
        Refuses(() => AuthorizationFile.Read(Twice("airspace/authorizations.json", "authorizations", _ => { }), "a.json"), "authorizations");
        Refuses(() => SlotFile.Read(Twice("airspace/slots.json", "series", second => second["id"] = "another"), "a.json"), "series");
    }

    [Test]
    public void Rules_without_one_of_each_kind_are_refused()
    {
        var root = Root("policy/national.json");
        root["rules"]!.AsArray().RemoveAt(1);

        Refuses(() => NationalRulesFile.Read(Bytes(root), "a.json"), "rules");
    }

    [TestCase("controlledTrueHeightM", "-5")]
    [TestCase("controlledTrueHeightM", "null")]
    public void A_figure_of_the_rules_out_of_its_bounds_is_refused(string key, string value)
    {
        var root = Root("policy/national.json");
        root[key]!["value"] = JsonNode.Parse(value);

        Refuses(() => NationalRulesFile.Read(Bytes(root), "a.json"), $"{key}.value");
    }

    private static void Refuses(Func<object> read, string key)
    {
        var trouble = Assert.Throws<DataFileException>(() => read());
        Assert.That((trouble.File, trouble.Key), Is.EqualTo(("a.json", key)), trouble.Message);
    }

    private static ReadOnlyMemory<byte> With(string file, string list, string key, string value)
    {
        var root = Root(file);
        root[list]![0]![key] = JsonNode.Parse(value);
        return Bytes(root);
    }

    private static ReadOnlyMemory<byte> Twice(string file, string list, Action<JsonNode> change)
    {
        var root = Root(file);
        var second = root[list]![0]!.DeepClone();
        change(second);
        root[list]!.AsArray().Add(second);
        return Bytes(root);
    }

    private static JsonNode Root(string file) => JsonNode.Parse(ShippedFiles.Bytes(file))!;

    private static ReadOnlyMemory<byte> Bytes(JsonNode root) => Encoding.UTF8.GetBytes(root.ToJsonString());
}
