namespace DroneLogistics.Tests.Floors;

/// <summary>The floors of the core: a folder may name the folders below its floor and itself, nothing else.</summary>
internal static class Floor
{
    // docs of the house, from the ground up; folders that stand on one floor do not know each other.
    private static readonly string[][] FromTheGround =
    [
        ["Units", "Provenance"],
        ["Geodesy"],
        ["Terrain"],
        ["Weather", "Sites", "Airspace", "Fleet"],
        ["Performance", "Routing"],
        ["Simulation"],
        ["Scheduling"],
        ["Audit", "Dispatch", "SiteEvaluation"],
    ];

    public static bool Knows(string folder) => NumberOf(folder) >= 0;

    public static bool MayName(string folder, string other) => folder == other || NumberOf(folder) > NumberOf(other);

    /// <summary>The folder of a namespace under a root: <c>Fleet</c> of <c>DroneLogistics.Fleet.Formats</c>; null outside the root.</summary>
    public static string? FolderOf(string? name, string root) =>
        name is not null && name.StartsWith(root + ".", StringComparison.Ordinal) ? name[(root.Length + 1)..].Split('.')[0] : null;

    private static int NumberOf(string folder) => Array.FindIndex(FromTheGround, floor => floor.Contains(folder));
}
