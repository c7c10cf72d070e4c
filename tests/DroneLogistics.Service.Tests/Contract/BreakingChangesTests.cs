using Google.Api;
using Google.Protobuf.Reflection;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Contract;

/// <summary>Callers of the last release are understood by this one, and understand it.</summary>
public sealed class BreakingChangesTests
{
    private static readonly Dictionary<string, Action<FileDescriptorProto>> Breaks = new(StringComparer.Ordinal)
    {
        ["a message that goes"] = file => file.MessageType.Remove(Message(file, "SiteReach")),
        ["a field that goes"] = file => Message(file, "Site").Field.RemoveAt(3),
        ["a field that is renamed"] = file => Message(file, "Site").Field[3].Name = "district",
        ["a field of another type"] = file => Message(file, "Site").Field[3].Type = FieldDescriptorProto.Types.Type.Bytes,
        ["a field that becomes a list"] = file => Message(file, "Site").Field[3].Label = FieldDescriptorProto.Types.Label.Repeated,
        ["a field that loses its presence"] = file => Message(file, "Site").Field.Single(field => field.Name == "elevation_m_amsl").ClearProto3Optional(),
        ["an enumeration that goes"] = file => Message(file, "Site").EnumType.RemoveAt(0),
        ["a value of another number"] = file => Message(file, "Site").EnumType[0].Value[1].Number = 9,
        ["a method that goes"] = file => file.Service[0].Method.RemoveAt(0),
        ["a method that takes another message"] = file => file.Service[0].Method[0].InputType = ".dronelogistics.v1.GetRouteRequest",
        ["a method that answers another message"] = file => file.Service[0].Method[0].OutputType = ".dronelogistics.v1.Route",
        ["a method that streams"] = file => file.Service[0].Method[0].ServerStreaming = true,
        ["a method at another path"] = file => file.Service[0].Method[0].Options.GetExtension(AnnotationsExtensions.Http).Get = "/v2/{name=sites/*}",
    };

    private static readonly Dictionary<string, Action<FileDescriptorProto>> Additions = new(StringComparer.Ordinal)
    {
        ["a new message"] = file => file.MessageType.Add(new DescriptorProto { Name = "Quay" }),
        ["a new field"] = file => Message(file, "Site").Field.Add(new FieldDescriptorProto { Name = "quay", Number = 99, Type = FieldDescriptorProto.Types.Type.String, Label = FieldDescriptorProto.Types.Label.Optional }),
        ["a field that goes and leaves its number and name reserved"] = file =>
        {
            var site = Message(file, "Site");
            site.ReservedName.Add(site.Field[3].Name);
            site.ReservedRange.Add(new DescriptorProto.Types.ReservedRange { Start = site.Field[3].Number, End = site.Field[3].Number + 1 });
            site.Field.RemoveAt(3);
        },
        ["a new value"] = file => Message(file, "Site").EnumType[0].Value.Add(new EnumValueDescriptorProto { Name = "FLOODED", Number = 99 }),
    };

    [Test]
    public void The_contract_of_today_breaks_nothing_of_the_last_release() =>
        Assert.That(BreakingChanges.Between(ContractSet.Released(), ContractSet.OfToday()), Is.Empty, "callers of the last release break. Where a break is meant: dotnet build src/DroneLogistics.Contracts -t:ReleaseContract, and a new version");

    [TestCaseSource(nameof(BreakNames))]
    public void A_break_is_found(string name) => Assert.That(BreakingChanges.Between(ContractSet.OfToday(), With(Breaks[name])), Is.Not.Empty);

    [TestCaseSource(nameof(AdditionNames))]
    public void An_addition_is_no_break(string name) => Assert.That(BreakingChanges.Between(ContractSet.OfToday(), With(Additions[name])), Is.Empty);

    private static IEnumerable<string> BreakNames() => Breaks.Keys;

    private static IEnumerable<string> AdditionNames() => Additions.Keys;

    private static ContractSet With(Action<FileDescriptorProto> change)
    {
        var files = ContractSet.OfToday().Files.Select(file => file.Clone()).ToArray();
        change(files.Single(file => file.Name.EndsWith("network.proto", StringComparison.Ordinal)));
        return ContractSet.Of(files);
    }

    private static DescriptorProto Message(FileDescriptorProto file, string name) => file.MessageType.Single(message => message.Name == name);
}
