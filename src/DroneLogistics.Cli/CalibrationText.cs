using DroneLogistics.Performance;
using DroneLogistics.Simulation;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary>A fit in words and numbers.</summary>
internal static class CalibrationText
{
    public static void Show(TextWriter output, PointFit fit)
    {
        var table = Screen.Table(("point", false), ("type", false), ("take-off kg", true), ("error %", true), ("left out %", true));
        foreach (var (used, i) in fit.Used.Select((used, i) => (used, i)))
        {
            table.Row(used.Point.Name, used.Type.Text, Screen.Number(used.Point.TakeoffMass.Kilograms, "0.##"), Percent(fit.Fit.Errors[i]), Percent(fit.LeftOut[i]));
        }

        Screen.Write(output, table);
        Numbers(output, fit.Fit);
        output.WriteLine(Invariant($"{fit.Used.Count} points, mean absolute error {MeanPercent(fit.Fit.Errors):0.00} %; left out one at a time {MeanPercent(fit.LeftOut):0.00} %"));
    }

    public static void Show(TextWriter output, FlightFit fit)
    {
        var table = Screen.Table(("flight", false), ("route", false), ("error %", true), ("left out %", true));
        foreach (var (flight, i) in fit.Used.Select((flight, i) => (flight, i)))
        {
            table.Row(flight.Flight, flight.Route, Percent(fit.Fit.Errors[i]), Percent(fit.LeftOut[i]));
        }

        Screen.Write(output, table);
        foreach (var group in fit.NotUsed.GroupBy(prediction => prediction.WhyNot ?? "energy not measured"))
        {
            output.WriteLine($"not used, {group.Key}: flight {string.Join(", ", group.Select(prediction => prediction.Record.Flight))}");
        }

        Numbers(output, fit.Fit);
        var folds = fit.Used.Count > Calibration.FoldsAbove ? Invariant($"in {Calibration.Folds} folds") : "one at a time";
        output.WriteLine(Invariant($"{fit.Used.Count} flights, mean absolute error {MeanPercent(fit.Fit.Errors):0.00} %; left out {folds} {MeanPercent(fit.LeftOut):0.00} %, bias {100 * fit.LeftOut.Average():+0.00;-0.00} %"));
        output.WriteLine(fit.Type.EnergyIntervalShare is { } share
            ? Invariant($"energyIntervalShare {share:0.0000}: half the 90 % interval, from the errors of the flights left out")
            : "too few flights for a 90 % interval");
    }

    private static void Numbers(TextWriter output, CalibrationFit fit)
    {
        var table = Screen.Table(("number", false), ("fitted", true), ("prior", true), ("prior deviations", true));
        foreach (var (parameter, value) in fit.Parameters.Zip(fit.Values))
        {
            table.Row(parameter.Key, Screen.Number(value, "0.#####"), Screen.Number(parameter.Mean, "0.#####"), Screen.Number(parameter.DeviationsOf(value), "+0.00;-0.00;0.00"));
        }

        Screen.Write(output, table);
        output.WriteLine(Invariant($"condition number of the points' Jacobian, in prior deviations: {fit.ConditionNumber:0.0}"));
    }

    private static double MeanPercent(IReadOnlyList<double> errors) => 100 * errors.Average(Math.Abs);

    private static string Percent(double error) => Screen.Number(100 * error, "+0.00;-0.00;0.00");
}
