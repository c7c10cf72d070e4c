using NUnit.Framework;

namespace DroneLogistics.Tests.Validation;

/// <summary>The folder of cases from outside: the one beside the tests, or the one that <c>DRONELOGISTICS_VALIDATION_DIR</c> names.</summary>
internal static class ValidationFolder
{
    public static string Path { get; } = Environment.GetEnvironmentVariable("DRONELOGISTICS_VALIDATION_DIR")
        ?? System.IO.Path.Combine(AppContext.BaseDirectory, "Validation", "cases");

    /// <summary>The lines of a file; the test is ignored, with the name of the file, where the folder does not have it.</summary>
    public static string[] Lines(string file)
    {
        var path = System.IO.Path.Combine(Path, file);
        if (!File.Exists(path))
        {
            // Another folder need not hold every kind of case; ValidationFolderTests fails where it holds none at all.
            Assert.Ignore($"{file} is not in {Path}.");
        }

        return File.ReadAllLines(path);
    }
}
