using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch.Questions;

/// <summary>Windows of drawn questions beside a scan; `bench windows` draws more.</summary>
public sealed class DrawnWindowsTests
{
    [Test]
    public void Windows_of_drawn_questions_are_those_of_a_scan_at_random_seconds_and_beside_every_edge() =>
        Compare(DrawnWindows.WithoutProbability(ShippedData.World), cases: 12, probability: null);

    [Test]
    public void With_a_least_probability_they_are_too() => Compare(ShippedData.World, cases: 5, probability: 0.95);

    private static void Compare(DroneLogistics.Dispatch.World world, int cases, double? probability)
    {
        for (var number = 1; number <= cases; number++)
        {
            var random = new Random(number);
            var found = DrawnWindows.Compare(world, DrawnWindows.Draw(world, random, probability), random);
            Assert.That(found.Differences, Is.Empty, $"case {number}");
        }
    }

    [Test]
    public void A_window_is_split_where_the_alternate_is_closed_for_less_than_a_minute()
    {
        // Gaoting, where the flight comes from, is closed for 50 seconds while it would come back there.
        var world = DrawnWindows.WithoutProbability(ShippedData.World);
        var random = new Random(4_000_017);
        var compared = DrawnWindows.Compare(world, DrawnWindows.Draw(world, random, null), random);

        Assert.That(compared.Windows, Is.EqualTo(3));
        Assert.That(compared.Differences, Is.Empty);
    }
}
