using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DroneLogistics.Service.Tests.Contract;

/// <summary>Something of the contract that has a name: a file, message, field, enumeration, value, service or method.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Comment">What stands above it.</param>
internal sealed record ContractElement(string Name, string Comment);

/// <summary>A message with where it stands.</summary>
internal sealed record ContractMessage(string FullName, DescriptorProto Proto, FileDescriptorProto File)
{
    public ResourceDescriptor? Resource => Proto.Options?.GetExtension(ResourceExtensions.Resource);
}

/// <summary>A field with its message.</summary>
internal sealed record ContractField(ContractMessage Message, FieldDescriptorProto Proto)
{
    public string FullName => $"{Message.FullName}.{Proto.Name}";

    public bool IsRepeated => Proto.Label == FieldDescriptorProto.Types.Label.Repeated;

    public bool IsNumber => Proto.Type is FieldDescriptorProto.Types.Type.Double or FieldDescriptorProto.Types.Type.Float or FieldDescriptorProto.Types.Type.Int32 or FieldDescriptorProto.Types.Type.Int64;

    /// <summary>Full name of the message or enumeration that it holds; empty of scalars.</summary>
    public string TypeName => Proto.TypeName.TrimStart('.');

    public IReadOnlyList<FieldBehavior> Behaviors => Proto.Options?.GetExtension(FieldBehaviorExtensions.FieldBehavior) is { } behaviors ? [.. behaviors] : [];

    public bool IsOutputOnly => Behaviors.Contains(FieldBehavior.OutputOnly);

    public string? Reference => Proto.Options?.GetExtension(ResourceExtensions.ResourceReference)?.Type;
}

/// <summary>A method with its service.</summary>
internal sealed record ContractMethod(string Package, ServiceDescriptorProto Service, MethodDescriptorProto Proto)
{
    public string FullName => $"{Package}.{Service.Name}.{Proto.Name}";

    public HttpRule? Http => Proto.Options?.GetExtension(AnnotationsExtensions.Http);

    public string InputName => Proto.InputType.TrimStart('.');

    public string OutputName => Proto.OutputType.TrimStart('.');
}

/// <summary>The contract as a set of descriptors with their comments.</summary>
internal sealed class ContractSet
{
    private static readonly ExtensionRegistry Extensions = [AnnotationsExtensions.Http, FieldBehaviorExtensions.FieldBehavior, ResourceExtensions.Resource, ResourceExtensions.ResourceReference];

    private ContractSet(IEnumerable<FileDescriptorProto> files)
    {
        Files = [.. files.Where(file => file.Package.StartsWith("dronelogistics", StringComparison.Ordinal) || file.Package == "google.longrunning")];
        Messages = [.. Files.SelectMany(file => file.MessageType.SelectMany(message => Nested(message, file.Package, file)))];
        ByName = Messages.ToDictionary(message => message.FullName, StringComparer.Ordinal);
        Methods = [.. Files.SelectMany(file => file.Service.SelectMany(service => service.Method.Select(method => new ContractMethod(file.Package, service, method))))];
        Enums =
        [
            .. Files.SelectMany(file => file.EnumType.Select(type => ($"{file.Package}.{type.Name}", type, IsNested: false))),
            .. Messages.SelectMany(message => message.Proto.EnumType.Select(type => ($"{message.FullName}.{type.Name}", type, IsNested: true))),
        ];
    }

    /// <summary>Ours, and the operations that are served beside them.</summary>
    public IReadOnlyList<FileDescriptorProto> Files { get; }

    public IReadOnlyList<ContractMessage> Messages { get; }

    public IReadOnlyDictionary<string, ContractMessage> ByName { get; }

    public IReadOnlyList<ContractMethod> Methods { get; }

    public IReadOnlyList<(string FullName, EnumDescriptorProto Proto, bool IsNested)> Enums { get; }

    public IEnumerable<ContractField> Fields => Messages.SelectMany(FieldsOf);

