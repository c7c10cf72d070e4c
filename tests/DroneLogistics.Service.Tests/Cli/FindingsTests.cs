using DroneLogistics.Dispatch;
using DroneLogistics.Tests;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Cli;

/// <summary>The list of reason codes and its page.</summary>
public sealed class FindingsTests
{
    [Test]
    public void Every_code_stands_in_the_list_once_with_cause_and_action_in_two_languages()
    {
        Assert.That(ReasonCatalogue.All.Select(entry => entry.Code), Is.EqualTo(Enum.GetValues<ReasonCode>().Where(code => code != ReasonCode.None).Order()));
        foreach (var entry in ReasonCatalogue.All)
        {
            Assert.That(new[] { entry.CauseEnglish, entry.ActionEnglish }, Is.All.EndsWith("."), $"{entry.Code}");
            Assert.That(new[] { entry.CauseChinese, entry.ActionChinese }, Is.All.EndsWith("。"), $"{entry.Code}");
            Assert.That(entry.IsAdvisory, Is.EqualTo(entry.Code >= ReasonCode.WindAssumed), $"{entry.Code}");
        }
    }

    [Test]
    public async Task The_page_in_the_documents_is_what_the_command_writes()
    {
        var run = await Drone.RunAsync("findings", "--markdown");

        Assert.That(run.Output.ReplaceLineEndings("\n"), Is.EqualTo(Repository.Read("docs/findings.md").ReplaceLineEndings("\n")), "drone findings --markdown > docs/findings.md");
    }

    [Test]
    public async Task One_code_is_told_alone_and_an_unknown_one_is_wrong_usage()
    {
        var one = await Drone.RunAsync("findings", "airspace_slot_conflict");
        var wrong = await Drone.RunAsync("findings", "NO_SUCH_CODE");

        Assert.That(one.Output, Does.StartWith("AIRSPACE_SLOT_CONFLICT").And.Contain("  action   Leave at the next free slot").And.Not.Contain("PAYLOAD"));
        Assert.That(wrong.Exit, Is.EqualTo(64));
        Assert.That(wrong.Error, Does.Contain("there is no code \"NO_SUCH_CODE\""));
    }
}
