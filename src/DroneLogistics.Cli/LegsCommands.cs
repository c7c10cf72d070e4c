using System.CommandLine;
using System.Diagnostics;
using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Legs;
using DroneLogistics.Service;
using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Cli;

/// <summary><c>drone legs</c>: the leg table, of a running service or made here of a forecast.</summary>
internal static class LegsCommands
{
    public static Command Create() => new("legs", "Flights between all sites simulated ahead in a forecast, and quick quotes between them with an error bound. A quote is no GO: `drone check` decides.\n\nExample: drone legs quote putuo liuheng --aircraft fz90 --payload 12 --depart 2026-12-01T09:20+08:00 --forecast morning.csv")
    {
        Build(),
        Quote(),
        List(),
    };

    private static Command Build()
    {
        var source = new Source();
        var json = CommonOptions.Json("the LegTable of the API as JSON");
        var command = new Command("build", "Makes the table of a forecast here and tells what it holds and how long it took; with --server: how far that of the service is.\n\nExample: drone legs build --forecast morning.csv") { json };
        source.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var answer = source.Address(parsed) is { } url
                ? await source.AskAsync(parsed, url, (client, options) => client.GetLegTableAsync(new GetLegTableRequest { Name = LegTableQueries.Name }, options), cancellationToken)
                : LegTableQueries.Write(source.Make(parsed, type: null, cancellationToken).Progress);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Values.Json(answer));
            }
            else
            {
                LegsText.Write(output, answer);
            }

            return answer.State == V1.LegTable.Types.State.Ready ? ExitCode.Go : ExitCode.TryAgain;
        });
        return command;
    }

    private static Command Quote()
    {
        var (from, to) = (new Argument<string>("FROM") { Description = "Origin: the id of a site, for example putuo (see `drone sites`)." }, new Argument<string>("TO") { Description = "Destination: the id of a site." });
        var type = new Option<string>("--aircraft") { Description = "Aircraft type, for example fz90 (see `drone aircraft`).", HelpName = "TYPE", Required = true };
        var payload = Values.Number("--payload", "Payload, kilograms.", "KG");
        var depart = Values.Instant("--depart", "Departure (block-off) with its zone, for example 2026-12-01T09:20+08:00.");
        var source = new Source();
        var json = CommonOptions.Json("the QuoteLegResponse of the API as JSON");
        var command = new Command("quote", "Looks one flight up: block time, energy, charge at landing and reserve, each with the bound within which a simulation lies, and the limit that binds. Where the table cannot bound it, it says why and does not answer; the exit code then is 2.\n\nExample: drone legs quote putuo liuheng --aircraft fz90 --payload 12 --depart 2026-12-01T09:20+08:00 --server http://127.0.0.1:5080") { from, to, type, payload, depart, json };
        source.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new QuoteLegRequest
            {
                Origin = Values.Name("sites", parsed.GetValue(from)!),
                Destination = Values.Name("sites", parsed.GetValue(to)!),
                AircraftType = Values.Name("aircraftTypes", parsed.GetValue(type)!),
                DepartureTime = parsed.GetValue(depart),
            };
            if (parsed.GetValue(payload) is { } kilograms)
            {
                request.PayloadKg = kilograms;
            }

            var answer = source.Address(parsed) is { } url
                ? await source.AskAsync(parsed, url, (client, options) => client.QuoteLegAsync(request, options), cancellationToken)
                : LegTableQueries.Quote(source.World(parsed), () => source.Make(parsed, request.AircraftType, cancellationToken).Progress.Table!, request);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Values.Json(answer));
            }
            else
            {
                LegsText.Write(output, answer);
            }

            return answer.Miss == QuoteLegResponse.Types.Miss.Unspecified ? ExitCode.Go : ExitCode.NoGo;
        });
        return command;
    }

    private static Command List()
    {
        var from = new Option<string?>("--from") { Description = "Only from this site. Default: from all.", HelpName = "SITE" };
        var to = new Option<string?>("--to") { Description = "Only to this site. Default: to all.", HelpName = "SITE" };
        var type = new Option<string?>("--aircraft") { Description = "Only in this type. Default: in all.", HelpName = "TYPE" };
        var source = new Source();
        var json = CommonOptions.Json("the ListLegsResponse of the API as JSON, all pages in one");
        var command = new Command("list", "Lists the legs of the table, a line a leg and type: what flies, with how much, how long, and what refuses the rest.\n\nExample: drone legs list --from putuo --aircraft fz90 --forecast morning.csv") { from, to, type, json };
        source.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new ListLegsRequest
            {
                Origin = parsed.GetValue(from) is { } origin ? Values.Name("sites", origin) : string.Empty,
                Destination = parsed.GetValue(to) is { } destination ? Values.Name("sites", destination) : string.Empty,
                AircraftType = parsed.GetValue(type) is { } named ? Values.Name("aircraftTypes", named) : string.Empty,
                PageSize = 1000,
            };
            Dispatch.Legs.LegTable? table = null;
            var all = new ListLegsResponse();
            do
            {
                var page = source.Address(parsed) is { } url
                    ? await source.AskAsync(parsed, url, (client, options) => client.ListLegsAsync(request, options), cancellationToken)
                    : LegTableQueries.List(source.World(parsed), () => table ??= source.Make(parsed, request.AircraftType, cancellationToken).Progress.Table!, request);
                all.Legs.AddRange(page.Legs);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);

            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Values.Json(all));
            }
            else
            {
                LegsText.Write(output, all);
            }

            return ExitCode.Go;
        });
        return command;
    }

    /// <summary>Where a table comes from: a running service, or a forecast from a file.</summary>
    private sealed class Source
    {
        private const int Hours = 48;

        private readonly Option<Uri?> server = Values.Url("--server", "Ask a running service, which has the table of its forecast in force. Default: it is made here, of --forecast.");
        private readonly Option<string?> tokenFile = CommonOptions.TokenFile();
        private readonly Option<string?> data = CommonOptions.Data();
        private readonly Option<string?> terrain = CommonOptions.Terrain();
        private readonly Option<Timestamp?> at = CommonOptions.At();
        private readonly ForecastChoice forecast = new("to fly in, where no service is asked");
        private World? world;

        public void AddTo(Command command)
        {
            foreach (var option in (System.CommandLine.Option[])[at, server, tokenFile, data, terrain])
            {
                command.Add(option);
            }

            forecast.AddTo(command);
            command.OnlyOneOf(server, forecast.Options[0]);
        }

        public Uri? Address(ParseResult parsed) => parsed.GetValue(server);

        /// <summary>The world with the forecast of the file.</summary>
        /// <exception cref="CommandException">There is none, or it is refused.</exception>
        public World World(ParseResult parsed)
        {
            world ??= forecast.In(parsed, CommonOptions.Load(parsed, data, terrain), parsed.GetValue(at));
            return world.Forecast is not null ? world : throw new CommandException(ExitCode.Usage, "--forecast is missing; expected a file to make the table of, or --server.");
        }

        public async Task<T> AskAsync<T>(ParseResult parsed, Uri url, Func<LegTableService.LegTableServiceClient, Grpc.Core.CallOptions, Grpc.Core.AsyncUnaryCall<T>> ask, CancellationToken cancellationToken)
        {
            using var service = await ServiceConnection.OpenAsync(url, parsed.GetValue(tokenFile), cancellationToken);
            return await ask(new LegTableService.LegTableServiceClient(service.Invoker), service.CallOptions(cancellationToken));
        }

        /// <summary>Makes the table, of one type only where no other is asked about; its hours begin with that which runs, or with the forecast.</summary>
        public (LegTableProgress Progress, Dispatch.Legs.LegTable Table) Make(ParseResult parsed, string? type, CancellationToken cancellationToken)
        {
            var here = World(parsed);
            var now = parsed.GetValue(at)?.ToDateTimeOffset() ?? TimeProvider.System.GetUtcNow();
            if (LegTableQuestion.Within(here.Forecast!, now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerHour)), Hours) is not var (first, hours))
            {
                throw new CommandException(ExitCode.Usage, FormattableString.Invariant($"the forecast does not tell three full hours from {now:yyyy-MM-dd'T'HH:mm'Z'} on; expected a later one, or an earlier --at."));
            }

            var types = here.AircraftTypes.Where(one => string.IsNullOrEmpty(type) || type == $"aircraftTypes/{one.Id}").ToList();
            var watch = Stopwatch.StartNew();
            var table = Screen.WhileWorking(parsed.InvocationConfiguration.Error, "simulating legs", working =>
                LegTableBuild.Build(
                    new LegTableQuestion(here, here.Forecast!, types, LegTableQueries.PayloadSteps, first, hours),
                    null,
                    LegTableWork.On((stage, share) => Tell(working, stage, share), cancellationToken)));
            return (new LegTableProgress(V1.LegTable.Types.State.Ready, 1, string.Empty, table, watch.Elapsed), table);
        }

        // Ways are a third of the work; the line is gone at 1. From several threads: one at a time.
        private static void Tell(Action<double> working, LegStage stage, double share)
        {
            lock (working)
            {
                working(Math.Min(0.99, stage == LegStage.Ways ? share / 3 : (1 + (2 * share)) / 3));
            }
        }
    }
}
