using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Cli;

/// <summary>What a person or a script may get wrong before any flight is looked at.</summary>
public sealed class UsageTests
{
    private const string Question = """{"flight":{"origin":"sites/putuo","destination":"sites/liuheng","aircraftType":"aircraftTypes/fz90","payloadKg":15},"decisionTime":"2024-11-24T00:00:00Z"}""";

    private DirectoryInfo folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("drone-usage-");

    [TearDown]
    public void RemoveFolder() => folder.Delete(recursive: true);

    [TestCase("", "is empty")]
    [TestCase("nope", "line 1")]
    [TestCase("{\n\"flight\": {\"origin\": }}", "line 2")]
    [TestCase("""{"flight":{"payloadKgs":15}}""", "payloadKgs")]
    [TestCase("""{"flight":{"payloadKg":"heavy"}}""", "heavy")]
    [TestCase("""{"flight":{"origin":"sites/putuo","origin":"sites/liuheng"}}""", "origin")]
    [TestCase("""{"flight":{"departureTime":"2026-12-01T09:00"}}""", "2026-12-01T09:00")]
    [TestCase("""{"flight":{"origin":"sites/putuo","destination":"sites/liuheng","aircraftType":"aircraftTypes/fz90","payloadKg":"NaN"}}""", "flight.payload_kg is NaN")]
    public async Task A_request_file_that_is_wrong_is_named_with_what_is_wrong_in_it(string json, string complaint)
    {
        var file = await WriteAsync(json);
        var run = await Drone.RunAsync("check", "--request", file);
        Assert.That(run.Exit, Is.EqualTo(64));
        Assert.That(run.Error, Does.Contain(file).And.Contain(complaint));
        Assert.That(run.Output, Is.Empty);
    }

    [TestCase("--waypoint[0] lies 9454 m from Putuo public drone port", "--waypoint", "29.9,122.3", "--waypoint", "29.722,122.17")]
    [TestCase("--contingency is 0.01; expected between 0.03 and 0.05", "--contingency", "0.01")]
    public async Task An_option_of_the_flight_that_is_wrong_is_named_as_it_was_given(string complaint, params string[] options)
    {
        var run = await Drone.RunAsync([.. Drone.Check, "--at", "2024-11-24T08:00+08:00", .. options]);
        Assert.That(run.Exit, Is.EqualTo(64));
        Assert.That(run.Error, Does.Contain(complaint));
    }

    [Test]
    public async Task A_request_file_and_the_options_that_say_the_same_get_the_same_bytes()
    {
        var byFile = await Drone.RunAsync("check", "--json", "--request", await WriteAsync(Question));
        var byOptions = await Drone.RunAsync([.. Drone.Check, "--json", "--at", "2024-11-24T08:00+08:00"]);
        Assert.That(byFile.Exit, Is.Zero, byFile.Error);
        Assert.That(byFile.Output, Is.EqualTo(byOptions.Output));
    }

    // Left aside in silence, a wind of 30 m/s beside the file would be answered GO.
    [TestCase("putuo")]
    [TestCase("--aircraft", "fz90")]
    [TestCase("--tail", "fz90-putuo")]
    [TestCase("--pack", "fz90-putuo-1")]
    [TestCase("--payload", "15")]
    [TestCase("--via", "taohua")]
    [TestCase("--depart", "2026-12-01T09:00Z")]
    [TestCase("--wind-from", "340")]
    [TestCase("--wind-speed", "30")]
    [TestCase("--gust", "30")]
    [TestCase("--temperature", "40")]
    [TestCase("--qnh", "1000")]
    [TestCase("--humidity", "80")]
    [TestCase("--speed", "20")]
    [TestCase("--airspeed", "20")]
    [TestCase("--arrive", "2026-12-01T09:40Z")]
    [TestCase("--altitude", "100")]
    [TestCase("--way", "way.kml")]
    public async Task An_option_of_the_flight_beside_a_request_file_is_refused(params string[] beside)
    {
        var run = await Drone.RunAsync(["check", "--request", await WriteAsync(Question), .. beside]);
        Assert.That(run.Exit, Is.EqualTo(64), run.Output);
        Assert.That(run.Error, Does.Contain("--request"));
    }

