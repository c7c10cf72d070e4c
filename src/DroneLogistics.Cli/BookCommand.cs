using System.CommandLine;
using DroneLogistics.V1;
using Grpc.Core;

namespace DroneLogistics.Cli;

/// <summary><c>drone book</c>: schedules a flight at a running service.</summary>
internal static class BookCommand
{
    public static Command Create()
    {
        var (flight, forecast) = (new FlightOptions(), new ForecastChoice("that is imported into the service before, as `drone forecast import` does it; a file that it has is not taken again, and of all forecasts the one that was issued last decides"));
        var cargo = new Option<string[]>("--cargo") { Description = "What is aboard, in your words; may be given several times.", HelpName = "TEXT" };
        var requestId = new Option<string?>("--request-id") { Description = "A UUID that makes a retry safe: the same id gets the first answer again. Default: a new one.", HelpName = "UUID" };
        var (server, tokenFile) = (CommonOptions.Server(), CommonOptions.TokenFile());
        var json = CommonOptions.Json("the Flight of the API as JSON, or the Decision where it is refused");
        var command = new Command("book", "Schedules a flight at a running service. The departure and the wind must be given.\n\nExample: drone book putuo liuheng --aircraft fz90 --payload 15 --depart 2026-12-01T09:00+08:00 --wind-from 340 --wind-speed 5\n\nExit codes: 0 booked, 2 refused, 75 lost race (another flight was stored first).");
        flight.AddTo(command, [.. forecast.Options, cargo, requestId, server, tokenFile, json]);
        forecast.Guard(command, server: null, flight);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new ScheduleFlightRequest
            {
                RequestId = parsed.GetValue(requestId) ?? Guid.NewGuid().ToString(),
                Flight = flight.Read(parsed),
                Cargo = { parsed.GetValue(cargo) ?? [] },
            };
            var output = parsed.InvocationConfiguration.Output;
            using var service = await ServiceConnection.OpenAsync(CommonOptions.Address(parsed, server), parsed.GetValue(tokenFile), cancellationToken);
            if (forecast.Request(parsed) is { } import)
            {
                await new WeatherService.WeatherServiceClient(service.Invoker).ImportForecastAsync(import, service.CallOptions(cancellationToken));
            }

            try
            {
                var booked = (await new FlightsService.FlightsServiceClient(service.Invoker).ScheduleFlightAsync(request, service.CallOptions(cancellationToken))).Flight;
                if (parsed.GetValue(json))
                {
                    await output.WriteLineAsync(Values.Json(booked));
                }
                else
                {
                    DecisionText.Write(output, booked.Decision, withDetails: false);
                    await output.WriteLineAsync($"  booked   {booked.Name}, request {booked.RequestId}");
                }

                return ExitCode.Go;
            }
            catch (RpcException trouble) when (ServiceErrors.Decision(trouble) is { } decision)
            {
                if (parsed.GetValue(json))
                {
                    await output.WriteLineAsync(Values.Json(decision));
                }
                else
                {
                    DecisionText.Write(output, decision, withDetails: false);
                    await output.WriteLineAsync(ServiceErrors.LostRace(trouble) ? "  not booked: another flight was stored first" : "  not booked");
                }

                return ServiceErrors.LostRace(trouble) ? ExitCode.TryAgain : ExitCode.NoGo;
            }
            catch (RpcException trouble) when (ServiceErrors.Explain(trouble) is { Code: ExitCode.TryAgain or ExitCode.Unavailable } explained)
            {
                // The answer may be lost and the flight booked all the same: only this id asks for it again.
                throw new CommandException(explained.Code, $"{explained.Message} A retry is safe with --request-id {request.RequestId}");
            }
        });
        return command;
    }
}
