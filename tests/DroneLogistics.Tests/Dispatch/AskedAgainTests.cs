using DroneLogistics.Airspace;
using DroneLogistics.Dispatch;
using DroneLogistics.Routing.Map;
using DroneLogistics.Scheduling;
using DroneLogistics.Scheduling.Closures;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

/// <summary>What a world remembers of flights that were asked for changes no answer.</summary>
public sealed class AskedAgainTests
{
    // Enough for the first to be seen, the second to be kept and the rest to be known.
    private const int Times = 4;

    [Test]
    public void A_flight_that_is_asked_for_again_is_decided_as_by_a_world_that_never_saw_it()
    {
        var random = new Random(7);
        var (world, alternates, closed) = (Fresh(), new HashSet<string>(), 0);
        var open = Timetable.Empty(world.AssumedFleet());
        for (var number = 0; number < 12; number++)
        {
            var asked = Flights.Question(payloadKilograms: random.Next(21), wind: Worlds.WindFrom(random.Next(4) * 90, random.Next(3) * 2));
            var timetable = open;
            for (var again = 0; again < Times; again++)
            {
                var question = asked with { Departure = Flights.Nine.AddMinutes(random.Next(300)) };
                var known = CheckFlight.Decide(world, timetable, question, Flights.Now, DecisionPurpose.Check);
                AssertAlike(known, CheckFlight.Decide(Fresh(), timetable, question, Flights.Now, DecisionPurpose.Check));
                if (known.Alternate is { Site: var site })
                {
                    // The next one must land elsewhere.
                    alternates.Add(site.Id.Text);
                    closed++;
                    timetable = open.WithClosures(new ClosureRegister(closed, [new Closure(new ClosureId($"c{closed}"), new SiteClosed(site.Id), ClosureCause.Weather, "fog", new TimeWindow(Flights.Nine, Flights.Nine.AddDays(1)))], []));
                }
                else
                {
                    timetable = open;
                }
            }
        }

        Assert.That(alternates, Has.Count.GreaterThan(1), "closures change where flights could land");
    }

    [Test]
    public void What_closes_the_sky_at_a_level_depends_on_the_hour_and_on_permits_only_where_a_zone_reaches_to_it()
    {
        var map = ShippedData.World.Space.MapFor(Length.FromMetres(300));
        var random = new Random(3);
        var (closed, opened) = (0, 0);
        for (var number = 0; number < 60; number++)
        {
            var altitude = AltitudeAmsl.FromMetres(60 + (20 * random.Next(12)));
            var (one, other) = (At(altitude, _ => false), At(altitude, _ => true));
            foreach (var hindrance in map.Hindrances)
            {
                Assert.That(hindrance.IsZoneAt(one), Is.EqualTo(hindrance.IsZoneAt(other)));
                if (hindrance.IsZoneAt(one))
                {
                    closed += hindrance.Blocks(one) ? 1 : 0;
                    opened += hindrance.Blocks(other) ? 0 : 1;
                }
                else
                {
                    Assert.That(hindrance.Blocks(one), Is.EqualTo(hindrance.Blocks(other)), hindrance.Subject);
                }
            }
        }

        Assert.That(closed, Is.Positive, "zones close");
        Assert.That(opened, Is.Positive, "and open to who may enter");

        Passage At(AltitudeAmsl altitude, Func<Geozone, bool> opens)
        {
            var start = Flights.Nine.AddHours(random.Next(72));
            return new Passage(altitude, Length.FromMetres(20), Length.FromMetres(10), new TimeWindow(start, start.AddHours(1)), opens);
        }
    }

    private static World Fresh() =>
        ShippedData.World.With(ShippedData.World.Policy with { Completion = ShippedData.World.Policy.Completion with { MinProbability = 0, Samples = 0 } });

    private static void AssertAlike(Decision one, Decision other)
    {
        Assert.That((one.Verdict, one.Arrival, one.Forecast?.LandingCharge, one.Alternate?.Site.Id, one.Alternate?.LandingCharge, one.Aircraft, one.Pack), Is.EqualTo((other.Verdict, other.Arrival, other.Forecast?.LandingCharge, other.Alternate?.Site.Id, other.Alternate?.LandingCharge, other.Aircraft, other.Pack)));
        Assert.That(one.Checks, Is.EqualTo(other.Checks));
        Assert.That(one.Findings, Is.EqualTo(other.Findings));
        Assert.That(one.Advisories, Is.EqualTo(other.Advisories));
        Assert.That(one.Claims, Is.EqualTo(other.Claims));
        Assert.That(one.Intent?.Volumes, Is.EqualTo(other.Intent?.Volumes));
    }
}
