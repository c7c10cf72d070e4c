using System.Globalization;
using DroneLogistics.V1;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary>Routes for people: side by side, then what each bends round, the straight line, and what can be flown instead.</summary>
internal static class RouteText
{
    public static string Write(PlanRouteResponse answer)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        output.WriteLine(DecisionText.Headline(answer.Routes[0].Decision));
        Table(output, answer);
        for (var i = 0; i < answer.Routes.Count; i++)
        {
            Screen.Labelled(output, Invariant($"route {i + 1}"), Bends(answer.Routes[i]));
        }

        var bands = answer.Routes[0].Bands;
        if (bands.Count > 0)
        {
            var (floor, ceiling) = (bands.MaxBy(band => band.FloorMAmsl)!, bands.MinBy(band => band.CeilingMAmsl)!);
            Screen.Labelled(output, "altitude", Invariant($"{answer.Routes[0].CruiseAltitudeMAmsl:0} m AMSL of {string.Join(", ", answer.TriedAltitudesMAmsl.Select(metres => Screen.Number(metres, "0")))} tried; at least {floor.FloorMAmsl:0} m over {floor.FloorName}, at most {ceiling.CeilingMAmsl:0} m {(ceiling.OverSea ? "over the sea" : "over land")}"));
        }

        if (answer.Routes[0].Decision.Verdict != Verdict.Go)
        {
            DecisionText.Refusals(output, answer.Routes[0].Decision);
        }

        Straight(output, answer);
        foreach (var offer in answer.Offers)
        {
            Screen.Labelled(output, "instead", offer.Message);
            Screen.Labelled(output, string.Empty, offer.MessageZh);
        }

        if (answer.Offers.Count == 0 && answer.Routes[0].Decision.Verdict != Verdict.Go)
        {
            Screen.Labelled(output, "instead", "Neither less payload, nor a stop, nor another type makes it GO; see the reasons.");
        }

        return output.ToString();
    }

    private static void Table(TextWriter output, PlanRouteResponse answer)
    {
        var table = Screen.Table(("route", true), ("verdict", false), ("least of all", false), ("altitude\nm AMSL", true), ("way\nkm", true), ("time\nmin", true), ("energy\nWh", true), ("charge\n%", true), ("near land\nkm", true));
        for (var i = 0; i < answer.Routes.Count; i++)
        {
            var (route, decision) = (answer.Routes[i], answer.Routes[i].Decision);
            table.Row(
                Invariant($"{i + 1}"),
                decision.Verdict == Verdict.Go ? "GO" : "NO_GO",
                string.Join(", ", route.Distinctions.Select(RouteFiles.Word)),
                Screen.Number(route.CruiseAltitudeMAmsl, "0"),
                Screen.Number(route.DistanceM / 1000, "0.0"),
                Screen.Minutes(decision.BlockDuration),
                decision.Forecast is { Reserve: { } reserve } ? Screen.Number(reserve.TripWh, "0") : "-",
                decision.HasLandingSocRatio ? Screen.Percent(decision.LandingSocRatio) : "-",
                Screen.Number(route.NearLandM / 1000, "0.0"));
        }

        Screen.Write(output, table);
    }

    private static string Bends(PlannedRoute route) => route.Decision.Route.Standing switch
    {
        RouteStanding.Unspecified => "no way round was found: the straight line",
        _ when route.Constraints.Count == 0 => "without a bend",
        _ => $"round {string.Join(", ", route.Constraints.Select(constraint => constraint.DisplayName + (constraint.HasExtraDistanceM ? Invariant($" (costs {constraint.ExtraDistanceM / 1000:0.00} km)") : string.Empty)))}",
    };

    private static void Straight(TextWriter output, PlanRouteResponse answer)
    {
        var verdict = answer.Straight.Verdict == Verdict.Go ? "GO" : "NO_GO";
        Screen.Labelled(output, "straight", Invariant($"{answer.StraightDistanceM / 1000:0.0} km: {verdict}; the best route is {Math.Max(0, (answer.Routes[0].DistanceM / answer.StraightDistanceM - 1) * 100):0.0} % longer, and none can be shorter than this"));
        foreach (var finding in answer.Straight.Findings)
        {
            Screen.Labelled(output, string.Empty, $"{Service.DecisionWriter.Name(finding.Code)}: {finding.Message}");
        }
    }
}
