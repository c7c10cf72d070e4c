using System.Collections.Concurrent;
using DroneLogistics.V1;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server;

namespace DroneLogistics.Service;

/// <summary>Who may reach an endpoint, as its metadata or the descriptor of its method says. What says nothing is refused to everybody.</summary>
public sealed class EndpointAccess
{
    private const string LongWork = "google.longrunning.Operations";

    private static readonly Dictionary<string, MethodDescriptor> Methods = OpenApiDocument.Services.SelectMany(service => service.Methods)
        .ToDictionary(method => $"{method.Service.FullName}/{method.Name}", StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<Endpoint, EndpointAccess> Known = new();

    /// <summary>What it is called in messages and metrics.</summary>
    public required string Name { get; init; }

    /// <summary>No credentials are asked for.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Any caller that is known may; there is nothing to be had.</summary>
    public bool IsForAnyCaller { get; init; }

    /// <summary>What the caller must be permitted to do.</summary>
    public Permission Permission { get; init; }

    /// <summary>A stream that goes on for as long as somebody listens: no cap on its time, one on its number.</summary>
    public bool IsWatch { get; init; }

    /// <summary>A method of a gRPC service, by gRPC or JSON.</summary>
    public bool IsMethod { get; init; }

    /// <summary>What an endpoint asks of its caller.</summary>
    public static EndpointAccess Of(Endpoint endpoint) => Known.GetOrAdd(endpoint, Read);

    /// <summary>The permission that a method of the contract names; unspecified where it names none.</summary>
    public static Permission Of(MethodDescriptor method) => method.Service.FullName == LongWork
        ? OfLongWork(method.Name)
        : method.GetOptions()?.GetExtension(PermissionExtensions.Permission) ?? Permission.Unspecified;

    // The descriptors of google.longrunning are not ours to put an option on.
    private static Permission OfLongWork(string method) => method switch
    {
        "GetOperation" or "ListOperations" or "WaitOperation" => Permission.Read,
        "CancelOperation" or "DeleteOperation" => Permission.Configure,
        _ => Permission.Unspecified,
    };

    private static EndpointAccess Read(Endpoint endpoint)
    {
        var name = endpoint.DisplayName ?? string.Empty;
        if (endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method is { } method)
        {
            name = $"{method.ServiceName}/{method.Name}";
            return Methods.TryGetValue(name, out var ours)
                ? new EndpointAccess { Name = name, IsMethod = true, Permission = Of(ours), IsWatch = ours.IsServerStreaming && Of(ours) == Permission.Read }
                : OfOthers(name, method.ServiceName);
        }

        if (endpoint.Metadata.GetMetadata<AccessMetadata>() is { } declared)
        {
            return new EndpointAccess { Name = name, IsOpen = declared.Permission == Permission.Unspecified, Permission = declared.Permission };
        }

        // The framework's answer to names of services and methods that do not exist.
        return new EndpointAccess { Name = name, IsForAnyCaller = name.StartsWith("gRPC - Unimplemented", StringComparison.Ordinal) };
    }

    private static EndpointAccess OfOthers(string name, string service) => service switch
    {
        // Whoever watches over services asks without credentials; the answer is one word.
        "grpc.health.v1.Health" => new EndpointAccess { Name = name, IsMethod = true, IsOpen = true, IsWatch = name.EndsWith("/Watch", StringComparison.Ordinal) },
        "grpc.reflection.v1.ServerReflection" or "grpc.reflection.v1alpha.ServerReflection" => new EndpointAccess { Name = name, IsMethod = true, Permission = Permission.Read, IsWatch = true },
        _ => new EndpointAccess { Name = name, IsMethod = true },
    };
}

/// <summary>Says who may reach an endpoint that is no method of the contract.</summary>
/// <param name="Permission">What its caller must be permitted to do; unspecified: nothing, it is open.</param>
public sealed record AccessMetadata(Permission Permission)
{
    /// <summary>No credentials are asked for.</summary>
    public static AccessMetadata Open { get; } = new(Permission.Unspecified);

    /// <summary>Whoever may read.</summary>
    public static AccessMetadata Readers { get; } = new(Permission.Read);
}
