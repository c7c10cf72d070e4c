using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Alternates;
using DroneLogistics.Tests.Simulation.Alternates;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

public sealed class AlternateCheckTests
{
    private static readonly PlanningPolicy Asking = Worlds.Policy with { AlternateRequired = true };

    // The charge at which the best alternate is reached with the final reserve and nothing more, by halving; just above passes, just below does not.
    [Test]
    public void Landing_elsewhere_at_the_final_reserve_is_accepted_and_just_below_is_refused()
    {
        var (low, high) = (0.3, 1.0);
        for (var i = 0; i < 45; i++)
        {
            var middle = 0.5 * (low + high);
            (low, high) = Flown(middle).Blocked is { Reachable.Count: > 0 } ? (low, middle) : (middle, high);
        }

        Assert.That(Findings(Flown(high)), Is.Empty);
        var finding = Findings(Flown(low)).Single();
        Assert.That(finding.Code, Is.EqualTo(ReasonCode.AlternateUnreachable));
        Assert.That(finding.Margin, Is.LessThan(0).And.GreaterThan(-1e-6));
        Assert.That(finding.Actual! - finding.Limit!, Is.EqualTo(finding.Margin).Within(1e-9));
    }

    [Test]
    public void The_finding_names_the_site_of_least_energy_what_is_missing_where_and_when()
    {
        // The west is 7.7 km away on 270 degrees, half against 9.1 m/s from 220 degrees at 65 to 120 m: 18 m/s, 430 s. The north is 9.5 km away on 306 degrees,
        // across the wind: 23 m/s, 410 s.
        var alternates = Flown(0.4, windFrom: 220, wind: 9);
        var finding = Findings(alternates).Single();
        var nearest = alternates.Blocked!.Nearest!;
        var reserve = nearest.Flight.Reserve!;

        Assert.That(nearest.Site.Id.Text, Is.EqualTo("north"));
        Assert.That(finding.Subject, Is.EqualTo("sites/north"));
        Assert.That((finding.Limit, finding.Actual, finding.Unit), Is.EqualTo((reserve.FinalReserve.WattHours, reserve.AtLanding.WattHours, "Wh")));
        Assert.That(finding.Where, Is.EqualTo(Worlds.East.Position));
        Assert.That(finding.When!.Value.Start, Is.EqualTo(Worlds.Nine.AddSeconds(alternates.Blocked.Point.Seconds)).Within(TimeSpan.FromMilliseconds(1)));
        Assert.That(finding.When.Value.Duration.TotalSeconds, Is.EqualTo(nearest.Seconds).Within(1e-3));
        Assert.That(finding.English, Does.Contain("to north").And.Contain("Wh short"));
        Assert.That(finding.Chinese, Does.Contain("备降场north"));
    }

    [Test]
    public void The_origin_counts_and_the_destination_does_not()
    {
        var task = Worlds.Task();
        var alone = AlternateSearch.Of(FlightSimulation.Run(task), Detours.Question(task));
        var shut = AlternateSearch.Of(FlightSimulation.Run(task), Detours.Question(task) with { IsOpen = (site, _) => site.Id.Text == "destination" });

        Assert.That(alone.Blocked!.Reachable.Select(diversion => diversion.Site.Id.Text), Is.EqualTo(["origin"]));
        Assert.That(Findings(alone), Is.Empty);
        var finding = Findings(shut).Single();
        Assert.That((finding.Limit, finding.Actual, finding.Margin), Is.EqualTo((1.0, 0.0, -1.0)));
        Assert.That(finding.English, Does.Contain("no other open landing site can be flown to"));
    }

    [Test]
    public void What_is_not_known_is_refused_and_what_is_not_asked_for_is_not()
    {
        var spent = Flown(0.1);

        Assert.That(spent.Blocked, Is.Null);
        Assert.That(Findings(spent).Single().Unknown, Is.True);
        Assert.That(Findings(null).Single().Unknown, Is.True);
        Assert.That(AlternateCheck.Check(Worlds.Planned()), Is.Empty);
    }

    [Test]
    public void A_charge_that_is_no_number_is_refused()
    {
        var task = Worlds.Task() with { TakeoffCharge = new StateOfCharge(double.NaN) };

        Assert.That(Findings(AlternateSearch.Of(FlightSimulation.Run(task), Detours.Question(task))), Is.Not.Empty);
    }

    [Test]
    public void The_shipped_policy_asks_for_an_alternate() => Assert.That(ShippedData.World.Policy.AlternateRequired, Is.True);

    private static RouteAlternates Flown(double charge, double windFrom = 0, double wind = 0)
    {
        var task = Worlds.Task() with { TakeoffCharge = new StateOfCharge(charge), Wind = Worlds.WindFrom(windFrom, wind) };
        var sites = Worlds.TwoIslands.Sites.All.Select(site => new LandingSite(site.Id, site.Position, site.Elevation));
        return AlternateSearch.Of(FlightSimulation.Run(task), new AlternateQuestion
        {
            Sites = [.. sites],
            Origin = Worlds.West.Id,
            Destination = Worlds.East.Id,
            WayTo = AlternateQuestion.Straight,
            IsOpen = (_, _) => true,
            Step = Length.FromKilometres(2),
        });
    }

    private static IEnumerable<Finding> Findings(RouteAlternates? alternates) => AlternateCheck.Check(Worlds.Planned() with
    {
        Policy = Asking,
        Alternates = alternates is null ? null : new FlightAlternates(alternates.Blocked, Worlds.TwoIslands.Sites),
    });
}
