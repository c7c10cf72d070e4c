using DroneLogistics.Scheduling;
using DroneLogistics.Simulation;
using DroneLogistics.Sites;
using DroneLogistics.Terrain;
using static System.FormattableString;

namespace DroneLogistics.Dispatch;

/// <summary>What an answer rests on: assumptions that a reader must know. They refuse nothing.</summary>
public static class FlightAdvisories
{
    public static IReadOnlyList<Finding> For(PlannedFlight flight, Timetable? timetable) =>
    [
        .. WindAdvisory(flight),
        .. WeatherAdvisory(flight),
        .. TerrainAdvisory(flight.Airspace?.Corridor),
        .. TilesAdvisory(flight.Airspace?.Corridor),
        .. Ends(flight.Question).SelectMany(site => Position(site, flight.Policy)),
        .. Ends(flight.Question).SelectMany(site => Planned(site, flight.Purpose)),
        .. PlannedAlternate(flight),
        .. FleetAdvisory(flight, timetable),
        .. ReducedContingency(flight),
    ];

    /// <summary>Contingency below the policy's.</summary>
    private static IEnumerable<Finding> ReducedContingency(PlannedFlight flight)
    {
        if (flight.Question.ContingencyShare is { } share && flight.Policy.Reserve.ContingencyShare is var usual && share < usual)
        {
            yield return new Finding
            {
                Code = ReasonCode.ContingencyReduced,
                Limit = usual,
                Actual = share,
                Margin = share - usual,
                Unit = "1",
                English = Invariant($"{share * 100:0.##} % of the trip is kept as contingency, as it was asked for; usual are {usual * 100:0.##} %."),
                Chinese = Invariant($"应急储备 {share * 100:0.##} %(按要求),常规为 {usual * 100:0.##} %。"),
            };
        }
    }

    /// <summary>Reach is measured along straight lines.</summary>
    public static Finding StraightLines() => new()
    {
        Code = ReasonCode.TerrainAssumed,
        English = "Terrain, obstacles and airspace are not looked at for reach yet: paths are straight lines at cruise altitude.",
        Chinese = "可达性尚未考虑地形、障碍物和空域:航迹按巡航高度直线计算。",
    };

    /// <summary>What the heights below the way rest on, where nobody measured them.</summary>
    public static IEnumerable<Finding> TerrainAdvisory(FlightCorridor? corridor)
    {
        // On the spot the height is that of the pad, not of the tile it stands in.
        var assumed = (corridor?.Pieces ?? []).Where(piece => !piece.IsOnTheSpot || piece.Ground.Source != TerrainSource.ElevationGrid).Select(piece => piece.Ground).Where(ground => ground.IsAssumed).DistinctBy(ground => (ground.Source, ground.Name)).ToList();
        if (assumed.Count > 0)
        {
            // Tiles show no masts, and where they are there already they tell no better.
            var better = assumed.Exists(ground => ground.Source is not (TerrainSource.VesselMasts or TerrainSource.ElevationGrid)) ? " Elevation tiles would tell better." : string.Empty;
            yield return new Finding
            {
                Code = ReasonCode.TerrainAssumed,
                English = $"Heights below the way are assumed in part: {string.Join(", ", assumed.Select(English))}.{better}",
                Chinese = $"航路下方高程部分为假定值:{string.Join("、", assumed.Select(Chinese))}。",
            };
        }
    }

    /// <summary>The elevation tiles that were looked at.</summary>
    public static IEnumerable<Finding> TilesAdvisory(FlightCorridor? corridor)
    {
        var tiles = (corridor?.Pieces ?? []).SelectMany(piece => piece.Ground.Grids.Split(", ", StringSplitOptions.RemoveEmptyEntries)).Distinct().Order(StringComparer.Ordinal).ToList();
        if (tiles.Count > 0)
        {
            yield return new Finding
            {
                Code = ReasonCode.TerrainFromTiles,
                English = $"Ground below the way is from elevation tiles: {string.Join(", ", tiles)}. Where they have voids or end, the data that ships counts.",
                Chinese = $"航路下方地面高程取自高程瓦片:{string.Join("、", tiles)};瓦片无值或未覆盖处采用随附数据。",
            };
        }
    }

    private static string English(Ground ground) => ground.Source switch
    {
        TerrainSource.ElevationGrid => Invariant($"{ground.Name} {ground.Top?.Metres:0} m by {ground.Grids}, where no datum is named"),
        TerrainSource.SiteSurroundings => Invariant($"the surroundings of {ground.Name} and its way to the sea at {ground.Top?.Metres:0} m"),
        TerrainSource.VesselMasts => Invariant($"masts of {ground.Name} {ground.Top?.Metres:0} m"),
        _ => Invariant($"{ground.Name} {ground.Top?.Metres:0} m"),
    };

