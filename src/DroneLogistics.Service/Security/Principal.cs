using DroneLogistics.V1;

namespace DroneLogistics.Service;

/// <summary>A caller that is known: who, in which roles, and how that was shown.</summary>
public sealed class Principal
{
    private static readonly AsyncLocal<Principal?> OfThisCall = new();

    /// <param name="caller">For whom and by whom.</param>
    /// <param name="means">How the caller showed who it is.</param>
    /// <param name="roles">What it is.</param>
    public Principal(Caller caller, SignIn means, params Role[] roles)
    {
        (Caller, Means, Roles) = (caller, means, roles);
        Permissions = roles.Aggregate(default(Permissions), (all, role) => all.With(Permissions.Of(role)));
    }

    public Caller Caller { get; }

    public SignIn Means { get; }

    public IReadOnlyList<Role> Roles { get; }

    public Permissions Permissions { get; }

    /// <summary>
    /// Whoever makes the call that is being answered; outside of any, the owner. It goes with the flow of the call, so that no writer can be forgotten and
    /// every entry of the audit log names somebody.
    /// </summary>
    public static Principal Current
    {
        get => OfThisCall.Value ?? Owner;
        set => OfThisCall.Value = value;
    }

    /// <summary>Whoever reads the token file: dispatcher and admin in one, where one person is all there is.</summary>
    public static Principal Owner { get; } = new(Caller.Local, SignIn.LocalToken, Role.Dispatcher, Role.Admin);
}

/// <summary>How a caller shows who it is.</summary>
public enum SignIn
{
    None,
    LocalToken,
    ApiKey,
    Jwt,
    ClientCertificate,
}
