using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Scheduling;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

public sealed class ChecksTests
{
    private static IEnumerable<TestCaseData> MissingData()
    {
        TestCaseData Case(string check, Func<PlannedFlight, PlannedFlight> remove) => new TestCaseData(check, remove).SetArgDisplayNames(check);
        yield return Case("payload", flight => flight with { Question = flight.Question with { Type = flight.Type with { MaxPayload = null } } });
        yield return Case("takeoff-mass", flight => flight with { TakeoffMass = null });
        yield return Case("site-open", flight => flight with { Question = flight.Question with { Origin = flight.Question.Origin with { Hours = null } } });
        yield return Case("wind", flight => flight with { Question = flight.Question with { Type = flight.Type with { WindLimit = flight.Type.WindLimit with { Limit = null } } } });
        yield return Case("model-validity", flight => flight with { Forecast = null });
        yield return Case("energy-reserve", flight => flight with { Forecast = flight.Forecast! with { Reserve = null } });
        yield return Case("battery-power", flight => flight with { Forecast = flight.Forecast! with { MinLoadedVolts = null } });
        yield return Case("pad", flight => flight with { DestinationPad = null });
        yield return Case("aircraft", flight => flight with { Fleet = null });
        yield return Case("battery-pack", flight => flight with { Fleet = null });
    }

    [TestCaseSource(nameof(MissingData))]
    public void A_check_that_lacks_its_datum_is_unknown_and_never_passes(string check, Func<PlannedFlight, PlannedFlight> remove)
    {
        Assert.That(DispatchChecks.Evaluate(Planned()).Findings, Is.Empty, "the flight passes before the datum is removed");
        var (results, findings) = DispatchChecks.Evaluate(remove(Planned()));
        Assert.That(results.Single(result => result.Check == check).Outcome, Is.EqualTo(CheckOutcome.Unknown));
        Assert.That(findings.Where(finding => finding.Check == check), Is.Not.Empty.And.All.Property(nameof(Finding.Unknown)).True);
    }

    [Test]
    public void Every_check_of_the_closed_list_has_a_case_of_a_missing_datum() =>
        Assert.That(MissingData().Select(test => (string)test.Arguments[0]!), Is.EquivalentTo(DispatchChecks.All.Select(check => check.Name)));

    [Test]
    public void NaN_passes_no_check()
    {
        var nan = double.NaN;
        var flight = Planned();
        var type = flight.Type with { MaxPayload = new Mass(nan), WindLimit = flight.Type.WindLimit with { Limit = new Speed(nan) } };
        var reserve = flight.Forecast!.Reserve! with { AtLanding = new Energy(nan) };
        var damaged = flight with
        {
            Question = flight.Question with { Type = type, Payload = new Mass(nan) },
            TakeoffMass = new Mass(nan),
            Arrival = null,
            Forecast = flight.Forecast with
            {
                Reserve = reserve,
                MinLoadedVolts = nan,
                MaxCurrentAmperes = nan,
                Energy = flight.Forecast.Energy with { Induced = new Energy(nan) },
            },
            OriginPad = null,
            Fleet = flight.Fleet! with { Aircraft = null, PackServes = false, PackCharge = new StateOfCharge(nan) },
        };
        var (results, _) = DispatchChecks.Evaluate(damaged);
        Assert.That(results.Where(result => result.Outcome == CheckOutcome.Pass), Is.Empty);
    }

    [Test]
    public void Payload_at_the_limit_is_accepted_and_just_above_is_refused()
    {
        Assert.That(Codes(Flights.Decide(Flights.Question(payloadKilograms: 20))), Is.Empty);
        var refused = Flights.Decide(Flights.Question(payloadKilograms: 20.001));
        var finding = refused.Findings.Single();
        Assert.That(finding.Code, Is.EqualTo(ReasonCode.PayloadExceedsLimit));
        Assert.That(finding.Limit, Is.EqualTo(20));
        Assert.That(finding.Margin, Is.EqualTo(-0.001).Within(1e-9));
    }

