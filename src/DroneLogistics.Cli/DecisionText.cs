using DroneLogistics.V1;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary>A decision for people: the verdict first, then every reason, then how it comes about.</summary>
internal static class DecisionText
{
    public static void Write(TextWriter output, Decision decision, bool withDetails)
    {
        output.WriteLine(Headline(decision));
        Screen.Labelled(output, "departs", Screen.Instant(decision.DepartureTime));
        Screen.Labelled(output, "lands", Screen.Instant(decision.ArrivalTime));
        Screen.Labelled(output, "decided", Screen.Instant(decision.DecisionTime));
        if (decision.Forecast is { } forecast)
        {
            Screen.Labelled(output, "flies", Invariant($"{forecast.TrackDistanceM / 1000:0.0} km of track ({forecast.StraightDistanceM / 1000:0.0} km straight) at {forecast.CruiseAltitudeMAmsl:0} m AMSL and {forecast.CruiseAirspeedMps:0.0} m/s, take-off mass {forecast.TakeoffMassKg:0.0} kg"));
        }

        Screen.Labelled(output, "route", Route(decision.Route));
        if (decision.Forecast is { CruiseRule: not (CruiseRule.FixedSpeed or CruiseRule.Unspecified) } chosen)
        {
            Screen.Labelled(output, "speed", Invariant($"{chosen.CruiseAirspeedMps:0.00} m/s: {chosen.CruiseReason}"));
        }

        Screen.Labelled(output, "with", Invariant($"{Shown(decision.AircraftType)}, aircraft {Shown(decision.Aircraft)}, pack {Shown(decision.BatteryPack)}, {decision.PayloadKg:0.###} kg, wind {Wind(decision.Wind)}, {Air(decision)}"));
        if (decision.WeatherForecast is { } weather)
        {
            var cycle = weather.CycleTime is null ? string.Empty : $", run of {Screen.Instant(weather.CycleTime)}";
            Screen.Labelled(output, "forecast", Invariant($"{weather.Source}{cycle}, issued {Screen.Instant(weather.IssueTime)}, {weather.AgeDuration.ToTimeSpan().TotalHours:0.0} h old"));
        }

        if (decision.Odds is { } odds)
        {
            Screen.Labelled(output, "odds", Odds(odds));
        }

        Findings(output, decision);
        Remedies(output, decision);
        if (withDetails && decision.Forecast is { } flight)
        {
            Phases(output, flight);
            Ledger(output, flight.Energy);
            Reserve(output, flight.Reserve);
        }
    }

    public static string Headline(Decision decision)
    {
        var verdict = decision.Verdict == Verdict.Go ? "GO 可放行" : "NO_GO 不予放行";
        var block = decision.BlockDuration is null ? "no block time" : $"{Screen.Minutes(decision.BlockDuration)} min block";
        var charge = decision.HasLandingSocRatio ? $"lands with {Screen.Percent(decision.LandingSocRatio)} % charge" : "does not reach the destination";
        return $"{verdict}  {Shown(decision.Origin)} -> {Shown(decision.Destination)}  {block}, {charge}";
    }

    /// <summary>Every reason for a refusal, what the answer rests on, and how every check came out.</summary>
    public static void Findings(TextWriter output, Decision decision)
    {
        Refusals(output, decision);
        foreach (var advisory in decision.Advisories)
        {
            Screen.Labelled(output, "note", $"{Service.DecisionWriter.Name(advisory.Code)}: {advisory.Message}");
            Screen.Labelled(output, string.Empty, advisory.MessageZh);
        }

        Screen.Labelled(output, "checks", Invariant($"{decision.Checks.Count(check => check.Outcome == CheckOutcome.Pass)} of {decision.Checks.Count} passed: {string.Join(", ", decision.Checks.Select(check => $"{check.Check}{(check.Outcome == CheckOutcome.Pass ? string.Empty : check.Outcome == CheckOutcome.Fail ? " FAIL" : " UNKNOWN")}"))}"));
    }

    /// <summary>Every reason for a refusal.</summary>
    public static void Refusals(TextWriter output, Decision decision)
    {
        foreach (var finding in decision.Findings)
        {
            Screen.Labelled(output, "refused", $"{Service.DecisionWriter.Name(finding.Code)}: {finding.Message}");
            Screen.Labelled(output, string.Empty, finding.MessageZh);
            if (finding.HasMargin)
            {
                var unit = finding.Unit == "1" ? string.Empty : $" {finding.Unit}";
                Screen.Labelled(output, string.Empty, Invariant($"limit {finding.Limit:0.##}{unit}, actual {finding.Actual:0.##}{unit}, margin {finding.Margin:0.##}{unit}"));
            }
        }
    }

    /// <summary>What would help.</summary>
    private static void Remedies(TextWriter output, Decision decision)
    {
        foreach (var remedy in decision.Remedies)
        {
            var charge = remedy.HasLandingSocRatio ? $", lands with {Screen.Percent(remedy.LandingSocRatio)} % charge" : string.Empty;
            Screen.Labelled(output, "remedy", $"{string.Join(" And: ", remedy.Changes.Select(change => change.Message))} Then GO: {Screen.Minutes(remedy.BlockDuration)} min block{charge}.");
            Screen.Labelled(output, string.Empty, string.Concat(remedy.Changes.Select(change => change.MessageZh)));
        }

        if (decision.NoRemedyReason.Length > 0)
        {
            Screen.Labelled(output, "remedy", $"none. {decision.NoRemedyReason}");
            Screen.Labelled(output, string.Empty, decision.NoRemedyReasonZh);
        }
    }

