using Google.Rpc;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>Why a caller is not let in, each with the reason of the contract.</summary>
public static class Refusals
{
    public static RpcException NoToken() => Unauthenticated("TOKEN_MISSING", "The call shows no token. Send \"authorization: Bearer TOKEN\"; the owner's is in the token file that the service names when it starts, and the command line sends it by itself.");

    public static RpcException Malformed(string why) => Unauthenticated("TOKEN_MALFORMED", $"{why} Expected \"authorization: Bearer TOKEN\" with the token of this service's token file, an API key, or a token of the identity provider.");

    public static RpcException Unauthenticated(string reason, string message) => ErrorStatus.Build(Code.Unauthenticated, reason, message);

    public static RpcException RoleUnknown(string role) => ErrorStatus.Build(Code.PermissionDenied, "ROLE_UNKNOWN", $"\"{role}\" is no role; expected one of viewer, planner, dispatcher, admin, integrator.");

    public static RpcException RoleRequired(Principal principal, string what, IEnumerable<string> roles) =>
        ErrorStatus.Build(Code.PermissionDenied, "ROLE_REQUIRED", $"{what} is for {string.Join(", ", roles)}; {principal.Caller.Principal} is {string.Join(" and ", principal.Roles.Select(role => role.ToString().ToLowerInvariant()))}.");

    public static RpcException Nobody(string what) => ErrorStatus.Build(Code.PermissionDenied, "ROLE_REQUIRED", $"{what} names no permission, so nobody may call it.");

    public static RpcException TooManyWrongTokens(TimeSpan pause) => ErrorStatus.Retry(Code.ResourceExhausted, "AUTH_RATE_LIMIT", "Too many wrong tokens came from this address; no other is looked at for a while.", pause);

    public static RpcException TooManyCalls(TimeSpan pause) => ErrorStatus.Retry(Code.ResourceExhausted, "RATE_LIMIT", "This caller calls more often than it may.", pause);

    public static RpcException TooManyComputations() => ErrorStatus.Retry(Code.ResourceExhausted, "COMPUTE_QUOTA", "This caller has asked as many questions as may run and wait at a time.", TimeSpan.FromSeconds(1));

    public static RpcException TooManyStreams() => ErrorStatus.Retry(Code.ResourceExhausted, "STREAM_QUOTA", "This caller watches as many streams as it may; end one first.", TimeSpan.FromSeconds(1));

    public static RpcException ForeignHost() => ErrorStatus.Build(Code.PermissionDenied, "HOST_DENIED", "This service does not go by that name: a page elsewhere may have its own name lead here. On the machine itself it is localhost.");

    public static RpcException ForeignOrigin() => ErrorStatus.Build(Code.PermissionDenied, "ORIGIN_DENIED", "A page of another origin asks. Only this service's own page may.");

    public static RpcException Forged() => ErrorStatus.Build(Code.PermissionDenied, "CSRF", "The request changes something and does not say that this service's own page sends it (Origin or Sec-Fetch-Site).");

    public static RpcException NoReflection() => ErrorStatus.Build(Code.Unimplemented, "REFLECTION_OFF", "Reflection is on in development only; protos/dronelogistics/v1 is the contract.");

    public static RpcException NotOwner(string flight) => ErrorStatus.Build(Code.PermissionDenied, "NOT_OWNER", $"{flight} was booked by somebody else; a dispatcher may cancel it.");
}
