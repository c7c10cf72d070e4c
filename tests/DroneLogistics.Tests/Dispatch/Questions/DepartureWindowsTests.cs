using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Questions;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch.Questions;

/// <summary>When a flight may leave, on the shipped network with its invented airliners.</summary>
public sealed class DepartureWindowsTests
{
    // 07:40 to 09:10 local time: an airliner leaves at 07:55, one lands at 08:30.
    private static readonly TimeWindow Morning = new(Flights.Nine.AddMinutes(-80).AddSeconds(7), Flights.Nine.AddMinutes(10));

    [Test]
    public void Windows_are_those_of_a_scan_at_random_seconds_and_beside_every_edge()
    {
        var question = Flights.Question();
        var (windows, first) = Find(question, Morning);
        var random = new Random(77);
        var seconds = Enumerable.Range(0, 120).Select(_ => Morning.Start.AddSeconds(random.Next((int)Morning.Duration.TotalSeconds)))
            .Concat(windows.SelectMany(window => new[] { window.Window.Start, window.Window.Start.AddSeconds(-1), window.Window.End, window.Window.End.AddSeconds(-1) }))
            .Where(Morning.Contains);

        Assert.That(windows, Has.Count.EqualTo(2));
        Assert.That(first.Question.Departure, Is.EqualTo(Morning.Start));
        foreach (var second in seconds)
        {
            var inWindow = windows.Any(window => window.Window.Contains(second));
            Assert.That(Decide(question with { Departure = second }).Verdict == Verdict.Go, Is.EqualTo(inWindow), $"seed 77, {second:O}");
        }
    }

    [Test]
    public void What_opens_and_what_closes_a_window_is_told_and_the_ends_of_the_horizon_have_no_reason()
    {
        var (windows, _) = Find(Flights.Question(), Morning);

        Assert.That(windows[0].OpensBecause.Select(finding => finding.Code), Is.EqualTo([ReasonCode.AirspaceSlotConflict]));
        Assert.That(windows[0].ClosesBecause.Select(finding => finding.Code), Is.EqualTo([ReasonCode.AirspaceSlotConflict]));
        Assert.That(windows[^1].Window.End, Is.EqualTo(Morning.End));
        Assert.That(windows[^1].ClosesBecause, Is.Empty);
    }

    [Test]
    public void A_flight_that_is_refused_at_every_minute_has_none_and_the_first_answer_says_why()
    {
        var (windows, first) = Find(Flights.Question(payloadKilograms: 30), new TimeWindow(Flights.Nine, Flights.Nine.AddMinutes(3)));

        Assert.That(windows, Is.Empty);
        Assert.That(first.Findings.Select(finding => finding.Code), Does.Contain(ReasonCode.PayloadExceedsLimit));
    }

    [Test]
    public void The_last_seconds_of_a_horizon_are_asked_about()
    {
        // Open for some minutes between the airliners at 07:20 and 07:55 local time: the turn lies in the last, broken minute.
        var closes = Find(Flights.Question(), new TimeWindow(Flights.Nine.AddMinutes(-89), Flights.Nine.AddMinutes(-80))).Windows[0].Window.End;
        var (windows, _) = Find(Flights.Question(), new TimeWindow(closes.AddSeconds(-70), closes.AddSeconds(5)));

        Assert.That(windows.Single().Window.End, Is.EqualTo(closes));
    }

    private static (IReadOnlyList<DepartureWindow> Windows, Decision First) Find(FlightQuestion question, TimeWindow horizon) =>
        DepartureWindows.Find(ShippedData.World, Flights.AssumedTimetable(), question, horizon, Flights.Now);

    private static Decision Decide(FlightQuestion question) => Flights.Decide(question, purpose: DecisionPurpose.Check);
}