    [Test]
    public void Landing_at_the_reserve_is_accepted_and_just_below_is_refused()
    {
        ReservePlan At(double margin) => Planned().Forecast!.Reserve! with { AtLanding = Planned().Forecast!.Reserve!.RequiredAtLanding + Energy.FromWattHours(margin) };
        PlannedFlight With(double margin) => Planned() with { Forecast = Planned().Forecast! with { Reserve = At(margin) } };
        Assert.That(EnergyReserveCheck.Check(With(1e-6)), Is.Empty);
        Assert.That(EnergyReserveCheck.Check(With(-0.001)).Single().Code, Is.EqualTo(ReasonCode.EnergyReserveShortfall));
    }

    [Test]
    public void A_gust_at_the_limit_is_accepted_and_above_is_refused_and_a_mean_wind_is_turned_into_a_gust()
    {
        Wind Gusty(double mean, double? gust) => new(Bearing.FromDegrees(340), new Speed(mean), gust is { } peak ? new Speed(peak) : null);
        Assert.That(Codes(Flights.Decide(Flights.Question(wind: Gusty(5, 13.9)))), Is.Empty);
        Assert.That(Codes(Flights.Decide(Flights.Question(wind: Gusty(5, 13.91)))), Is.EqualTo(new[] { ReasonCode.GustLimitExceeded }));

        // 9.6 m/s is force 5: 9.6 x 1.35 = 12.96 < 13.9; 10.4 x 1.35 = 14.04 > 13.9.
        Assert.That(Codes(Flights.Decide(Flights.Question(wind: Gusty(9.6, null)))), Is.Empty);
        Assert.That(Codes(Flights.Decide(Flights.Question(wind: Gusty(10.4, null)))), Does.Contain(ReasonCode.GustLimitExceeded));
    }

    [Test]
    public void A_site_is_open_from_its_first_minute_and_closed_at_its_last()
    {
        // 07:00 and 20:00 Asia/Shanghai are 23:00 and 12:00 UTC.
        DateTimeOffset Utc(int day, int hour, int minute) => new(2026, 11, day, hour, minute, 0, TimeSpan.Zero);
        IEnumerable<Finding> At(DateTimeOffset departure, DateTimeOffset arrival) => SiteOpenCheck.Check(Planned() with { Question = Planned().Question with { Departure = departure }, Arrival = arrival });
        Assert.That(At(Utc(24, 23, 0), Utc(24, 23, 22)), Is.Empty);
        Assert.That(At(Utc(24, 22, 59), Utc(24, 23, 22)).Single().Margin, Is.EqualTo(-60));
        Assert.That(At(Utc(25, 11, 40), Utc(25, 12, 0)).Single().Code, Is.EqualTo(ReasonCode.SiteClosed));
    }

    [Test]
    public void A_planned_site_is_an_advisory_in_a_check_and_a_refusal_in_scheduling()
    {
        var question = Flights.Question(to: "taohua");
        var asked = Flights.Decide(question, purpose: DecisionPurpose.Check);
        Assert.That(asked.Verdict, Is.EqualTo(Verdict.Go));
        Assert.That(asked.Advisories.Select(advisory => advisory.Code), Does.Contain(ReasonCode.SitePlanned));
        Assert.That(Codes(Flights.Decide(question)), Is.EqualTo(new[] { ReasonCode.SiteClosed }));
    }

    [Test]
    public void Without_a_wind_a_check_assumes_calm_and_says_so_and_scheduling_refuses()
    {
        var question = Flights.Question() with { Wind = null };
        var asked = Flights.Decide(question, purpose: DecisionPurpose.Check);
        Assert.That(asked.Verdict, Is.EqualTo(Verdict.Go));
        Assert.That(asked.Advisories.Select(advisory => advisory.Code), Does.Contain(ReasonCode.WindAssumed));
        Assert.That(Codes(Flights.Decide(question)), Is.EqualTo(new[] { ReasonCode.ForecastUnavailable }));
    }

