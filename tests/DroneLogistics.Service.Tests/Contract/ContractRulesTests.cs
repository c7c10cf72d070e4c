using Google.Api;
using Google.Protobuf.Reflection;
using NUnit.Framework;
using FieldType = Google.Protobuf.Reflection.FieldDescriptorProto.Types.Type;

namespace DroneLogistics.Service.Tests.Contract;

/// <summary>The contract keeps its rules, and each rule finds what breaks it.</summary>
public sealed class ContractRulesTests
{
    /// <summary>A fault for each rule, planted in a copy of a file of today.</summary>
    private static readonly Dictionary<string, Action<FileDescriptorProto>> Faults = new(StringComparer.Ordinal)
    {
        ["A file lies in"] = file => file.Name = "elsewhere/network.proto",
        ["Every element has a comment"] = file => file.SourceCodeInfo.Location.Clear(),
        ["Messages, enumerations"] = file => Message(file, "Site").Field[1].Name = "DisplayName",
        ["A service of ours"] = file => file.Service[0].Name = "Networks",
        ["The zero of"] = file => Message(file, "Site").EnumType[0].Value[0].Name = "UNKNOWN",
        ["Values of an enumeration outside"] = file => file.EnumType.Add(new EnumDescriptorProto { Name = "Colour", Value = { new EnumValueDescriptorProto { Name = "COLOUR_UNSPECIFIED", Number = 0 }, new EnumValueDescriptorProto { Name = "RED", Number = 1 } } }),
        ["Numbers are double"] = file => Field(file, "Site", "elevation_m_amsl").Type = FieldType.Uint32,
        ["The name of a number"] = file => Field(file, "Site", "elevation_m_amsl").Name = "elevation",
        ["A number in a request"] = file => Plain(Field(file, "EvaluateSiteRequest", "payload_kg")),
        ["A field of a request"] = file => Field(file, "Site", "county").Options = null,
        ["An instant is named"] = file => Field(file, "Site", "create_time").Name = "created_at",
        ["A resource has its name first"] = file => Message(file, "Site").Field[0].Name = "id",
        ["What a field refers to"] = file => Field(file, "GetSiteRequest", "name").Options.GetExtension(ResourceExtensions.ResourceReference).Type = "dronelogistics/Sit",
        ["The name in a request"] = file => Field(file, "GetSiteRequest", "name").Options = null,
        ["A method is served"] = file => file.Service[0].Method[0].InputType = ".dronelogistics.v1.GetRouteRequest",
        ["No two methods"] = file => Method(file, "ListSites").Options.GetExtension(AnnotationsExtensions.Http).Get = "/v1/routes",
        ["Get, List, Create, Update and Delete have"] = file => Method(file, "DeleteSite").Options.GetExtension(AnnotationsExtensions.Http).Post = "/v1/{name=sites/*}",
        ["Get, Create and Update answer"] = file => Method(file, "GetSite").OutputType = ".dronelogistics.v1.Route",
        ["A list has pages"] = file => Remove(file, "ListSitesRequest", "filter"),
        ["What is created"] = file => Remove(file, "CreateSiteRequest", "request_id"),
        ["What is updated"] = file => Remove(file, "UpdateSiteRequest", "update_mask"),
        ["What is deleted or brought back"] = file => Remove(file, "DeleteSiteRequest", "etag"),
        ["What changes something"] = file => Remove(file, "RetireRouteRequest", "validate_only"),
        ["A resource that can be created"] = file => Remove(file, "Site", "etag"),
        ["A resource that can be deleted"] = file => Remove(file, "ListSitesRequest", "show_deleted"),
        ["Nobody answers"] = file => Field(file, "Site", "near").Name = "error_message",
    };

    [TestCaseSource(typeof(ContractRules), nameof(ContractRules.All))]
    public void The_contract_keeps_the_rule(object rule) => Assert.That(((ContractRule)rule).Broken(ContractSet.OfToday()), Is.Empty);

    [TestCaseSource(typeof(ContractRules), nameof(ContractRules.All))]
    public void The_rule_finds_what_breaks_it(object rule)
    {
        var today = ContractSet.OfToday();
        var files = today.Files.Select(file => file.Clone()).ToArray();
        var fault = Faults.Single(entry => ((ContractRule)rule).Says.StartsWith(entry.Key, StringComparison.Ordinal)).Value;
        fault(files.Single(file => file.Name.EndsWith("network.proto", StringComparison.Ordinal)));
        Assert.That(((ContractRule)rule).Broken(ContractSet.Of(files)), Is.Not.Empty);
    }

    private static void Plain(FieldDescriptorProto field)
    {
        field.ClearProto3Optional();
        field.ClearOneofIndex();
    }

    private static DescriptorProto Message(FileDescriptorProto file, string name) => file.MessageType.Single(message => message.Name == name);

    private static FieldDescriptorProto Field(FileDescriptorProto file, string message, string name) => Message(file, message).Field.Single(field => field.Name == name);

    private static MethodDescriptorProto Method(FileDescriptorProto file, string name) => file.Service[0].Method.Single(method => method.Name == name);

    private static void Remove(FileDescriptorProto file, string message, string field) => Message(file, message).Field.Remove(Field(file, message, field));
}
