using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Airspace.National;
using DroneLogistics.Dispatch;
using DroneLogistics.Units;
using NUnit.Framework;
using static DroneLogistics.Tests.Airspace.Authorizations.Permits;

namespace DroneLogistics.Tests.Dispatch;

public sealed class AuthorizationFindingsTests
{
    [Test]
    public void A_flight_whose_every_need_is_covered_has_no_finding() => Assert.That(Of(Flight, Held), Is.Empty);

    [Test]
    public void Without_approvals_a_medium_aircraft_lacks_one_for_the_flight_and_one_for_the_zone()
    {
        var findings = Of(Flight);

        Assert.That(findings.Select(finding => (finding.Code, finding.Subject)), Is.EqualTo(
            [(ReasonCode.AuthorizationMissing, "nationalRules/suitable-airspace"), (ReasonCode.GeozoneAuthorizationRequired, "geozones/CHN-RECT")]));
        Assert.That(findings.Select(finding => (finding.Limit, finding.Actual, finding.Margin, finding.Unit)), Is.All.EqualTo((1.0, 0.0, -1.0, "1")));
        Assert.That(findings.Select(finding => finding.When), Is.EqualTo(new TimeWindow?[] { Flight.When, Flight.Zones[0].When }));

        // The flight leaves on 25 November at 09:00 local.
        Assert.That(findings[0].English, Is.EqualTo("Wing is of the medium class, which may fly nowhere without an approval (decree 761, article 19): none is held. Apply to the air traffic management of the control area by 24 Nov 12:00 local time, decided by 21:00; for medical rescue 30 min before take-off at the latest."));
        Assert.That(findings[1].English, Is.EqualTo("In Zone RECT 09:00 to 09:10 local time, where an authorisation is required: none is held. Apply to Tower by 24 Nov 12:00 local time, decided by 21:00; for medical rescue 30 min before take-off at the latest."));
        Assert.That(findings[1].Chinese, Is.EqualTo("09:00 至 09:10 位于空域RECT,须经授权:未持有批准。请于 11月24日 12:00 前向塔台申请,21:00 前答复;医疗救护最迟起飞前 30 分钟。"));
    }

    [Test]
    public void A_small_aircraft_below_120_m_outside_of_zones_needs_nothing()
    {
        var small = Flight with { MassClass = MassClass.Small, Zones = [] };

        Assert.That(Of(small), Is.Empty);
        var finding = Of(small with { HighestOverSea = AltitudeAmsl.FromMetres(150) }).Single();
        Assert.That((finding.Code, finding.Limit, finding.Actual, finding.Margin, finding.Unit), Is.EqualTo((ReasonCode.GeozoneAuthorizationRequired, 120.0, 150.0, -30.0, "m")));
    }

    [Test]
    public void An_approval_that_only_ended_is_expired_and_the_day_is_told()
    {
        var findings = Of(Flight, Held with { Validity = new TimeWindow(At(2024, 6, 1), At(2024, 11, 25)) });

        Assert.That(findings.Select(finding => finding.Code), Is.All.EqualTo(ReasonCode.AuthorizationExpired));
        Assert.That(findings[0].English, Does.Contain("No. 1, the nearest that is held, ended on 25 Nov 2024 00:00."));

        // 09:23 of the same day is 9 h 23 min late.
        Assert.That((findings[0].Actual, findings[0].Unit), Is.EqualTo((33_780.0, "s")));
    }

    [Test]
    public void What_the_nearest_approval_lacks_is_named()
    {
        Assert.That(Of(Flight with { Destination = "north" }, Held)[0].English, Does.Contain("does not name the way from west to east"));
        Assert.That(Of(Flight with { AircraftType = "hexa" }, Held)[0].English, Does.Contain("is not for Wing"));
        Assert.That(Of(Flight with { HighestOverLand = HeightAgl.FromMetres(130) }, Held)[0].English, Does.Contain("ends at 120 m above land, the flight reaches 130 m"));
        Assert.That(Of(Flight with { When = new TimeWindow(At(2024, 11, 25, 22), At(2024, 11, 25, 22, 20)) }, Held)[0].English, Does.Contain("holds 06:00-22:00 only"));
    }

    [Test]
    public void A_zone_that_no_approval_names_is_the_only_finding()
    {
        var finding = Of(Flight, Held with { Zones = [Elsewhere.Id] }).Single();

        Assert.That((finding.Code, finding.Subject), Is.EqualTo((ReasonCode.GeozoneAuthorizationRequired, "geozones/CHN-RECT")));
        Assert.That(finding.English, Does.Contain("does not open it"));
    }

    [Test]
    public void A_flight_whose_time_or_height_is_not_known_is_refused_as_unknown()
    {
        Assert.That(Of(Flight with { When = null }, Held).Single(), Has.Property(nameof(Finding.Unknown)).True);
        Assert.That(Of(Flight with { HighestOverLand = null }, Held).Single(), Has.Property(nameof(Finding.Unknown)).True);
        Assert.That(Of(Flight with { HighestOverSea = AltitudeAmsl.FromMetres(double.NaN) }, Held), Is.Not.Empty, "no number");
    }

    [Test]
    public void Another_approval_never_adds_a_finding()
    {
        var worlds = new[]
        {
            Held with { Zones = [] }, Held with { AircraftTypes = ["hexa"] }, Held with { ApprovesFlight = false }, Held with { Routes = [] }, Held,
        };
        foreach (var (some, another) in worlds.SelectMany(_ => worlds, (one, two) => (one, two with { Id = new AuthorizationId("another") })))
        {
            var before = Of(Flight, some).Select(finding => finding.Subject);

            Assert.That(Of(Flight, some, another).Select(finding => finding.Subject), Is.SubsetOf(before));
        }
    }

    private static IReadOnlyList<Finding> Of(FlightFacts facts, params Authorization[] held) =>
        [.. AuthorizationFindings.Of(Worlds.Question(), facts, Permits(held), Local)];

    private static AirspacePermits Permits(Authorization[] held) => DroneLogistics.Tests.Airspace.Authorizations.Permits.Of(held);
}