    [Test]
    public void Every_answer_evaluates_the_whole_list_and_GO_is_the_same_as_no_finding()
    {
        var random = new Random(20261124);
        var types = ShippedData.World.AircraftTypes;
        var sites = ShippedData.World.Sites.All;
        var refused = 0;
        for (var i = 0; i < 300; i++)
        {
            var (from, to) = (sites[random.Next(sites.Count)], sites[random.Next(sites.Count)]);
            if (from == to)
            {
                continue;
            }

            var question = Flights.Question(types[random.Next(types.Count)].Id.Text, from.Id.Text, to.Id.Text, random.NextDouble() * 40, new Wind(Bearing.FromDegrees(random.Next(360)), new Speed(random.NextDouble() * 20), null));
            var decision = Flights.Decide(question, purpose: random.Next(2) == 0 ? DecisionPurpose.Check : DecisionPurpose.Schedule);
            Assert.That(decision.Checks.Select(check => check.Check), Is.EqualTo(DispatchChecks.All.Select(check => check.Name)));
            Assert.That(decision.Verdict == Verdict.Go, Is.EqualTo(decision.Findings.Count == 0 && decision.Checks.All(check => check.Outcome == CheckOutcome.Pass)));
            Assert.That(decision.Findings, Is.All.Matches<Finding>(finding => finding!.Unknown || (finding.Limit is not null && finding.Actual is not null && finding.Margin < 0)));
            Assert.That(decision.Findings, Is.All.Matches<Finding>(finding => finding!.English.Length > 10 && finding.Chinese.Length > 3));
            refused += decision.Verdict == Verdict.NoGo ? 1 : 0;
        }

        Assert.That(refused, Is.InRange(30, 290), "both answers occur");
        Assert.That(default(Verdict), Is.EqualTo(Verdict.NoGo));
    }

    [Test]
    public void Reason_codes_have_the_numbers_of_the_contract()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "DroneLogistics.sln")))
        {
            folder = folder.Parent;
        }

        var proto = File.ReadAllText(Path.Combine(folder.FullName, "protos", "dronelogistics", "v1", "decision.proto"));
        foreach (var code in Enum.GetValues<ReasonCode>().Where(code => code != ReasonCode.None))
        {
            var name = string.Concat(code.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));
            Assert.That(proto, Does.Contain($"  {name} = {(int)code};"));
        }
    }

    /// <summary>The Putuo-Liuheng flight, laid out as CheckFlight does and passing every check.</summary>
    private static PlannedFlight Planned()
    {
        var question = Flights.Question();
        var decision = Flights.Decide(question);
        var timetable = Flights.AssumedTimetable();
        var arrival = decision.Arrival!.Value;
        var policy = ShippedData.World.Policy;
        return new PlannedFlight
        {
            Question = question,
            Purpose = DecisionPurpose.Schedule,
            Policy = policy,
            TakeoffMass = decision.Forecast!.Task.TakeoffMass,
            Wind = question.Wind,
            Forecast = decision.Forecast,
            Arrival = arrival,
            OriginPad = PadAssignment.Choose(question.Origin, new TimeWindow(question.Departure, arrival), timetable),
            DestinationPad = PadAssignment.Choose(question.Destination, new TimeWindow(question.Departure, arrival), timetable),
            Fleet = FleetAssignment.Choose(new FleetDemand(question.Type.Id, null, null, question.Origin.Id, question.Destination.Id, question.Departure, arrival), timetable, ShippedData.World.Charging, policy.Claims, policy.MinTakeoffCharge),
        };
    }

    private static IEnumerable<ReasonCode> Codes(Decision decision) => decision.Findings.Select(finding => finding.Code);
}
