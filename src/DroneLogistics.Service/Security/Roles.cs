using DroneLogistics.V1;

namespace DroneLogistics.Service;

/// <summary>Roles by the words that name them outside of the contract.</summary>
public static class Roles
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Role> All { get; } = [Role.Viewer, Role.Planner, Role.Dispatcher, Role.Admin, Role.Integrator];

    /// <summary>The word of one.</summary>
    public static string Name(Role role) => role.ToString().ToLowerInvariant();

    /// <summary>The role of a word, to the letter; null: none.</summary>
    public static Role? Parse(string name)
    {
        foreach (var role in All)
        {
            if (name == Name(role))
            {
                return role;
            }
        }

        return null;
    }

    /// <summary>The words of those that permit something.</summary>
    public static IEnumerable<string> ThatHave(Permission permission) => All.Where(role => Permissions.Of(role).Has(permission)).Select(Name);
}
