using Google.Api;
using Google.Protobuf.Reflection;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Doors;

/// <summary>Rules of the contract, over the descriptors of every service and of all that it names.</summary>
public sealed class ContractTests
{
    /// <summary>The one enumeration whose zero is a word of its own: absent or unknown is NO_GO.</summary>
    private const string Verdict = "dronelogistics.v1.Verdict";

    [Test]
    public void Every_method_is_served_as_JSON_and_has_a_request_of_its_own_name()
    {
        foreach (var method in OpenApiDocument.Services.SelectMany(service => service.Methods))
        {
            Assert.That(method.GetOptions()?.GetExtension(AnnotationsExtensions.Http), Is.Not.Null, method.FullName);
            Assert.That(method.InputType.Name, Is.EqualTo($"{method.Name}Request"), method.FullName);
        }

        Assert.That(OpenApiDocument.Services.Where(service => service.File.Package == "dronelogistics.v1").Select(service => service.Name), Is.All.EndsWith("Service"));
    }

    [Test]
    public void Every_method_names_what_its_caller_must_be_permitted_to_do()
    {
        foreach (var method in OpenApiDocument.Services.SelectMany(service => service.Methods))
        {
            Assert.That(EndpointAccess.Of(method), Is.Not.EqualTo(V1.Permission.Unspecified), method.FullName);
        }
    }

    [Test]
    public void Standard_methods_answer_the_resource_or_its_list()
    {
        foreach (var method in OpenApiDocument.Services.SelectMany(service => service.Methods))
        {
            var noun = new[] { "Get", "Create", "Update" }.Where(verb => method.Name.StartsWith(verb, StringComparison.Ordinal)).Select(verb => method.Name[verb.Length..]).FirstOrDefault();
            if (noun is not null)
            {
                Assert.That(method.OutputType.Name, Is.EqualTo(noun), method.FullName);
            }

            if (method.Name.StartsWith("List", StringComparison.Ordinal))
            {
                Assert.That(method.OutputType.Name, Is.EqualTo($"{method.Name}Response"), method.FullName);
                Assert.That(method.InputType.Fields.InDeclarationOrder().Select(field => field.Name), Does.Contain("page_size").And.Contain("page_token"), method.FullName);
                Assert.That(method.OutputType.FindFieldByName("next_page_token"), Is.Not.Null, method.FullName);
            }
        }
    }

    [Test]
    public void The_zero_of_every_enumeration_says_nothing()
    {
        foreach (var type in Messages().SelectMany(message => message.Fields.InDeclarationOrder()).Where(field => field.FieldType == FieldType.Enum).Select(field => field.EnumType).Distinct().Where(type => type.FullName != Verdict))
        {
            Assert.That(type.FindValueByNumber(0)?.Name, Does.EndWith("_UNSPECIFIED"), type.FullName);
        }
    }

    [Test]
    public void Names_of_fields_are_lower_case_and_instants_and_durations_say_so()
    {
        foreach (var field in Messages().SelectMany(message => message.Fields.InDeclarationOrder()))
        {
            Assert.That(field.Name, Does.Match("^[a-z][a-z0-9]*(_[a-z0-9]+)*$"), field.FullName);
            if (field.FieldType == FieldType.Message && !field.IsRepeated)
            {
                Assert.That(field.MessageType.FullName != "google.protobuf.Timestamp" || field.Name.Split('_')[^1] == "time", field.FullName);

                // A duration since something that is named is an offset.
                Assert.That(field.MessageType.FullName != "google.protobuf.Duration" || field.Name.Split('_')[^1] is "duration" or "offset" or "elapsed", field.FullName);
            }
        }
    }

    /// <summary>Every message of ours that a method takes or gives.</summary>
    private static IReadOnlyCollection<MessageDescriptor> Messages()
    {
        var found = new HashSet<MessageDescriptor>();
        var open = new Stack<MessageDescriptor>(OpenApiDocument.Services.SelectMany(service => service.Methods).SelectMany(method => new[] { method.InputType, method.OutputType }));
        while (open.TryPop(out var message))
        {
            if (message.FullName.StartsWith("dronelogistics.", StringComparison.Ordinal) && found.Add(message))
            {
                foreach (var field in message.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.Message))
                {
                    open.Push(field.MessageType);
                }
            }
        }

        return found;
    }
}
