using System.Text;
using System.Text.Json.Nodes;
using DroneLogistics.Service.Tests.Weather;
using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.BadInputs;

/// <summary>Every bad input of the list gets its code and its reason by gRPC and as JSON, and so does every other value of its class.</summary>
public sealed class BadInputTests
{
    private const int Draws = 20;

    [Test]
    public async Task Each_row_and_twenty_others_of_its_class_get_their_code_and_reason_by_both_doors()
    {
        await using var service = await RunningService.StartAsync();
        using var calls = new RawCalls(service);
        var booked = (await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight;
        var closed = await service.Airspace.CreateClosureAsync((CreateClosureRequest)GoodRequests.Of("CreateClosure", string.Empty, null!));
        var world = new BadInputWorld(service, calls, booked, closed);
        await service.Weather.ImportForecastAsync(Old());
        var wrong = new List<string>();
        foreach (var row in BadInputList.Rows.Where(row => !row.IsElsewhere && !row.IsProvenByTest))
        {
            var random = new Random(int.Parse(row.Id[3..], System.Globalization.CultureInfo.InvariantCulture));
            for (var draw = 0; draw < (row.Draw == "file too large" ? 1 : row.Draw.StartsWith("five", StringComparison.Ordinal) ? 3 : Draws); draw++)
            {
                await foreach (var (door, answer, draft) in AskAsync(row, random, world))
                {
                    if (answer.Code != row.Code || (row.Code != "OK" && answer.Reason != row.Reason))
                    {
                        wrong.Add($"{row.Id} {row.Draw} {door} {draft?.Path}: {answer.Code} {answer.Reason}, expected {row.Code} {row.Reason}; {answer.Text[..Math.Min(300, answer.Text.Length)]}");
                    }
                }
            }
        }

        Assert.That(wrong.GroupBy(line => line[..6]).Select(lines => $"{lines.Count()} x {lines.First()}"), Is.Empty);
        Assert.That((await service.Flights.ListFlightsAsync(new ListFlightsRequest { ShowCancelled = true })).Flights.Select(flight => flight.Name), Is.EqualTo(new[] { booked.Name }), "nothing but the first flight is stored");
    }

    private static async IAsyncEnumerable<(string Door, Answer Answer, Draft? Draft)> AskAsync(BadInput row, Random random, BadInputWorld world)
    {
        if (row.Target == "wire")
        {
            yield return ("gRPC", await BadFrames.AskAsync(row.Draw, random, world), null);
            yield break;
        }

        if (row.Target == "reader")
        {
            yield return ("reader", BadReports.Ask(row.Draw, random, world), null);
            yield break;
        }

        var targets = (row.Target.StartsWith("json ", StringComparison.Ordinal) ? row.Target[5..] : row.Target).Split('|');
        var target = targets[random.Next(targets.Length)].Split(' ');
        var method = OpenApiDocument.Services.SelectMany(service => service.Methods).Single(known => known.Name == target[0]);
        var path = target.Length > 1 ? target[1] : string.Empty;
        if (BadBodies.Classes.TryGetValue(row.Draw, out var ask))
        {
            yield return ("JSON", await ask(method, random, world), null);
            yield break;
        }

        var draft = new Draft(method, GoodRequests.Of(target[0], path, world), path, random, world);
        var good = JsonFormatter.Default.Format(draft.Request);
        (BadValues.Classes.GetValueOrDefault(row.Draw) ?? BadRegions.Classes.GetValueOrDefault(row.Draw) ?? BadFiles.Classes.GetValueOrDefault(row.Draw) ?? throw new AssertionException($"{row.Id}: there is no class \"{row.Draw}\"."))(draft);
        if (!draft.OnlyJson)
        {
            yield return ("gRPC", await world.Calls.GrpcAsync($"/{method.Service.FullName}/{method.Name}", RawCalls.Frame(draft.Request.ToByteArray())), draft);
        }

        var body = (JsonObject)JsonNode.Parse(draft.Json is null ? JsonFormatter.Default.Format(draft.Request) : good)!;
        draft.Json?.Invoke(body);
        var (verb, url, sent) = RawCalls.Binding(method, draft.Request, body);
        using var content = sent is not null ? new StringContent(draft.Text(sent.ToJsonString()), Encoding.UTF8, "application/json") : null;
        var answer = await world.Calls.JsonAsync(verb, url, content);
        if (answer.Code == "OK")
        {
            draft.Also?.Invoke(answer);
        }

        yield return ("JSON", answer, draft);
    }

    /// <summary>A forecast of the day before yesterday that tells of today.</summary>
    private static ImportForecastRequest Old()
    {
        var request = ForecastFiles.Import(ForecastFiles.Csv(ForecastFiles.Calm));
        request.IssueTime = Requests.Now.AddHours(-60).ToTimestamp();
        return request;
    }
}
