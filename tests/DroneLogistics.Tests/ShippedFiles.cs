namespace DroneLogistics.Tests;

/// <summary>The data files that ship, by the names under which readers tell of them, for example <c>aircraft/fz90.json</c>.</summary>
internal static class ShippedFiles
{
    public static IReadOnlyList<string> Of(string kind) => [.. ShippedData.Files(kind).Select(path => $"{kind}/{Path.GetFileName(path)}")];

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(ShippedData.Folder, name));
}
