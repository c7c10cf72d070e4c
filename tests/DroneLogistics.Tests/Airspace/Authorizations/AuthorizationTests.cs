using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Units;
using NUnit.Framework;
using static DroneLogistics.Tests.Airspace.Authorizations.Permits;

namespace DroneLogistics.Tests.Airspace.Authorizations;

public sealed class AuthorizationTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Test]
    public void A_flight_within_every_limit_misses_nothing() => Assert.That(Held.MissesOf(Flight), Is.Empty);

    [Test]
    public void A_height_at_the_limit_passes_and_just_above_does_not()
    {
        var atLimit = Flight with { HighestOverLand = HeightAgl.FromMetres(120), HighestOverSea = AltitudeAmsl.FromMetres(300) };

        Assert.That(Held.MissesOf(atLimit), Is.Empty);
        Assert.That(Kinds(atLimit with { HighestOverLand = HeightAgl.FromMetres(Math.BitIncrement(120.0)) }), Is.EqualTo([AuthorizationMissKind.HeightOverLand]));
        Assert.That(Kinds(atLimit with { HighestOverSea = AltitudeAmsl.FromMetres(Math.BitIncrement(300.0)) }), Is.EqualTo([AuthorizationMissKind.AltitudeOverSea]));
    }

    [Test]
    public void A_miss_tells_limit_actual_and_margin()
    {
        var miss = Held.MissesOf(Flight with { HighestOverSea = AltitudeAmsl.FromMetres(320) }).Single();

        Assert.That((miss.Limit, miss.Actual, miss.Margin, miss.Unit), Is.EqualTo((300.0, 320.0, -20.0, "m")));
    }

    [Test]
    public void A_height_that_is_unknown_or_no_number_is_not_covered()
    {
        Assert.That(Kinds(Flight with { HighestOverLand = null }), Is.EqualTo([AuthorizationMissKind.HeightOverLand]));
        Assert.That(Kinds(Flight with { HighestOverSea = null }), Is.EqualTo([AuthorizationMissKind.AltitudeOverSea]));
        Assert.That(Kinds(Flight with { HighestOverLand = HeightAgl.FromMetres(double.NaN) }), Is.EqualTo([AuthorizationMissKind.HeightOverLand]));
        Assert.That(Kinds(Flight with { When = null }), Is.EqualTo([AuthorizationMissKind.Hours]));
    }

    [Test]
    public void A_flight_over_the_sea_only_has_no_height_over_land() =>
        Assert.That(Held.MissesOf(Flight with { HighestOverLand = HeightAgl.FromMetres(double.NegativeInfinity) }), Is.Empty);

    [Test]
    public void Validity_is_half_open_at_both_ends()
    {
        var (start, end) = (At(2024, 6, 2, 9), At(2024, 7, 2, 9));
        var held = Held with { Validity = new TimeWindow(start, end) };
        AuthorizationMissKind[] During(DateTimeOffset from, DateTimeOffset to) => [.. held.MissesOf(Flight with { When = new TimeWindow(from, to) }).Select(miss => miss.Kind)];

        Assert.That(During(start, start.AddMinutes(20)), Is.Empty);
        Assert.That(During(start - Tick, start.AddMinutes(20)), Is.EqualTo([AuthorizationMissKind.NotYetValid]));
        Assert.That(During(end.AddMinutes(-20), end), Is.Empty, "on the pad in the instant in which it ends");
        Assert.That(During(end.AddMinutes(-20), end + Tick), Is.EqualTo([AuthorizationMissKind.Expired]));
    }

    [Test]
    public void Hours_hold_the_whole_flight_and_belong_to_the_local_day()
    {
        AuthorizationMissKind[] During(DateTimeOffset from, DateTimeOffset to) => Kinds(Flight with { When = new TimeWindow(from, to) });
        var (six, ten) = (At(2024, 11, 25, 6), At(2024, 11, 25, 22));

        Assert.That(During(six, six.AddMinutes(20)), Is.Empty);
        Assert.That(During(six - Tick, six.AddMinutes(20)), Is.EqualTo([AuthorizationMissKind.Hours]));
        Assert.That(During(ten.AddMinutes(-20), ten), Is.Empty);
        Assert.That(During(ten.AddMinutes(-20), ten + Tick), Is.EqualTo([AuthorizationMissKind.Hours]));
        Assert.That(During(At(2024, 11, 25, 21), At(2024, 11, 26, 7)), Is.EqualTo([AuthorizationMissKind.Hours]), "a night between two open days");
    }

    [Test]
    public void Days_name_the_day_on_which_the_hours_begin()
    {
        // 25 November 2024 is a Monday.
        var monday = Held with { Hours = new DailyHours([ZoneDay.Monday], TimeSpan.FromHours(22), TimeSpan.FromHours(2), Local) };
        bool Covers(int day, int hour) => !monday.MissesOf(Flight with { When = new TimeWindow(At(2024, 11, day, hour), At(2024, 11, day, hour).AddMinutes(30)) }).Any();

        Assert.That((Covers(25, 22), Covers(26, 1), Covers(26, 2), Covers(25, 1), Covers(26, 22)), Is.EqualTo((true, true, false, false, false)));
    }

    [Test]
    public void Hours_round_the_clock_have_no_seam_at_midnight()
    {
        var always = Held with { Hours = new DailyHours([ZoneDay.Any], TimeSpan.Zero, TimeSpan.Zero, Local) };

        Assert.That(always.MissesOf(Flight with { When = new TimeWindow(At(2024, 11, 25, 23, 50), At(2024, 11, 26, 0, 10)) }), Is.Empty);
    }

    [Test]
    public void A_prohibited_zone_is_open_only_where_it_is_named()
    {
        var all = Held with { Zones = null };

        Assert.That((all.Opens(Rectangle), all.Opens(Elsewhere), all.Opens(Control), all.Opens(Zone("COND", ZoneType.Conditional))), Is.EqualTo((true, true, false, false)));
        Assert.That((Held.Opens(Rectangle), Held.Opens(Elsewhere)), Is.EqualTo((true, false)));
        Assert.That((Held with { Zones = [Control.Id] }).Opens(Control), Is.True, "the agreement with the aerodrome");
    }

    [TestCase("west", "", "east", ExpectedResult = true)]
    [TestCase("east", "", "west", ExpectedResult = false, Description = "one way only")]
    [TestCase("west", "mid", "east", ExpectedResult = true)]
    [TestCase("west", "", "mid", ExpectedResult = true, Description = "it may land at a stop")]
    [TestCase("mid", "", "east", ExpectedResult = true)]
    [TestCase("mid", "west", "east", ExpectedResult = false, Description = "out of order")]
    [TestCase("west", "mid,other", "east", ExpectedResult = false, Description = "a site the route does not name")]
    [TestCase("west", "", "west", ExpectedResult = false)]
    public bool A_route_of_stops_covers_what_goes_on_along_it(string origin, string via, string destination) =>
        new AuthorizedRoute(["west", "mid", "east"], BothWays: false).Covers(origin, via.Split(',', StringSplitOptions.RemoveEmptyEntries), destination);

    [Test]
    public void A_loop_covers_the_way_round_and_each_of_its_parts_one_way()
    {
        var loop = new AuthorizedRoute(["west", "north", "east", "west"], BothWays: false);

        Assert.That((loop.Covers("west", ["north", "east"], "west"), loop.Covers("east", [], "west"), loop.Covers("west", ["east", "north"], "west")), Is.EqualTo((true, true, false)));
        Assert.That((loop with { BothWays = true }).Covers("west", ["east", "north"], "west"), Is.True);
    }

    private static AuthorizationMissKind[] Kinds(FlightFacts facts) => [.. Held.MissesOf(facts).Select(miss => miss.Kind)];
}
