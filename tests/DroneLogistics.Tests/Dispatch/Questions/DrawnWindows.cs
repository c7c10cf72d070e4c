using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Questions;
using DroneLogistics.Geodesy;
using DroneLogistics.Scheduling;
using DroneLogistics.Scheduling.Closures;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Tests.Dispatch.Questions;

/// <summary>One question for windows, drawn.</summary>
/// <param name="Question">The flight.</param>
/// <param name="Horizon">Departures that are asked about.</param>
/// <param name="Timetable">With what is closed and what others hold.</param>
internal sealed record WindowsCase(FlightQuestion Question, TimeWindow Horizon, Timetable Timetable);

/// <summary>What a scan says of the windows of a case.</summary>
/// <param name="Windows">How many there are.</param>
/// <param name="Asked">Departures that the scan asked about.</param>
/// <param name="Differences">Where the two differ.</param>
internal sealed record WindowsComparison(int Windows, int Asked, IReadOnlyList<string> Differences);

/// <summary>
/// Questions for windows on the routes in service: any type, load, hour, wind by hand or an hourly forecast with showers, closures down to
/// some seconds, flights of others. Windows are compared with CheckFlight at a random second of every minute and beside every edge.
/// </summary>
internal static class DrawnWindows
{
    /// <summary>The instant of the decisions.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string From, string To)[] InService = [("putuo", "liuheng"), ("liuheng", "putuo"), ("sijiao", "gouqi"), ("gouqi", "sijiao"), ("dinghai-port", "dongju"), ("dongju", "dinghai-port"), ("dingzuimen", "gaoting"), ("gaoting", "dingzuimen"), ("putuo", "miaozihu")];

    /// <summary>The world with a least probability of zero: windows are then those of the checks that need no variations.</summary>
    public static World WithoutProbability(World world)
    {
        const int FewSamples = 64;
        var policy = world.Policy with { Completion = world.Policy.Completion with { MinProbability = 0, Samples = FewSamples, MoreSamples = FewSamples } };
        return new World(world.Sites, world.Routes, world.AircraftTypes, world.FerryTerminals, world.Coastline, policy, world.Uncertainty, world.Space, world.Weather, world.Forecast) { Climatology = world.Climatology };
    }

    /// <summary>Draws a case.</summary>
    /// <param name="world">The network.</param>
    /// <param name="random">The draw.</param>
    /// <param name="probability">Least probability asked for; null: none.</param>
    public static WindowsCase Draw(World world, Random random, double? probability)
    {
        var (from, to) = InService[random.Next(InService.Length)];
        var type = random.Next(2) == 0 ? world.AircraftTypes.Single(one => one.Id.Text == "fz90") : world.AircraftTypes[random.Next(world.AircraftTypes.Count)];
        var start = Now.AddHours(22).AddSeconds(random.Next(15 * 3600));
        var horizon = new TimeWindow(start, start.AddSeconds(random.Next(120, 2400)));
        var question = new FlightQuestion
        {
            Origin = world.Sites[new SiteId(from)],
            Destination = world.Sites[new SiteId(to)],
            Type = type,
            Payload = Mass.FromKilograms(Math.Round(random.NextDouble() * (type.MaxPayload?.Kilograms ?? 10), 1)),
            Departure = start,
            MinCompletionProbability = probability,
        };
        question = random.Next(4) switch
        {
            0 => question,
            1 => question with { Wind = new Wind(Bearing.FromDegrees(random.Next(360)), Speed.FromMetresPerSecond(random.NextDouble() * 10), null) },
            _ => question with { Forecast = Weather(world, random, start) },
        };
        return new WindowsCase(question, horizon, Closed(question, horizon, random, Booked(world, question, horizon, random)));
    }

