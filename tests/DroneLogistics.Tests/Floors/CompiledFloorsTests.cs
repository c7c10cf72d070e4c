using System.Reflection;
using System.Text.RegularExpressions;
using DroneLogistics.Dispatch;
using NUnit.Framework;

namespace DroneLogistics.Tests.Floors;

public sealed partial class CompiledFloorsTests
{
    private const string Root = "DroneLogistics";

    private static readonly Assembly Core = typeof(World).Assembly;

    [Test]
    public void No_compiled_type_of_the_core_names_a_folder_that_is_not_below_its_own()
    {
        Assert.That(Violations(Core.GetTypes(), Root), Is.Empty);
    }

    [Test]
    public void No_source_file_of_the_core_names_a_folder_that_is_not_below_its_own()
    {
        var files = Directory.GetFiles(Repository.CoreFolder, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: path, Parts: Path.GetRelativePath(Repository.CoreFolder, path).Split(Path.DirectorySeparatorChar)))
            .Where(file => file.Parts[0] is not ("bin" or "obj"))
            .ToList();

        Assert.That(files, Has.Count.GreaterThan(50), "files read");
        Assert.That(files.SelectMany(file => Violations(file.Parts[0], File.ReadAllText(file.Path))), Is.Empty);
    }

    [Test]
    public void Every_folder_of_the_core_stands_on_a_floor_and_every_file_says_its_own_folder()
    {
        var types = Core.GetTypes().Where(type => type.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true).ToList();

        Assert.That(types.Select(type => Floor.FolderOf(type.Namespace, Root)).Distinct(), Is.All.Matches<string?>(folder => folder is not null && Floor.Knows(folder)));
        foreach (var path in Directory.GetFiles(Repository.CoreFolder, "*.cs", SearchOption.AllDirectories))
        {
            var parts = Path.GetRelativePath(Repository.CoreFolder, path).Split(Path.DirectorySeparatorChar);
            if (parts[0] is not ("bin" or "obj"))
            {
                Assert.That(File.ReadAllText(path), Does.Contain($"namespace {Root}.{string.Join('.', parts[..^1])};"), path);
            }
        }
    }

    [Test]
    public void The_test_of_compiled_types_sees_a_name_in_a_body_a_sibling_and_nothing_that_is_allowed()
    {
        var root = typeof(CompiledFloorsTests).Namespace + ".Invented";
        var invented = typeof(CompiledFloorsTests).Assembly.GetTypes().Where(type => Floor.FolderOf(type.Namespace, root) is not null);

        // Dispatch naming Weather and Weather naming Units are allowed.
        Assert.That(
            Violations(invented, root).Distinct(),
            Is.EquivalentTo(["Units.Ground names Dispatch.Attic", "Weather.Wind names Sites.Site"]));
    }

    [TestCase("Units", "using DroneLogistics.Dispatch;", "Units names Dispatch")]
    [TestCase("Fleet", "using DroneLogistics.Sites.Formats;", "Fleet names Sites")]
    [TestCase("Performance", "const double G = DroneLogistics.Routing.Path.G;", "Performance names Routing")]
    [TestCase("Sites", "// why\nusing static DroneLogistics.Fleet.Words;", "Sites names Fleet")]
    [TestCase("Weather", "var a = nameof(Dispatch.World);", "Weather names Dispatch")]
    public void The_test_of_source_text_sees_an_invented_violation(string folder, string source, string violation)
    {
        Assert.That(Violations(folder, source), Is.EqualTo([violation]));
    }

    [TestCase("Dispatch", "using DroneLogistics.Units;")]
    [TestCase("Fleet", "using DroneLogistics.Fleet.Formats;")]
    [TestCase("Sites", "// Fleet.Aircraft stands at a site.")]
    [TestCase("Units", "/// <summary>See <c>Dispatch.World</c>.</summary>")]
    [TestCase("Geodesy", "var s = task.Weather.Wind;")]
    public void The_test_of_source_text_lets_pass_what_is_allowed(string folder, string source)
    {
        Assert.That(Violations(folder, source), Is.Empty);
    }

    [Test]
    public void The_core_refers_to_its_two_libraries_and_the_base_library_only()
    {
        var references = Core.GetReferencedAssemblies().Select(name => name.Name!).ToList();

        Assert.That(references, Has.Some.EqualTo("NetTopologySuite"));
        Assert.That(
            references.Where(name => name is not ("NetTopologySuite" or "MathNet.Numerics" or "netstandard") && !name.StartsWith("System.", StringComparison.Ordinal)),
            Is.Empty);
    }

    private static IEnumerable<string> Violations(IEnumerable<Type> types, string root) =>
        from type in types
        let folder = Floor.FolderOf(type.Namespace, root)
        where folder is not null
        from named in TypeReferences.Of(type)
        let other = Floor.FolderOf(named.Namespace, root)
        where other is not null && !Floor.MayName(folder, other)
        select $"{folder}.{type.Name} names {other}.{named.Name}";

    private static IEnumerable<string> Violations(string folder, string source) =>
        from line in source.Split('\n')
        where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
        from match in FolderNames().Matches(line)
        let other = match.Groups["folder"].Value
        where Floor.Knows(other) && !Floor.MayName(folder, other)
        select $"{folder} names {other}";

    // A folder in a using directive or in a qualified name: after the root, or at the start of a name and followed by a member.
    [GeneratedRegex(@"DroneLogistics\.(?<folder>[A-Z]\w+)|(?<![\w.])(?<folder>[A-Z]\w+)(?=\.[A-Z]\w*)")]
    private static partial Regex FolderNames();
}
