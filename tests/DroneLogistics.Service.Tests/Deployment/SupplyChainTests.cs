using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using DroneLogistics.Tests;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Deployment;

/// <summary>What ships that is not ours: every package by version, hash and licence, as the lock files have it.</summary>
public sealed class SupplyChainTests
{
    // Taken in: each lets what is made with it be given away under Apache-2.0.
    private static readonly string[] Permitted = ["Apache-2.0", "BSD-3-Clause", "MIT", "MS-PL OR Apache-2.0", "PostgreSQL"];

    // Read at the address that the package names.
    private static readonly Dictionary<string, string> ByAddress = new(StringComparer.Ordinal)
    {
        ["https://bitmiracle.github.io/libtiff.net/help/articles/license.html"] = "BSD-3-Clause",
    };

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly string File = Path.Combine(Repository.Folder, "docs", "sbom.cdx.json");

    [Test]
    public void The_list_of_what_ships_is_that_of_the_lock_files()
    {
        var made = Document().ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("DRONELOGISTICS_WRITE_DOCS") == "1")
        {
            System.IO.File.WriteAllText(File, made);
        }

        Assert.That(made, Is.EqualTo(System.IO.File.ReadAllText(File)), "packages have changed: DRONELOGISTICS_WRITE_DOCS=1 dotnet test --filter SupplyChainTests writes the list anew");
    }

    [Test]
    public void Each_package_that_ships_has_a_licence_that_lets_it()
    {
        var packages = Packages();
        Assert.That(packages, Has.Count.GreaterThan(20));
        Assert.That(packages.Where(package => !Permitted.Contains(package.Licence)).Select(package => $"{package.Name} {package.Version}: {package.Licence}"), Is.Empty);
    }

    [Test]
    public void Known_vulnerabilities_end_the_restore_and_builds_are_deterministic_and_locked()
    {
        var properties = XDocument.Load(Path.Combine(Repository.Folder, "Directory.Build.props")).Descendants().Where(element => !element.HasElements).ToLookup(element => element.Name.LocalName, element => element.Value);
        Assert.That(string.Join(';', properties["WarningsAsErrors"]).Split(';'), Is.SupersetOf(new[] { "NU1901", "NU1902", "NU1903", "NU1904" }));
        Assert.That(properties["Deterministic"], Is.EqualTo(new[] { "true" }));
        Assert.That(properties["RestoreLockedMode"], Is.EqualTo(new[] { "true" }));
        Assert.That(Repository.Read(".ci", "run"), Does.Contain("dotnet restore --locked-mode"));
    }

    /// <summary>CycloneDX 1.6, without what differs from run to run.</summary>
    private static JsonObject Document() => new()
    {
        ["bomFormat"] = "CycloneDX",
        ["specVersion"] = "1.6",
        ["version"] = 1,
        ["metadata"] = new JsonObject { ["component"] = new JsonObject { ["type"] = "application", ["name"] = "DroneLogistics", ["licenses"] = Licences("Apache-2.0") } },
        ["components"] = new JsonArray([.. Packages().Select(package => (JsonNode)new JsonObject
        {
            ["type"] = "library",
            ["name"] = package.Name,
            ["version"] = package.Version,
            ["purl"] = $"pkg:nuget/{package.Name}@{package.Version}",
            ["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = Convert.ToHexStringLower(Convert.FromBase64String(package.Hash)) }),
            ["licenses"] = Licences(package.Licence),
        })]),
    };

    private static JsonArray Licences(string licence) =>
        new(licence.Contains(' ', StringComparison.Ordinal) ? new JsonObject { ["expression"] = licence } : new JsonObject { ["license"] = new JsonObject { ["id"] = licence } });

    /// <summary>Of the projects that ship, each once, by name.</summary>
    private static List<Package> Packages()
    {
        var found = new SortedDictionary<string, Package>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Folder, "src"), "packages.lock.json", SearchOption.AllDirectories))
        {
            foreach (var (name, entry) in JsonNode.Parse(System.IO.File.ReadAllText(file))!["dependencies"]!.AsObject().SelectMany(framework => framework.Value!.AsObject()))
            {
                if ((string?)entry!["resolved"] is { } version && (string?)entry["contentHash"] is { } hash)
                {
                    found[$"{name} {version}"] = new Package(name, version, hash, LicenceOf(name, version));
                }
            }
        }

        return [.. found.Values];
    }

    /// <summary>As the package states it; of old ones the address of a text.</summary>
    private static string LicenceOf(string name, string version)
    {
        var folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var metadata = XDocument.Load(Path.Combine(folder, name.ToLowerInvariant(), version.ToLowerInvariant(), name.ToLowerInvariant() + ".nuspec")).Root!.Elements().Single(element => element.Name.LocalName == "metadata").Elements().ToList();
        return metadata.FirstOrDefault(element => element.Name.LocalName == "license" && (string?)element.Attribute("type") == "expression")?.Value
            ?? (metadata.FirstOrDefault(element => element.Name.LocalName == "licenseUrl")?.Value is { } address && ByAddress.TryGetValue(address, out var licence) ? licence : $"stated elsewhere: {metadata.FirstOrDefault(element => element.Name.LocalName is "license" or "licenseUrl")?.Value}");
    }

    private sealed record Package(string Name, string Version, string Hash, string Licence);
}
