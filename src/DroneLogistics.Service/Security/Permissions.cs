using DroneLogistics.V1;

namespace DroneLogistics.Service;

/// <summary>A set of permissions. The default is none.</summary>
public readonly record struct Permissions
{
    private readonly int bits;

    private Permissions(int bits) => this.bits = bits;

    /// <summary>The set of those.</summary>
    public static Permissions Of(params ReadOnlySpan<Permission> permissions)
    {
        var bits = 0;
        foreach (var permission in permissions)
        {
            bits |= Bit(permission);
        }

        return new Permissions(bits);
    }

    /// <summary>What a role permits.</summary>
    public static Permissions Of(Role role) => role switch
    {
        Role.Viewer => Of(Permission.Read),
        Role.Planner => Of(Permission.Read, Permission.Plan, Permission.Schedule),
        Role.Dispatcher => Of(Permission.Read, Permission.Plan, Permission.Schedule, Permission.Release),
        Role.Admin => Of(Permission.Read, Permission.Plan, Permission.Configure, Permission.Feed, Permission.Administer),
        Role.Integrator => Of(Permission.Read, Permission.Plan, Permission.Schedule, Permission.Feed),
        _ => default,
    };

    /// <summary>What either permits.</summary>
    public Permissions With(Permissions others) => new(bits | others.bits);

    /// <summary>Whether one is in the set. The unspecified never is.</summary>
    public bool Has(Permission permission) => (bits & Bit(permission)) != 0;

    // A value that this version does not know, and that which says nothing, is no bit.
    private static int Bit(Permission permission) => permission is > Permission.Unspecified and < (Permission)31 ? 1 << (int)permission : 0;
}