    [TestCase("--csv and --geojson exclude each other", "simulate", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--csv", "--geojson")]
    [TestCase("--speed and --arrive exclude each other", "check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--speed", "25", "--arrive", "2026-12-01T09:40Z")]
    [TestCase("--speed is \"fast\"; expected a number of metres a second", "check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--speed", "fast")]
    [TestCase("--arrive is 2024-11-25T00:10:00Z; expected after the departure, 2024-11-25T01:00:00Z", "check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--at", "2024-11-24T00:00Z", "--arrive", "2024-11-25T00:10Z")]
    [TestCase("--qnh is 29.92; expected between 850 and 1090 hPa", "check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--qnh", "29.92")]
    [TestCase("--humidity is 120; expected between 0 and 100 %", "evaluate-site", "30.12,122.50", "--aircraft", "fz90", "--payload", "10", "--humidity", "120")]
    [TestCase("--listen and --port exclude each other", "serve", "--listen", "127.0.0.1:0", "--port", "0")]
    [TestCase("--port is \"70000\"; expected a port, 0 to 65535", "serve", "--port", "70000")]
    [TestCase("--port is \"abc\"", "serve", "--port", "abc")]
    [TestCase("no port above 65535", "serve", "--port", "65535")]
    [TestCase("did you mean \"check\"", "chek", "putuo", "liuheng")]
    [TestCase("did you mean \"--temperature\"", "check", "putuo", "liuheng", "--temprature", "3")]
    [TestCase("did you mean \"network\"", "plot", "netwrk")]
    [TestCase("\"there\"", "check", "putuo", "liuheng", "there")]
    [TestCase("FROM is missing", "check")]
    [TestCase("--aircraft is missing; expected a type", "check", "putuo", "liuheng", "--payload", "15")]
    [TestCase("'--payload'", "check", "putuo", "liuheng", "--payload")]
    [TestCase("'--payload'", "check", "putuo", "liuheng", "--payload", "15", "--payload", "16")]
    [TestCase("--wind-from is -5", "check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--wind-from", "-5", "--wind-speed", "3")]
    [TestCase("--payload is \"1,5\"", "check", "putuo", "liuheng", "--payload", "1,5")]
    [TestCase("write 2026-12-01T09:00+08:00", "check", "putuo", "liuheng", "--at", "2026-12-01T09:00")]
    [TestCase("--grpc is \"nonsense\"; expected a URL", "call", "NetworkService/ListSites", "--grpc", "nonsense")]
    [TestCase("--server is \"ftp://x\"; expected a URL", "flights", "--server", "ftp://x")]
    [TestCase("did you mean \"NetworkService/GetSite\"", "call", "NetworkService/GetSit")]
    public async Task A_wrong_word_is_named_in_one_line_with_what_would_be_right(string complaint, params string[] args)
    {
        var run = await Drone.RunAsync(args);
        Assert.That(run.Exit, Is.EqualTo(64));
        Assert.That(run.Error, Does.StartWith("drone: ").And.Contain(complaint).And.Not.Contain("System."));
        Assert.That(run.Output, Is.Empty);
    }

    [Test]
    public async Task Ids_may_be_typed_in_any_case()
    {
        string[] at = ["--json", "--at", "2024-11-24T08:00+08:00"];
        var typed = await Drone.RunAsync(["check", "Putuo", "LIUHENG", "--aircraft", "FZ90", "--payload", "15", .. at]);
        Assert.That(typed.Output, Is.EqualTo((await Drone.RunAsync([.. Drone.Check, .. at])).Output), typed.Error);
    }

    [Test]
    public async Task Every_help_fits_100_columns_and_that_of_a_command_has_an_example()
    {
        var root = await Drone.RunAsync("--help");
        Assert.That(root.Output, Does.Not.Contain("Example"), "the list of commands has one line for each");
        foreach (var command in (string[])["check", "simulate", "evaluate-site", "sites", "routes", "aircraft", "plot network", "serve", "play", "book", "flights", "cancel", "call"])
        {
            var help = await Drone.RunAsync([.. command.Split(' '), "--help"]);
            Assert.That(help.Exit, Is.Zero, command);
            Assert.That(help.Output, Does.Contain($"Example: drone {command}").And.Not.Contain(AppContext.BaseDirectory), command);
            Assert.That(help.Output.Split('\n').Where(line => line.TrimEnd().Length > 100 && !line.Contains("Example", StringComparison.Ordinal)), Is.Empty, command);
        }
    }

    [TestCase("--payload", "kilograms")]
    [TestCase("--wind-from", "degrees")]
    [TestCase("--wind-speed", "metres a second")]
    [TestCase("--gust", "metres a second")]
    [TestCase("--temperature", "degrees Celsius")]
    [TestCase("--qnh", "hectopascal")]
    [TestCase("--humidity", "percent")]
    [TestCase("--altitude", "metres above mean sea level")]
    public async Task The_help_of_a_number_names_its_unit(string option, string unit)
    {
        var help = (await Drone.RunAsync("check", "--help")).Output;
        var own = help[help.IndexOf($"\n  {option} <", StringComparison.Ordinal)..];
        var text = string.Join(' ', own[..own.IndexOf("\n  -", 1, StringComparison.Ordinal)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.That(text, Does.Contain(unit));
    }

    [Test]
    public async Task A_trace_calls_the_phases_what_the_API_calls_them()
    {
        string[] flight = ["simulate", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--step", "3600"];
        foreach (var form in (string[])["--csv", "--geojson", "--json"])
        {
            Assert.That((await Drone.RunAsync([.. flight, form])).Output, Does.Contain("VERTICAL_CLIMB"), form);
        }
    }

    private async Task<string> WriteAsync(string json)
    {
        var file = Path.Combine(folder.FullName, "request.json");
        await File.WriteAllTextAsync(file, json);
        return file;
    }
}