    private static string Chinese(Ground ground) => ground.Source switch
    {
        TerrainSource.SiteSurroundings => Invariant($"{ground.Name} 起降场周边及出海通道 {ground.Top?.Metres:0} m"),
        TerrainSource.VesselMasts => Invariant($"船舶桅杆 {ground.Top?.Metres:0} m"),
        _ => Invariant($"{ground.Name} {ground.Top?.Metres:0} m"),
    };

    /// <summary>A position that is known only approximately.</summary>
    public static IEnumerable<Finding> Position(Site site, PlanningPolicy policy)
    {
        var (accuracy, limit) = (site.HorizontalAccuracy.Metres, policy.PositionAdvisory.Metres);
        if (!(limit - accuracy > 0))
        {
            yield return new Finding
            {
                Code = ReasonCode.PositionApproximate,
                Limit = limit,
                Actual = accuracy,
                Margin = limit - accuracy,
                Unit = "m",
                Subject = $"sites/{site.Id}",
                Where = site.Position,
                English = Invariant($"The position of {site.NameEnglish} is known to {accuracy / 1000:0.#} km only."),
                Chinese = Invariant($"{site.NameChinese}位置精度仅 {accuracy / 1000:0.#} km。"),
            };
        }
    }

    private static IEnumerable<Site> Ends(FlightQuestion question) =>
        question.Origin == question.Destination ? [question.Origin] : [question.Origin, question.Destination];

    private static IEnumerable<Finding> WindAdvisory(PlannedFlight flight)
    {
        if (flight.Wind is not null && FlightClimate.Of(flight.Policy, flight.Question) is { } climate)
        {
            yield return climate.Advisory(flight.Question);
        }
        else if (flight.Question.Wind is null && flight.Weather is null && flight.Wind is not null)
        {
            yield return new Finding
            {
                Code = ReasonCode.WindAssumed,
                English = "No wind was given and no forecast is loaded: the answer is for calm air.",
                Chinese = "未给出风况且无预报:按静风计算。",
            };
        }
    }

    /// <summary>What of the weather nobody looked at.</summary>
    private static IEnumerable<Finding> WeatherAdvisory(PlannedFlight flight)
    {
        if (flight.Weather is not { } weather)
        {
            yield return new Finding
            {
                Code = ReasonCode.WeatherAssumed,
                English = "Rain, visibility, icing and thunderstorms were not judged: no forecast was used.",
                Chinese = "未使用预报:未评估降水、能见度、积冰和雷暴。",
            };
            yield break;
        }

        var (icing, lightning) = (weather.Moments.Any(moment => moment.Surface.Icing is null), weather.Moments.Any(moment => moment.Surface.Lightning is null));
        if (icing || lightning)
        {
            yield return new Finding
            {
                Code = ReasonCode.WeatherAssumed,
                English = $"The forecast does not tell {(icing && lightning ? "icing and thunderstorms: they were" : icing ? "icing: it was" : "thunderstorms: they were")} not judged.",
                Chinese = $"预报未给出{(icing && lightning ? "积冰和雷暴" : icing ? "积冰" : "雷暴")},未作评估。",
            };
        }
    }

    private static IEnumerable<Finding> Planned(Site site, DecisionPurpose purpose)
    {
        if (!site.IsOpenForScheduling && purpose == DecisionPurpose.Check)
        {
            yield return new Finding
            {
                Code = ReasonCode.SitePlanned,
                Subject = $"sites/{site.Id}",
                Where = site.Position,
                English = $"{site.NameEnglish} is {(site.Status == SiteStatus.TestCandidate ? "a test candidate" : "planned, not built")}: scheduling would refuse it.",
                Chinese = $"{site.NameChinese}尚未启用:排班将不予放行。",
            };
        }
    }

    private static IEnumerable<Finding> PlannedAlternate(PlannedFlight flight)
    {
        if (flight.Alternates is { Blocked.Reachable: [var alternate, ..], Sites: var sites } && alternate.Site.Id != flight.Question.Origin.Id
            && sites.TryGet(alternate.Site.Id, out var site) && !site.IsOpenForScheduling)
        {
            yield return new Finding
            {
                Code = ReasonCode.SitePlanned,
                Subject = $"sites/{site.Id}",
                Where = site.Position,
                English = $"The only alternates are planned, not built, {site.NameEnglish} the first of them: scheduling would refuse the flight.",
                Chinese = $"可达备降场仅有规划未建的起降场(首选{site.NameChinese}):排班将不予放行。",
            };
        }
    }

    private static IEnumerable<Finding> FleetAdvisory(PlannedFlight flight, Timetable? timetable)
    {
        var type = flight.Type.Id;
        if (timetable is not null && timetable.Fleet.Aircraft.Any(tail => tail.Type == type && tail.Assumed))
        {
            yield return new Finding
            {
                Code = ReasonCode.FleetAssumed,
                Subject = $"aircraftTypes/{type}",
                English = $"No fleet was named: one {flight.Type.NameEnglish} with two full packs is assumed at every site.",
                Chinese = $"未指定机队:假定每个起降场有一架{flight.Type.NameChinese}和两组满电电池。",
            };
        }
    }
}
