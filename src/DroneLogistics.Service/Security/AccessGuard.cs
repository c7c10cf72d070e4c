using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using DroneLogistics.V1;
using Grpc.Core;
using Microsoft.Extensions.Primitives;

namespace DroneLogistics.Service;

/// <summary>
/// Stands before every endpoint: by which name and from which page it was asked, who asks, whether that caller may, and how often; then the time that
/// the call may take. What no rule lets through is refused.
/// </summary>
public sealed class AccessGuard(Credentials credentials, Allowances allowances, AccessSettings settings)
{
    private readonly TimeSpan longest = TimeSpan.FromSeconds(settings.LongestCallS);

    /// <summary>Who makes the call; null: nobody that is known.</summary>
    public static SignedIn? CallerOf(HttpContext context) => context.Features.Get<SignedIn>();

    /// <summary>Lets a request through to its endpoint, or answers it.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            RequireHost(context);
            RequireOrigin(context.Request);
        }
        catch (RpcException refusal)
        {
            await RefuseAsync(context, refusal);
            return;
        }

        // What is not served has nothing to protect.
        if (context.GetEndpoint() is not { } endpoint)
        {
            await next(context);
            return;
        }

        var access = EndpointAccess.Of(endpoint);
        if (access.IsForAnyCaller && IsReflection(context.Request))
        {
            await RefuseAsync(context, Refusals.NoReflection());
            return;
        }

        SignedIn? caller;
        try
        {
            caller = access.IsOpen ? null : await credentials.OfAsync(context) ?? throw Refusals.NoToken();
            if (caller is not null)
            {
                RequirePermission(access, caller.Principal);
                if (Credentials.IsByCookie(context) && caller.Principal.Means != SignIn.ClientCertificate)
                {
                    RequireOwnPage(context.Request);
                }

                context.Features.Set(caller);
                Principal.Current = caller.Principal;
            }
        }
        catch (RpcException refusal)
        {
            await RefuseAsync(context, refusal);
            return;
        }

        if (caller is null)
        {
            await RunAsync(context, next, access);
        }
        else
        {
            await RunWithinQuotaAsync(context, next, access, allowances.Of(caller.Principal));
        }
    }

    private async Task RunWithinQuotaAsync(HttpContext context, RequestDelegate next, EndpointAccess access, Allowance allowance)
    {
        if (allowance.Take() is { Ticks: > 0 } pause)
        {
            await RefuseAsync(context, Refusals.TooManyCalls(pause));
            return;
        }

        if (access.IsWatch)
        {
            if (!allowance.TryOpenStream())
            {
                await RefuseAsync(context, Refusals.TooManyStreams());
                return;
            }

            try
            {
                await RunAsync(context, next, access);
            }
            finally
            {
                allowance.CloseStream();
            }

            return;
        }

        if (access.Permission != Permission.Plan)
        {
            await RunAsync(context, next, access);
            return;
        }

        using var turn = await TurnAsync(context, allowance);
        if (turn is { IsAcquired: true })
        {
            await RunAsync(context, next, access);
        }
        else
        {
            await RefuseAsync(context, Refusals.TooManyComputations());
        }
    }

    private async ValueTask<RateLimitLease?> TurnAsync(HttpContext context, Allowance allowance)
    {
        if (allowance.Computations.AttemptAcquire() is { IsAcquired: true } free)
        {
            return free;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(longest);
        try
        {
            return await allowance.Computations.AcquireAsync(1, patience.Token);
        }
        catch (OperationCanceledException)
        {
            // Waited for as long as the call itself may take: no turn, and no work for a caller that has gone.
            return null;
        }
    }

    private async Task RunAsync(HttpContext context, RequestDelegate next, EndpointAccess access)
    {
        if (!access.IsMethod || access.IsWatch)
        {
            await CallMetrics.MeasureAsync(context, next, access);
            return;
        }

        if (Refusal.IsGrpc(context.Request))
        {
            // The framework ends the call, and tells the method, when this has passed.
            CapTimeout(context.Request);
            await CallMetrics.MeasureAsync(context, next, access);
            return;
        }

        using var deadline = new CallDeadline(longest, context.RequestAborted);
        var aborted = context.RequestAborted;
        context.RequestAborted = deadline.Token;
        context.Features.Set(deadline);
        try
        {
            await CallMetrics.MeasureAsync(context, next, access);
        }
        finally
        {
            context.RequestAborted = aborted;
        }
    }

    /// <summary>A deadline that is absent or too far becomes the longest that a call may take; what is none is left for the door to refuse.</summary>
    private void CapTimeout(HttpRequest request)
    {
        const string Header = "grpc-timeout";
        if (request.Headers[Header] is { Count: > 0 } said && GrpcTimeout.Parse(said) is null)
        {
            // The door behind refuses what is no timeout.
            return;
        }

        if (!(GrpcTimeout.Parse(request.Headers[Header]) <= longest))
        {
            request.Headers[Header] = string.Create(CultureInfo.InvariantCulture, $"{(long)longest.TotalMilliseconds}m");
        }
    }

    private static void RequirePermission(EndpointAccess access, Principal principal)
    {
        if (access.IsForAnyCaller || principal.Permissions.Has(access.Permission))
        {
            return;
        }

        throw access.Permission == Permission.Unspecified ? Refusals.Nobody(access.Name) : Refusals.RoleRequired(principal, access.Name, Roles.ThatHave(access.Permission));
    }

    private static bool IsReflection(HttpRequest request) =>
        request.Path.StartsWithSegments("/grpc.reflection.v1.ServerReflection", StringComparison.Ordinal) || request.Path.StartsWithSegments("/grpc.reflection.v1alpha.ServerReflection", StringComparison.Ordinal);

    private static Task RefuseAsync(HttpContext context, RpcException refusal)
    {
        Telemetry.TurnedAway(refusal.GetRpcStatus()?.GetDetail<Google.Rpc.ErrorInfo>()?.Reason ?? refusal.StatusCode.ToString());
        return ConsolePages.IsAskedFor(context) && refusal.StatusCode == StatusCode.Unauthenticated
            ? ConsolePages.WriteClosedAsync(context.Response)
            : Refusal.WriteAsync(context, refusal);
    }

    /// <summary>A page on the web that has its own name resolve to this machine must not reach the service. An address cannot be made to lead elsewhere.</summary>
    private void RequireHost(HttpContext context)
    {
        var host = context.Request.Host.Host;
        if (host is "localhost" || settings.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase))
        {
            return;
        }

        if (!IPAddress.TryParse(host.AsSpan().Trim("[]"), out var address) || !(IPAddress.IsLoopback(address) || address.Equals(context.Connection.LocalIpAddress)))
        {
            throw Refusals.ForeignHost();
        }
    }

    private static void RequireOrigin(HttpRequest request)
    {
        if (request.Headers.Origin.Count > 0 && !IsOwn(request, request.Headers.Origin))
        {
            throw Refusals.ForeignOrigin();
        }
    }

    /// <summary>A browser sends the cookie whoever has it ask: what changes something must come from the page itself, and say so.</summary>
    private static void RequireOwnPage(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var isSafe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!(site == "same-origin" || (isSafe && site is "" or "none") || (site.Length == 0 && request.Headers.Origin.Count > 0 && IsOwn(request, request.Headers.Origin))))
        {
            throw Refusals.Forged();
        }
    }

    private static bool IsOwn(HttpRequest request, StringValues origin) => origin.Count == 1 && origin[0] == $"{request.Scheme}://{request.Host}";
}
