using System.Reflection;
using CsCheck;
using DroneLogistics.Tests;
using NUnit.Framework;
using NUnit.Framework.Interfaces;

[assembly: RepeatableDraws]

namespace DroneLogistics.Tests;

/// <summary>
/// Random tests draw the same cases in every run, so that a run tells of the change and not of its luck. <c>DRONELOGISTICS_TEST_SEED=2</c> draws
/// others, and so does every other number: for finding what nobody has thought of yet.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class RepeatableDrawsAttribute : Attribute, ITestAction
{
    private static readonly ulong Seed = ulong.TryParse(Environment.GetEnvironmentVariable("DRONELOGISTICS_TEST_SEED"), out var seed) ? seed : 1;

    // The library seeds the generator of each thread from a clock, and a seed that it is given holds for one case only.
    private static readonly FieldInfo Generator = typeof(PCG).GetField("threadPCG", BindingFlags.NonPublic | BindingFlags.Static)
        ?? throw new InvalidOperationException("CsCheck keeps the generator of a thread elsewhere now: look for PCG.ThreadPCG.");

    public ActionTargets Targets => ActionTargets.Test;

    public void BeforeTest(ITest test)
    {
        // On one thread, that of the test: another one would draw from a clock.
        Check.Threads = 1;
        Generator.SetValue(null, new PCG(stream: 1, HashOf(test.FullName) ^ (Seed * 0x9E37_79B9_7F4A_7C15)));
    }

    public void AfterTest(ITest test)
    {
    }

    /// <summary>FNV-1a of 64 bits (Fowler, Noll, Vo): the same on every machine.</summary>
    private static ulong HashOf(string text)
    {
        var hash = 0xCBF2_9CE4_8422_2325;
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 0x0000_0100_0000_01B3;
        }

        return hash;
    }
}

/// <summary>Two tests of one name would draw the same; two runs do.</summary>
public sealed class RepeatableDrawsTests
{
    [Test]
    public void A_test_draws_the_same_numbers_each_time_it_begins()
    {
        var (first, second) = (Drawn(), Drawn());
        Assert.That(second, Is.EqualTo(first));

        static List<int> Drawn()
        {
            new RepeatableDrawsAttribute().BeforeTest(NUnit.Framework.Internal.TestExecutionContext.CurrentContext.CurrentTest);
            var numbers = new List<int>();
            Gen.Int.Sample(numbers.Add, iter: 20);
            return numbers;
        }
    }
}
