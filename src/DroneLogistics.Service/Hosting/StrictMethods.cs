using System.Reflection;
using Google.Protobuf;
using Google.Rpc;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>
/// Serves the methods of a service as the framework does, but that bytes which are no message are INVALID_ARGUMENT with a reason, and not UNKNOWN: the
/// caller's mistake, not ours.
/// </summary>
/// <remarks>The framework reads a message before any interceptor sees the call.</remarks>
public sealed class StrictMethods<TService> : IServiceMethodProvider<TService>
    where TService : class
{
    private const string Reason = "MALFORMED_MESSAGE";

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<TService> context)
    {
        var bind = BaseTypes(typeof(TService)).Select(type => type.GetCustomAttribute<BindServiceMethodAttribute>()).FirstOrDefault(attribute => attribute is not null);
        var method = bind?.BindType.GetMethods(BindingFlags.Public | BindingFlags.Static).FirstOrDefault(candidate => candidate.Name == bind.BindMethodName && candidate.GetParameters() is [{ ParameterType: var binder }, _] && binder == typeof(ServiceBinderBase));
        method?.Invoke(null, [new Binder(context), null]);
    }

    private static IEnumerable<Type> BaseTypes(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            yield return type;
        }
    }

    private sealed class Binder(ServiceMethodProviderContext<TService> context) : ServiceBinderBase
    {
        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
            context.AddUnaryMethod(Strict(method), Metadata(method), Invoker<UnaryServerMethod<TService, TRequest, TResponse>>(method));

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
            context.AddServerStreamingMethod(Strict(method), Metadata(method), Invoker<ServerStreamingServerMethod<TService, TRequest, TResponse>>(method));

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
            context.AddClientStreamingMethod(Strict(method), Metadata(method), Invoker<ClientStreamingServerMethod<TService, TRequest, TResponse>>(method));

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
            context.AddDuplexStreamingMethod(Strict(method), Metadata(method), Invoker<DuplexStreamingServerMethod<TService, TRequest, TResponse>>(method));

        private static Method<TRequest, TResponse> Strict<TRequest, TResponse>(Method<TRequest, TResponse> method)
            where TRequest : class
            where TResponse : class
        {
            var read = method.RequestMarshaller.ContextualDeserializer;
            var strict = new Marshaller<TRequest>(method.RequestMarshaller.ContextualSerializer, bytes =>
            {
                try
                {
                    return read(bytes);
                }
                catch (InvalidProtocolBufferException)
                {
                    throw ErrorStatus.Build(Code.InvalidArgument, Reason, $"The bytes of the request are no {method.Name}Request.");
                }
            });
            return new Method<TRequest, TResponse>(method.Type, method.ServiceName, method.Name, strict, method.ResponseMarshaller);
        }

        private static T Invoker<T>(IMethod method)
            where T : Delegate => Handler(method).CreateDelegate<T>();

        private static List<object> Metadata(IMethod method) => [.. typeof(TService).GetCustomAttributes(inherit: true), .. Handler(method).GetCustomAttributes(inherit: true)];

        private static MethodInfo Handler(IMethod method) => typeof(TService).GetMethod(method.Name) ?? throw new InvalidOperationException($"{typeof(TService)} has no {method.Name}.");
    }
}