    public static IEnumerable<ContractField> FieldsOf(ContractMessage message) => message.Proto.Field.Select(field => new ContractField(message, field));

    /// <summary>The contract of this build.</summary>
    public static ContractSet OfToday()
    {
        using var stream = typeof(V1.Site).Assembly.GetManifestResourceStream("contract.binpb")!;
        return Parse(stream);
    }

    /// <summary>The contract that was released last.</summary>
    public static ContractSet Released()
    {
        using var stream = File.OpenRead(Path.Combine(DroneLogistics.Tests.Repository.Folder, "protos", "released", "dronelogistics.v1.binpb"));
        return Parse(stream);
    }

    public static ContractSet Of(params FileDescriptorProto[] files) => new(files);

    /// <summary>Every element of our files with its comment.</summary>
    public IEnumerable<ContractElement> Elements() => Files.SelectMany(ElementsOf);

    /// <summary>Every message that a request can carry, through fields that a caller may set.</summary>
    public IReadOnlySet<string> CarriedByRequests()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(Methods.Select(method => method.InputName));
        while (open.TryPop(out var name))
        {
            if (ByName.TryGetValue(name, out var message) && found.Add(name))
            {
                foreach (var field in FieldsOf(message).Where(field => !field.IsOutputOnly))
                {
                    open.Push(field.TypeName);
                }
            }
        }

        return found;
    }

    private static ContractSet Parse(Stream stream) => new(FileDescriptorSet.Parser.WithExtensionRegistry(Extensions).ParseFrom(stream).File);

    private static IEnumerable<ContractMessage> Nested(DescriptorProto message, string scope, FileDescriptorProto file)
    {
        var name = $"{scope}.{message.Name}";
        return message.NestedType.SelectMany(inner => Nested(inner, name, file)).Prepend(new ContractMessage(name, message, file));
    }

    private static IEnumerable<ContractElement> ElementsOf(FileDescriptorProto file)
    {
        var comments = (file.SourceCodeInfo?.Location ?? []).Where(location => location.LeadingComments.Length > 0).ToDictionary(location => string.Join('.', location.Path), location => location.LeadingComments.Trim());
        return Of();

        ContractElement Element(string name, string path) => new(name, comments.GetValueOrDefault(path, string.Empty));

        // The numbers are those of the fields of descriptor.proto.
        IEnumerable<ContractElement> Of() =>
        [
            .. file.MessageType.SelectMany((message, index) => Message(message, $"{file.Package}.{message.Name}", $"4.{index}")),
            .. file.EnumType.SelectMany((type, index) => Enumeration(type, $"{file.Package}.{type.Name}", $"5.{index}")),
            .. file.Service.SelectMany((service, index) => service.Method
                .Select((method, number) => Element($"{file.Package}.{service.Name}.{method.Name}", $"6.{index}.2.{number}"))
                .Prepend(Element($"{file.Package}.{service.Name}", $"6.{index}"))),
        ];

        IEnumerable<ContractElement> Message(DescriptorProto message, string name, string path) =>
        [
            Element(name, path),
            .. message.Field.Select((field, index) => Element($"{name}.{field.Name}", $"{path}.2.{index}")),
            .. message.OneofDecl.Select((one, index) => (one, index)).Where(entry => !message.Field.Any(field => field.Proto3Optional && field.OneofIndex == entry.index)).Select(entry => Element($"{name}.{entry.one.Name}", $"{path}.8.{entry.index}")),
            .. message.EnumType.SelectMany((type, index) => Enumeration(type, $"{name}.{type.Name}", $"{path}.4.{index}")),
            .. message.NestedType.SelectMany((inner, index) => Message(inner, $"{name}.{inner.Name}", $"{path}.3.{index}")),
        ];

        IEnumerable<ContractElement> Enumeration(EnumDescriptorProto type, string name, string path) =>
            type.Value.Select((value, index) => Element($"{name}.{value.Name}", $"{path}.2.{index}")).Prepend(Element(name, path));
    }
}