    /// <summary>Looks for the windows and asks about departures in and out of them.</summary>
    public static WindowsComparison Compare(World world, WindowsCase asked, Random random)
    {
        var (windows, _) = DepartureWindows.Find(world, asked.Timetable, asked.Question, asked.Horizon, Now);
        var seconds = Minutes(asked.Horizon, random)
            .Concat(windows.SelectMany(window => new[] { window.Window.Start.AddSeconds(-1), window.Window.Start, window.Window.Start.AddSeconds(1), window.Window.End.AddSeconds(-2), window.Window.End.AddSeconds(-1), window.Window.End }))
            .Where(asked.Horizon.Contains).Distinct().ToList();
        var differences = new List<string>();
        foreach (var second in seconds)
        {
            var decision = CheckFlight.Decide(world, asked.Timetable, asked.Question with { Departure = second }, Now, DecisionPurpose.Check);
            if (decision.Verdict == Verdict.Go != windows.Any(window => window.Window.Contains(second)))
            {
                differences.Add($"{asked.Question.Type.Id} {asked.Question.Origin.Id} {asked.Question.Destination.Id} {second:O}: {decision.Verdict} {string.Join(' ', decision.Findings.Select(finding => finding.Code))}, windows {string.Join(", ", windows.Select(window => $"{window.Window.Start:T} to {window.Window.End:T}"))}");
            }
        }

        return new WindowsComparison(windows.Count, seconds.Count, differences);
    }

    private static IEnumerable<DateTimeOffset> Minutes(TimeWindow horizon, Random random)
    {
        for (var minute = horizon.Start; minute < horizon.End; minute = minute.AddMinutes(1))
        {
            yield return minute.AddSeconds(random.Next(60));
        }
    }

    /// <summary>A wind that wanders from hour to hour, a shower or fog in some of them.</summary>
    private static Forecast Weather(World world, Random random, DateTimeOffset start)
    {
        const int Hours = 10;
        var first = new DateTimeOffset(start.UtcDateTime.Date, TimeSpan.Zero).AddHours(start.UtcDateTime.Hour);
        var (speed, from) = (random.NextDouble() * 9, random.NextDouble() * 360);
        var winds = new List<WindVector>();
        for (var hour = 0; hour < Hours; hour++)
        {
            winds.Add(WindVector.Of(Bearing.FromDegrees(from), Speed.FromMetresPerSecond(speed)));
            (speed, from) = (Math.Clamp(speed + (4 * (random.NextDouble() - 0.5)), 0, 12), from + (60 * (random.NextDouble() - 0.5)));
        }

        var fields = new Dictionary<ForecastQuantity, ForecastField>
        {
            [ForecastQuantity.WindEast] = ForecastField.OfSurface([.. winds.Select(wind => wind.EastMetresPerSecond)]),
            [ForecastQuantity.WindNorth] = ForecastField.OfSurface([.. winds.Select(wind => wind.NorthMetresPerSecond)]),
            [ForecastQuantity.Precipitation] = ForecastField.OfSurface([.. winds.Select(_ => random.Next(8) == 0 ? 8.0 : 0)]),
            [ForecastQuantity.Visibility] = ForecastField.OfSurface([.. winds.Select(_ => random.Next(8) == 0 ? 500.0 : 10_000)]),
        };
        var grid = ForecastGrid.AtPoint(new LatLon(30.1, 122.3), Length.FromKilometres(150), [.. Enumerable.Range(0, Hours).Select(hour => first.AddHours(hour))], fields);
        return new Forecast(new ForecastOrigin("drawn", Cycle: null, Now.AddHours(-1)), [grid], world.Weather, world.Policy.Wind);
    }

    private static Timetable Closed(FlightQuestion question, TimeWindow horizon, Random random, Timetable timetable)
    {
        var closures = Enumerable.Range(0, random.Next(3)).Select(number =>
        {
            var from = horizon.Start.AddSeconds(random.Next(-600, (int)horizon.Duration.TotalSeconds + 1200));
            var site = random.Next(2) == 0 ? question.Origin.Id : question.Destination.Id;
            return new Closure(new ClosureId($"drawn-{number}"), new SiteClosed(site), ClosureCause.Event, string.Empty, new TimeWindow(from, from.AddSeconds(random.Next(1, 900))));
        }).ToList();
        return timetable.WithClosures(new ClosureRegister(1, closures, []));
    }

    /// <summary>In some cases the same flight is flown by another, some minutes about the horizon.</summary>
    private static Timetable Booked(World world, FlightQuestion question, TimeWindow horizon, Random random)
    {
        var timetable = Timetable.Empty(world.AssumedFleet());
        if (random.Next(3) > 0)
        {
            return timetable;
        }

        var departure = horizon.Start.AddSeconds(random.Next(-1200, (int)horizon.Duration.TotalSeconds + 1200));
        var decision = CheckFlight.Decide(world, timetable, question with { Departure = departure, MinCompletionProbability = null }, Now, DecisionPurpose.Check);
        return decision.Verdict == Verdict.Go ? timetable.With(decision.AsFlight("other", bookingOrder: 1)) : timetable;
    }
}
