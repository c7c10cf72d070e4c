using System.CommandLine;
using System.Text.Json;
using DroneLogistics.Fleet;
using DroneLogistics.Formats;
using DroneLogistics.Service;
using DroneLogistics.Simulation;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary><c>drone validate</c>: predicts flights that were flown, from their plans, and says how far off it is.</summary>
internal static class ValidateCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Command Create()
    {
        var aircraft = AircraftChoice.Option(required: true);
        var flights = new Option<string>("--flights") { Description = "A log of flights as CSV with the columns flight, route, speed_mps, payload_g, altitude_m (a number or a chain 25-50-100), and if known ambient_wind_mps and energy_wh.", HelpName = "FILE", Required = true };
        var routes = new Option<string?>("--routes") { Description = "The routes of the log, in the form of data/validation/*-routes.json. Default: those of the type.", HelpName = "FILE" };
        var (data, json) = (CommonOptions.Data(), CommonOptions.Json("the score and every prediction as JSON"));
        var command = new Command("validate", "Predicts the energy of flights that were flown, from their plans alone, and scores the predictions.\n\nExample: drone validate --aircraft m100 --flights flights.csv") { aircraft, flights, routes, data, json };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(data) ?? WorldFiles.DefaultFolder;
            var type = AircraftChoice.Read(parsed.GetValue(aircraft)!, folder);
            var log = InputFile.Table(parsed.GetValue(flights)!, FlightRecordFile.Read);
            var policy = WorldFiles.Load(folder).Policy;
            var plan = new PlanPrediction(type, RecordedRoutesChoice.Read(parsed.GetValue(routes), type, folder), policy.Flight, policy.Reserve, policy.Wind);
            var predictions = log.Select(plan.Predict).ToList();
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                output.WriteLine(Json(type, predictions));
            }
            else
            {
                Show(output, type, predictions);
            }
        });
        return command;
    }

    private static string Json(AircraftType type, IReadOnlyList<FlightPrediction> predictions)
    {
        var score = PredictionScore.Of(predictions);
        return JsonSerializer.Serialize(
            new
            {
                Aircraft = type.Id.Text,
                ColumnsRead = FlightRecordFile.PlanColumns,
                ColumnCompared = FlightRecordFile.MeasuredColumn,
                score?.MapePercent,
                score?.MedianPercent,
                score?.P90Percent,
                score?.WorstPercent,
                score?.BiasPercent,
                score?.Coverage90Percent,
                score?.Width90Percent,
                Predicted = predictions.Count(prediction => prediction.Predicted is not null),
                Scored = score?.Flights ?? 0,
                Flights = predictions.Where(prediction => prediction.Predicted is not null).Select(prediction => new
                {
                    prediction.Record.Flight,
                    PredictedWh = prediction.Predicted?.WattHours,
                    LowWh = prediction.Low?.WattHours,
                    HighWh = prediction.High?.WattHours,
                }),
                NotPredicted = predictions.Where(prediction => prediction.Predicted is null).Select(prediction => new { prediction.Record.Flight, Reason = prediction.WhyNot }),
            },
            Indented);
    }

    private static void Show(TextWriter output, AircraftType type, IReadOnlyList<FlightPrediction> predictions)
    {
        output.WriteLine($"{type.NameEnglish}, predicted from the columns {string.Join(", ", FlightRecordFile.PlanColumns)}; {FlightRecordFile.MeasuredColumn} only compared.");
        var table = Screen.Table(("flight", false), ("route", false), ("predicted Wh", true), ("low Wh", true), ("high Wh", true), ("measured Wh", true), ("error %", true));
        foreach (var prediction in predictions.Where(prediction => prediction.Predicted is not null))
        {
            table.Row(
                prediction.Record.Flight,
                prediction.Record.Route,
                Number(prediction.Predicted?.WattHours, "0.00"),
                Number(prediction.Low?.WattHours, "0.00"),
                Number(prediction.High?.WattHours, "0.00"),
                Number(prediction.Record.MeasuredEnergy?.WattHours, "0.00"),
                Number(100 * prediction.RelativeError, "+0.0;-0.0;0.0"));
        }

        Screen.Write(output, table);
        foreach (var group in predictions.Where(prediction => prediction.Predicted is null).GroupBy(prediction => prediction.WhyNot))
        {
            output.WriteLine($"not predicted, {group.Key}: flight {string.Join(", ", group.Select(prediction => prediction.Record.Flight))}");
        }

        output.WriteLine(PredictionScore.Of(predictions) is { } score
            ? Invariant($"flights {score.Flights}  MAPE {score.MapePercent:0.00} %  median {score.MedianPercent:0.00} %  p90 {score.P90Percent:0.00} %  worst {score.WorstPercent:0.00} %  bias {score.BiasPercent:+0.00;-0.00} %  90 % interval {Interval(score)}")
            : "No flight was both predicted and measured: there is nothing to score.");
    }

    private static string Interval(PredictionScore score) => score is { Coverage90Percent: { } coverage, Width90Percent: { } width }
        ? Invariant($"covers {coverage:0.0} %, mean width {width:0.0} %")
        : "not known for this type";

    private static string Number(double? value, string format) => value is { } number ? Screen.Number(number, format) : "-";
}
