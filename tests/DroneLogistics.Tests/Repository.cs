namespace DroneLogistics.Tests;

/// <summary>The source tree the tests were built from: the folder of the solution, found upwards from the test program.</summary>
internal static class Repository
{
    private const string Mark = "DroneLogistics.sln";

    public static string Folder { get; } = Find();

    public static string CoreFolder => Path.Combine(Folder, "src", "DroneLogistics");

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Folder, .. path]));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Mark)))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds {Mark}; these tests read the source tree.");
    }
}
