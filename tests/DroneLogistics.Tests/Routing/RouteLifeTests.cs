using DroneLogistics.Routing;
using NUnit.Framework;

namespace DroneLogistics.Tests.Routing;

public sealed class RouteLifeTests
{
    private static readonly RouteState[] States = Enum.GetValues<RouteState>();

    private static readonly RouteEvent[] Events = Enum.GetValues<RouteEvent>();

    // Every state by every event; a dash is "cannot happen".
    //                                Change    Passed    Failed     Approve   Suspend    Resume    Retire
    [TestCase(RouteState.Draft, "     Draft     Assessed  Draft      -         -          -         Retired")]
    [TestCase(RouteState.Assessed, "  Draft     Assessed  Draft      Approved  -          -         Retired")]
    [TestCase(RouteState.Approved, "  Draft     Approved  Suspended  -         Suspended  -         Retired")]
    [TestCase(RouteState.Suspended, " Draft     Suspended Suspended  -         -          Approved  Retired")]
    [TestCase(RouteState.Retired, "   -         -         -          -         -          -         -")]
    public void After_each_event(RouteState state, string expected)
    {
        var after = Events.Select(happens => RouteLife.After(state, happens)?.ToString() ?? "-");
        Assert.That(after, Is.EqualTo(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Test]
    public void Nothing_comes_into_service_but_by_an_event_that_needs_an_assessment()
    {
        foreach (var state in States.Where(state => state != RouteState.Approved))
        {
            foreach (var happens in Events.Where(happens => RouteLife.After(state, happens) == RouteState.Approved))
            {
                Assert.That(RouteLife.NeedsAssessment(happens), Is.True, $"{state}, {happens}");
            }
        }
    }

    [Test]
    public void Only_suspended_and_retired_routes_refuse_flights() =>
        Assert.That(States.Where(RouteLife.Refuses), Is.EqualTo(new[] { RouteState.Suspended, RouteState.Retired }));
}