    private static void Phases(TextWriter output, FlightForecast forecast)
    {
        output.WriteLine();
        var table = Screen.Table(("phase", false), ("start\nmin", true), ("time\nmin", true), ("way\nkm", true), ("from\nm AMSL", true), ("to\nm AMSL", true), ("air\nm/s", true), ("ground\nm/s", true), ("power\nkW", true), ("energy\nWh", true), ("charge\n%", true));
        foreach (var phase in forecast.Phases)
        {
            table.Row(
                phase.Phase.ToString(),
                Screen.Minutes(phase.StartOffset),
                Screen.Minutes(phase.Duration),
                Screen.Number(phase.DistanceM / 1000, "0.00"),
                Screen.Number(phase.StartAltitudeMAmsl, "0"),
                Screen.Number(phase.EndAltitudeMAmsl, "0"),
                Screen.Number(phase.AirspeedMps, "0.0"),
                Screen.Number(phase.GroundSpeedMps, "0.0"),
                Screen.Number(phase.PowerW / 1000, "0.00"),
                Screen.Number(phase.Energy.TotalWh, "0.0"),
                phase.HasEndSocRatio ? Screen.Percent(phase.EndSocRatio) : "-");
        }

        Screen.Write(output, table);
    }

    private static void Ledger(TextWriter output, EnergyLedger energy) =>
        Screen.Labelled(output, "energy", Invariant($"{energy.TotalWh:0.0} Wh = induced {energy.InducedWh:0.0} + profile {energy.ProfileWh:0.0} + parasite {energy.ParasiteWh:0.0} + climb {energy.ClimbWh:0.0} + acceleration {energy.AccelerationWh:0.0} + drivetrain {energy.DrivetrainWh:0.0} + avionics {energy.AvionicsWh:0.0} + battery loss {energy.BatteryLossWh:0.0}"));

    private static void Reserve(TextWriter output, ReservePlan reserve)
    {
        Screen.Labelled(output, "reserve", Invariant($"{reserve.AvailableWh:0} Wh at departure; trip {reserve.TripWh:0}, contingency {reserve.ContingencyWh:0}, final reserve {reserve.FinalReserveWh:0} ({reserve.FinalReserveRule}); margin {reserve.MarginWh:0} Wh"));
        Screen.Labelled(output, string.Empty, reserve.HasAlternateWh
            ? Invariant($"alternate {Shown(reserve.Alternate)}: {reserve.AlternateWh:0} Wh from overhead the destination, lands there with {Screen.Percent(reserve.AlternateLandingSocRatio)} %")
            : $"alternate: {reserve.AlternateNote}");
    }

    private static string Route(FlightRoute route)
    {
        var round = route.BendsRound.Count > 0 ? $"round {string.Join(", ", route.BendsRound)}" : "without a bend";
        return route.Standing switch
        {
            RouteStanding.Clear => $"the shortest that is clear, {round}",
            RouteStanding.UnauthorizedZones => $"no way is free of zones that need an authorization; the best through them, {round}",
            RouteStanding.ProhibitedZones => $"no way is free of prohibited zones; the best through them, {round}",
            _ => "the straight line",
        };
    }

    private static string Odds(CompletionOdds odds)
    {
        var causes = odds.Causes.Count == 0 ? string.Empty : $"; {string.Join(", ", odds.Causes.Select(share => $"{Service.RiskWriter.English(share.Cause)} {Screen.Percent(share.Share)} %"))}";
        return Invariant($"{Screen.Percent(odds.Complete.Value)} % end as planned ({Screen.Percent(odds.Complete.Low)} to {Screen.Percent(odds.Complete.High)}; {Screen.Percent(odds.MinCompleteProbability)} needed), {Screen.Percent(odds.OnTime.Value)} % in time, {Screen.Percent(odds.Divert.Value)} % land elsewhere, of {odds.SampleCount} variations{causes}");
    }

    private static string Wind(WindConditions? wind) => wind is null ? "unknown" : wind.SpeedMps == 0 ? "calm" : Invariant($"{wind.FromDeg:0}° {wind.SpeedMps:0.0} m/s");

    private static string Air(Decision decision)
    {
        const double StandardHectopascals = 1013.25;
        var pressure = decision.QnhHpa == StandardHectopascals ? string.Empty : Invariant($", QNH {decision.QnhHpa:0.##} hPa");
        var humidity = decision.RelativeHumidityPercent == 0 ? string.Empty : Invariant($", humidity {decision.RelativeHumidityPercent:0.#} %");
        return Invariant($"{decision.TemperatureDegc:0.#} °C{pressure}{humidity}");
    }

    private static string Shown(string name) => name.Length == 0 ? "none" : name[(name.LastIndexOf('/') + 1)..];
}
