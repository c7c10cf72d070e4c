using System.Text;
using System.Text.Json.Nodes;
using DroneLogistics.Airspace.National;
using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Applications;
using DroneLogistics.Dispatch.Formats;
using DroneLogistics.Provenance;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch.Applications;

/// <summary>What is applied for, under which rule, and whether it can be filed.</summary>
public sealed class FlightApplicationTests
{
    internal static readonly byte[] ApplicantJson = Encoding.UTF8.GetBytes(Repository.Read("docs/examples/applicant.json"));

    internal static readonly Applicant Applicant = ApplicantFile.Read(ApplicantJson, "applicant.json");

    // 08:00 on the day before the flight at 09:00, by the clock of Shanghai.
    private static readonly DateTimeOffset InTime = Flights.Now;

    // 12:00:01 of that day.
    private static readonly DateTimeOffset Late = Flights.Now.AddHours(4).AddSeconds(1);

    [Test]
    public void A_flight_that_an_approval_covers_is_filed_as_the_plan_of_the_day_with_number_and_validity()
    {
        var application = Application(Flights.Question(), Late);
        Assert.That((application.Clock.Case, application.CanBeFiled, application.Deadline), Is.EqualTo((ApplicationCase.LongTerm, true, (Finding?)null)));
        Assert.That(application.Approval!.Number, Is.EqualTo("DEMO-ZS-2024-001"));
    }

    [Test]
    public void Without_an_approval_it_is_filed_on_its_own_and_the_missing_approval_does_not_speak_against_it()
    {
        var application = Application(Flights.Question() with { WithoutApprovals = true }, InTime);
        Assert.That(application.Decision.Verdict, Is.EqualTo(Verdict.NoGo));
        Assert.That((application.Clock.Case, application.CanBeFiled, application.Refusals.Count, application.Approval), Is.EqualTo((ApplicationCase.Ordinary, true, 0, (DroneLogistics.Airspace.Authorizations.Authorization?)null)));
    }

    [Test]
    public void A_slot_that_is_not_held_is_asked_for_and_one_that_an_airliner_has_is_not()
    {
        // The first departure from nine on at which an airliner is there.
        var free = Application(Flights.Question() with { WithoutApprovals = true }, InTime);
        Assert.That(free.AsksForSlot, Is.True);
        var taken = Enumerable.Range(0, 120).Select(minutes => Flights.Question() with { Departure = Flights.Nine.AddMinutes(minutes) })
            .First(question => Flights.Decide(question, purpose: DecisionPurpose.Check).Findings.Any(finding => finding.Code == ReasonCode.AirspaceSlotConflict));
        var conflict = Application(taken with { WithoutApprovals = true }, InTime);
        Assert.That((conflict.AsksForSlot, conflict.CanBeFiled), Is.EqualTo((false, false)));
        Assert.That(conflict.Refusals.Select(finding => finding.Code), Is.EqualTo(new[] { ReasonCode.AirspaceSlotConflict }));
    }

    [Test]
    public void After_noon_of_the_day_before_it_is_too_late_with_the_minutes_told()
    {
        var application = Application(Flights.Question() with { WithoutApprovals = true }, Late);
        Assert.That(application.Deadline!.Code, Is.EqualTo(ReasonCode.ApplicationDeadlinePassed));
        Assert.That(application.Deadline.Actual, Is.EqualTo(1 / 60.0).Within(1e-9));
        Assert.That(application.Deadline.English, Does.Contain("2026-11-24 12:00"));
        Assert.That(application.CanBeFiled, Is.False);
    }

    [Test]
    public void An_urgent_flight_is_filed_in_the_last_minute()
    {
        var application = FlightApplication.Of(ShippedData.World, Flights.AssumedTimetable(), Flights.Question() with { WithoutApprovals = true }, Applicant, isUrgent: true, Flights.Nine.AddMinutes(-1));
        Assert.That((application.Clock.Case, application.Deadline, application.CanBeFiled), Is.EqualTo((ApplicationCase.Urgent, (Finding?)null, true)));
    }

    [Test]
    public void A_flight_that_is_refused_for_more_than_its_approval_cannot_be_filed()
    {
        var application = Application(Flights.Question(payloadKilograms: 25), InTime);
        Assert.That(application.Refusals.Select(finding => finding.Code), Does.Contain(ReasonCode.PayloadExceedsLimit));
        Assert.That(application.CanBeFiled, Is.False);
    }

    [Test]
    public void Alternates_are_those_along_the_way_without_its_ends()
    {
        var alternates = Application(Flights.Question(), InTime).Alternates.Select(site => site.Id.Text).ToList();
        Assert.That(alternates, Does.Contain("puxi").And.Contain("dongju").And.Not.Contain("putuo").And.Not.Contain("liuheng"));
    }

    [Test]
    public void Whatever_an_applicant_leaves_out_leaves_blank_or_adds_is_named()
    {
        var root = JsonNode.Parse(ApplicantJson)!.AsObject();
        foreach (var (part, key) in root.SelectMany(member => member.Value is JsonObject inner ? inner.Select(entry => ((string?)member.Key, entry.Key)) : [(null, member.Key)]).ToList())
        {
            foreach (var damage in new Action<JsonObject, string>[] { (record, name) => record.Remove(name), (record, name) => record[name] = "  ", (record, name) => record[name] = 7, (record, name) => record[name] = "a\nb", (record, name) => record[name + "s"] = "x" })
            {
                var damaged = JsonNode.Parse(ApplicantJson)!.AsObject();
                damage(part is null ? damaged : damaged[part]!.AsObject(), key);
                Assert.That(
                    () => ApplicantFile.Read(Encoding.UTF8.GetBytes(damaged.ToJsonString()), "applicant.json"),
                    Throws.TypeOf<DataFileException>().With.Property(nameof(DataFileException.Key)).Contains(key));
            }
        }
    }

    private static FlightApplication Application(FlightQuestion question, DateTimeOffset now) =>
        FlightApplication.Of(ShippedData.World, Flights.AssumedTimetable(), question, Applicant, isUrgent: false, now);
}
