using System.Reflection;
using System.Xml.Linq;
using NUnit.Framework;

namespace DroneLogistics.Tests.Floors;

public sealed class BannedSymbolsTests
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance;

    private static readonly string[] Rules = Repository.Read("src", "DroneLogistics", "BannedSymbols.txt")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [TestCaseSource(nameof(Rules))]
    public void A_rule_names_a_symbol_that_exists_and_says_what_to_do_instead(string rule)
    {
        var parts = rule.Split(';');

        Assert.That(parts, Has.Length.EqualTo(2));
        Assert.That(Exists(parts[0]), Is.True, parts[0]);
        Assert.That(parts[1], Is.Not.Empty);
    }

    [TestCase("P:System.DateTime.Nov")]
    [TestCase("T:System.IO.Fyle")]
    [TestCase("M:System.Guid.NewGuidd")]
    [TestCase("F:System.DateTime.Now")]
    public void A_rule_with_a_typing_error_would_be_noticed(string symbol)
    {
        Assert.That(Exists(symbol), Is.False);
    }

    [TestCase("P:System.DateTime.UtcNow")]
    [TestCase("P:System.DateTimeOffset.UtcNow")]
    [TestCase("T:System.TimeProvider")]
    [TestCase("P:System.Random.Shared")]
    [TestCase("M:System.Random.#ctor")]
    [TestCase("T:System.IO.File")]
    [TestCase("T:System.Console")]
    [TestCase("T:System.Threading.Tasks.Task")]
    public void Clock_seed_files_console_and_tasks_are_banned(string symbol)
    {
        Assert.That(Rules, Has.One.StartsWith(symbol + ";"));
    }

    [Test]
    public void The_core_builds_with_the_analyzer_and_hands_it_the_rules()
    {
        var project = XDocument.Parse(Repository.Read("src", "DroneLogistics", "DroneLogistics.csproj"));
        var build = XDocument.Parse(Repository.Read("Directory.Build.props"));

        Assert.That(Included(project, "PackageReference"), Has.One.EqualTo("Microsoft.CodeAnalysis.BannedApiAnalyzers"));
        Assert.That(Included(project, "AdditionalFiles"), Has.One.EqualTo("BannedSymbols.txt"));
        Assert.That(build.Descendants("TreatWarningsAsErrors").Select(element => element.Value), Is.EqualTo(["true"]));
        Assert.That(project.Descendants("NoWarn").Concat(build.Descendants("NoWarn")).Select(element => element.Value), Has.None.Contains("RS0030"));
        Assert.That(Repository.Read(".editorconfig"), Does.Not.Contain("RS0030"));
    }

    [Test]
    public void No_file_of_the_core_switches_the_analyzer_off()
    {
        var files = Directory.GetFiles(Repository.CoreFolder, "*.cs", SearchOption.AllDirectories);

        Assert.That(files.Where(path => File.ReadAllText(path).Contains("RS0030", StringComparison.Ordinal)), Is.Empty);
    }

    private static IEnumerable<string?> Included(XDocument project, string element) =>
        project.Descendants(element).Select(item => item.Attribute("Include")?.Value);

    /// <summary>Whether a documentation id without parameters names something in the base library.</summary>
    private static bool Exists(string symbol)
    {
        var name = symbol[2..];
        var dot = name.LastIndexOf('.');
        return symbol[..2] switch
        {
            "T:" => Find(name) is not null,
            "P:" => Find(name[..dot])?.GetProperty(name[(dot + 1)..], Any) is not null,
            "M:" when name.EndsWith(".#ctor", StringComparison.Ordinal) => Find(name[..dot])?.GetConstructor(Type.EmptyTypes) is not null,
            "M:" => Find(name[..dot])?.GetMethod(name[(dot + 1)..], Any, Type.EmptyTypes) is not null,
            "F:" => Find(name[..dot])?.GetField(name[(dot + 1)..], Any) is not null,
            _ => false,
        };
    }

    private static Type? Find(string name) =>
        typeof(object).Assembly.GetType(name)
        ?? Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System.*.dll")
            .Select(path => Type.GetType($"{name}, {Path.GetFileNameWithoutExtension(path)}"))
            .FirstOrDefault(type => type is not null);
}
