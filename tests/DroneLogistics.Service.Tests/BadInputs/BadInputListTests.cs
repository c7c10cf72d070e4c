using System.Reflection;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.BadInputs;

/// <summary>The list of bad inputs itself: that nothing of it was lost or bent in adapting it.</summary>
public sealed class BadInputListTests
{
    [Test]
    public void The_rows_are_those_of_the_list_they_were_adapted_from()
    {
        Assert.That(BadInputList.Digest(), Is.EqualTo("139ad0cd8bb8a0c2d2d47c71ac1b15b8dfeb98a0ed34f3a4c0c412f2179d02fd"));
        Assert.That(BadInputList.Rows.Select(row => row.Id), Is.Unique);
    }

    [Test]
    public void Each_row_that_is_answered_otherwise_says_why_and_there_are_no_more_than_these()
    {
        var changed = BadInputList.Rows.Where(row => row.IsChanged).ToList();
        Assert.That(changed, Has.Count.EqualTo(19));
        Assert.That(changed.Select(row => row.Why.Length), Is.All.GreaterThan(20));
    }

    [Test]
    public void Each_row_that_is_not_here_says_why_and_there_are_no_more_than_these()
    {
        var elsewhere = BadInputList.Rows.Where(row => row.IsElsewhere).ToList();
        Assert.That(elsewhere, Has.Count.EqualTo(39));
        Assert.That(elsewhere.Select(row => row.Why.Length), Is.All.GreaterThan(20));
    }

    [Test]
    public void Each_row_that_another_test_proves_names_one_that_there_is()
    {
        var tests = typeof(BadInputListTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(method => method.GetCustomAttributes().Any(attribute => attribute is TestAttribute or TestCaseAttribute or TestCaseSourceAttribute)).Select(method => $"{type.Name.Split('`')[0]}.{method.Name}"))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var row in BadInputList.Rows.Where(row => row.IsProvenByTest))
        {
            Assert.That(tests, Does.Contain(row.Target["test ".Length..]), row.Id);
        }
    }
}
