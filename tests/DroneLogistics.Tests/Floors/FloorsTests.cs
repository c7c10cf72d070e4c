using System.Reflection;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace DroneLogistics.Tests.Floors;

/// <summary>Imports run one way, down; siblings on a floor do not know each other.</summary>
public sealed partial class FloorsTests
{
    private static readonly string[][] FloorPlan =
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

    private static readonly string[] AllowedReferences = ["NetTopologySuite", "MathNet.Numerics", "System.", "netstandard"];

    private static Assembly Core => typeof(Units.Length).Assembly;

    [Test]
    public void No_type_of_the_core_names_a_type_of_a_floor_above_or_of_a_sibling() =>
        Assert.That(Core.GetTypes().SelectMany(Violations), Is.Empty);

    [Test]
    public void No_file_of_the_core_uses_a_namespace_of_a_floor_above_or_of_a_sibling()
    {
        var root = SourceRoot();
        var violations = Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => SourceViolations(Path.GetRelativePath(root, file), File.ReadAllText(file)));
        Assert.That(violations, Is.Empty);
    }

    [Test]
    public void A_file_that_climbs_a_floor_is_found()
    {
        Assert.That(SourceViolations("Routing/Bad.cs", "using DroneLogistics.Simulation;"), Is.Not.Empty);
        Assert.That(SourceViolations("Sites/Bad.cs", "private DroneLogistics.Fleet.Aircraft x;"), Is.Not.Empty, "a sibling");
        Assert.That(SourceViolations("Dispatch/Good.cs", "using DroneLogistics.Simulation;"), Is.Empty);
    }

    [Test]
    public void Every_folder_of_the_core_stands_on_a_floor() =>
        Assert.That(
            Directory.GetDirectories(SourceRoot()).Select(Path.GetFileName).Except(["bin", "obj"]),
            Is.SubsetOf(FloorPlan.SelectMany(floor => floor)));

    [Test]
    public void The_core_references_geometry_numerics_and_the_base_library_only() =>
        Assert.That(
            Core.GetReferencedAssemblies().Select(reference => reference.Name!),
            Is.All.Matches<string>(name => AllowedReferences.Any(allowed => name!.StartsWith(allowed, StringComparison.Ordinal))));

    [Test]
    public void The_clock_the_seed_the_files_and_the_console_are_banned_in_the_core()
    {
        var banned = File.ReadAllText(Path.Combine(SourceRoot(), "BannedSymbols.txt"));
        foreach (var symbol in new[] { "P:System.DateTime.UtcNow;", "P:System.Random.Shared;", "T:System.IO.File;", "T:System.Console;", "T:System.Threading.Tasks.Task;", "T:System.TimeProvider;" })
        {
            Assert.That(banned, Does.Contain(symbol));
        }

        Assert.That(File.ReadAllText(Path.Combine(SourceRoot(), "DroneLogistics.csproj")), Does.Contain("BannedApiAnalyzers").And.Contain("BannedSymbols.txt"));
    }

    [Test]
    public void Every_banned_symbol_exists_so_that_a_misspelt_one_does_not_ban_nothing()
    {
        // Symbols of these assemblies: the core library, the console, the network.
        Type? Find(string name) => Type.GetType(name) ?? typeof(Console).Assembly.GetType(name) ?? typeof(System.Diagnostics.Stopwatch).Assembly.GetType(name)
            ?? typeof(HttpClient).Assembly.GetType(name) ?? typeof(System.Net.Sockets.Socket).Assembly.GetType(name);
        foreach (var line in File.ReadAllLines(Path.Combine(SourceRoot(), "BannedSymbols.txt")).Where(line => line.Length > 0))
        {
            var symbol = line.Split(';')[0];
            var name = symbol[2..];
            var type = symbol[0] == 'T' ? Find(name) : Find(name[..name.LastIndexOf('.')]);
            Assert.That(type, Is.Not.Null, symbol);
            if (symbol[0] is 'P' or 'M' && !name.EndsWith("#ctor", StringComparison.Ordinal))
            {
                Assert.That(type!.GetMember(name[(name.LastIndexOf('.') + 1)..]), Is.Not.Empty, symbol);
            }
        }
    }

    private static IEnumerable<string> Violations(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var named = type.GetFields(All).Select(field => field.FieldType)
            .Concat(type.GetProperties(All).Select(property => property.PropertyType))
            .Concat(type.GetMethods(All).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)))
            .Concat(type.GetConstructors(All).SelectMany(constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType)))
            .SelectMany(Parts);
        return named.Where(other => other.Assembly == Core && !MayName(Folder(type.Namespace), Folder(other.Namespace))).Select(other => $"{type} names {other}");
    }

    private static IEnumerable<Type> Parts(Type type) => type.HasElementType ? Parts(type.GetElementType()!) : type.GetGenericArguments().SelectMany(Parts).Append(type);

    private static IEnumerable<string> SourceViolations(string file, string text)
    {
        var folder = file.Split('/', '\\')[0];
        return Namespaces().Matches(text)
            .Select(match => match.Groups["folder"].Value)
            .Where(other => FloorPlan.Any(floor => floor.Contains(other)) && !MayName(folder, other))
            .Select(other => $"{file} names {other}");
    }

    private static bool MayName(string? from, string? to) =>
        from is null || to is null || from == to || Array.FindIndex(FloorPlan, floor => floor.Contains(from)) > Array.FindIndex(FloorPlan, floor => floor.Contains(to))
        || (FloorPlan[0].Contains(from) && FloorPlan[0].Contains(to));

    private static string? Folder(string? space) => space is { } name && name.StartsWith("DroneLogistics.", StringComparison.Ordinal) ? name.Split('.')[1] : null;

    private static string SourceRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DroneLogistics.sln")))
        {
            folder = folder.Parent;
        }

        Assert.That(folder, Is.Not.Null, "the tests run inside the repository");
        return Path.Combine(folder!.FullName, "src", "DroneLogistics");
    }

    [GeneratedRegex(@"DroneLogistics\.(?<folder>[A-Z][A-Za-z]+)")]
    private static partial Regex Namespaces();
}
