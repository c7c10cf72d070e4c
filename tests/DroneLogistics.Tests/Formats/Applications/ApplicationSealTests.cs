using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DroneLogistics.Dispatch.Applications;
using DroneLogistics.Formats.Applications;
using DroneLogistics.Tests.Dispatch.Applications;
using NUnit.Framework;

namespace DroneLogistics.Tests.Formats.Applications;

/// <summary>An application that was altered after it was sealed.</summary>
public sealed class ApplicationSealTests
{
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static readonly FlightApplication Application = FlightApplication.Of(
        ShippedData.World, Flights.AssumedTimetable(), Flights.Question() with { WithoutApprovals = true }, FlightApplicationTests.Applicant, isUrgent: false, Flights.Now);

    private static readonly ApplicationInput[] Inputs = [new("aircraft", "aircraft/fz90.json", new string('a', 64)), new("policy", "policy/planning.json", new string('b', 64))];

    private static readonly string Document = ApplicationDocument.Write(Application, JsonNode.Parse("{\"flight\":{\"payloadKg\":15}}")!, Inputs);

    private static readonly byte[] File = ApplicationSeal.Close(Document, Key);

    private static readonly int SealStart = Encoding.Latin1.GetString(File).IndexOf("  \"seal\": {", StringComparison.Ordinal);

    [OneTimeTearDown]
    public static void Dispose() => Key.Dispose();

    [Test]
    public void As_it_was_sealed_it_is_intact_and_gives_back_the_document()
    {
        var answer = SealCheck.Check(File, Key);
        Assert.That(answer.IsIntact, Is.True);
        Assert.That(answer.Document, Is.EqualTo(Document));
        Assert.That(() => JsonDocument.Parse(File), Throws.Nothing);
    }

    [Test]
    public void Any_byte_that_is_altered_is_named_to_the_byte_and_one_of_the_signature_as_the_signature()
    {
        var signature = Encoding.Latin1.GetString(File).IndexOf("    \"signature\": \"", StringComparison.Ordinal);
        var signatureEnd = File.AsSpan(signature).IndexOf((byte)'\n') + signature;
        for (var at = 0; at < File.Length; at++)
        {
            byte[] altered = [.. File];
            altered[at] ^= (byte)(1 << (at % 8));
            var answer = SealCheck.Check(altered, Key);
            Assert.That((answer.IsIntact, answer.Document), Is.EqualTo((false, (string?)null)), $"byte {at}");
            var fault = answer.Faults.Single();
            if (at >= signature && at < signatureEnd)
            {
                Assert.That(fault.Path, Is.EqualTo("seal.signature"), $"byte {at}");
            }
            else
            {
                Assert.That(fault.Offset, Is.EqualTo(at));
            }
        }
    }

    [Test]
    public void An_altered_number_is_named_by_its_key_with_what_it_was()
    {
        var at = Encoding.UTF8.GetString(File).IndexOf("\"cruiseAltitudeMAmsl\": 120", StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetByteCount(Encoding.UTF8.GetString(File)[..at]) + "\"cruiseAltitudeMAmsl\": 1".Length;
        byte[] altered = [.. File];
        altered[bytes] = (byte)'9';
        var fault = SealCheck.Check(altered, Key).Faults.Single();
        Assert.That((fault.Path, fault.Says), Is.EqualTo(("document.route.cruiseAltitudeMAmsl", "is \"9\", \"2\" was sealed")));
    }

    [Test]
    public void Several_altered_lines_are_each_named()
    {
        var altered = Replaced(Replaced(File, "\"payloadKg\": 15,", "\"payloadKg\": 19,"), "\"applyBy\": \"2026-11-24T12", "\"applyBy\": \"2026-11-24T18");
        Assert.That(SealCheck.Check(altered, Key).Faults.Select(fault => fault.Path), Is.EqualTo(new[] { "document.aircraft.payloadKg", "document.times.applyBy" }));
    }

    [Test]
    public void A_line_taken_out_or_put_in_is_named_where_it_begins()
    {
        var text = Encoding.UTF8.GetString(File);
        var line = text.Split('\n').Single(candidate => candidate.Contains("\"goOnlyAfterConfirmation\"", StringComparison.Ordinal));
        foreach (var altered in new[] { text.Replace(line + "\n", string.Empty, StringComparison.Ordinal), text.Replace(line, line + "\n" + line, StringComparison.Ordinal) })
        {
            var fault = SealCheck.Check(Encoding.UTF8.GetBytes(altered), Key).Faults.Single();
            Assert.That(fault.Says, Does.Contain("were sealed"));
            Assert.That(fault.Path, Does.StartWith("document.times"));
        }
    }

    [Test]
    public void A_forger_who_hashes_anew_is_caught_by_the_signature()
    {
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var forged = Document.Replace("\"payloadKg\": 15,", "\"payloadKg\": 19,", StringComparison.Ordinal);

        // With a key of their own: every digest fits.
        var own = ApplicationSeal.Close(forged, forger);
        Assert.That(SealCheck.Check(own, forger).IsIntact, Is.True);
        Assert.That(SealCheck.Check(own, Key).Faults.Single(), Is.EqualTo(SealCheck.Check(own, Key).Faults.Single() with { Path = "seal.signature", Says = "is of another key than the one that is trusted" }));

        // With the public key and the signature of the operator put in: the digests fit still.
        var seal = Encoding.Latin1.GetString(File)[SealStart..];
        var posing = Replaced(Replaced(own, Field(Encoding.Latin1.GetString(own), "publicKey"), Field(seal, "publicKey")), Field(Encoding.Latin1.GetString(own), "signature"), Field(seal, "signature"));
        var caught = SealCheck.Check(posing, Key).Faults.Single();
        Assert.That((caught.Path, caught.Says), Is.EqualTo(("seal.signature", caught.Says)));
        Assert.That(caught.Says, Does.Contain("sealed anew by somebody without the key"));
    }

    [Test]
    public void A_signature_is_spelled_one_way_only()
    {
        var signature = Field(Encoding.Latin1.GetString(File)[SealStart..], "signature");
        Assert.That(SealCheck.Check(Replaced(File, signature, signature.ToUpperInvariant()), Key).IsIntact, Is.False);
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("\n\n\n\n\n\n\n\n\n\n\n\n\n")]
    [TestCase("  \"seal\": {")]
    public void What_is_no_application_is_not_intact(string text) =>
        Assert.That(SealCheck.Check(Encoding.UTF8.GetBytes(text), Key).IsIntact, Is.False);

    [Test]
    public void An_application_cut_anywhere_is_not_intact()
    {
        for (var length = 0; length < File.Length; length += 11)
        {
            Assert.That(SealCheck.Check(File.AsSpan(0, length), Key).IsIntact, Is.False, $"{length} bytes");
        }
    }

    [Test]
    public void Equal_applications_are_equal_documents()
    {
        var again = ApplicationDocument.Write(Application, JsonNode.Parse("{\"flight\":{\"payloadKg\":15}}")!, Inputs);
        Assert.That(again, Is.EqualTo(Document));
        Assert.That(FiledApplication.Differences(Document, again), Is.Empty);
    }

    [Test]
    public void What_comes_out_otherwise_is_named_and_the_last_digit_of_another_machine_is_not()
    {
        var other = Document.Replace("\"payloadKg\": 15,", "\"payloadKg\": 19,", StringComparison.Ordinal).Replace("\"verdict\": \"NO_GO\"", "\"verdict\": \"GO\"", StringComparison.Ordinal);
        Assert.That(FiledApplication.Differences(Document, other), Is.EqualTo(new[] { ("document.aircraft.payloadKg", "15", "19"), ("document.proof.verdict", "\"NO_GO\"", "\"GO\"") }));
        var block = JsonNode.Parse(Document)!["document"]!["proof"]!["blockS"]!.ToJsonString();
        var next = (double.Parse(block, System.Globalization.CultureInfo.InvariantCulture) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(FiledApplication.Differences(Document, Document.Replace($"\"blockS\": {block}", $"\"blockS\": {next}", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void A_document_says_what_article_27_asks_for_and_is_read_back()
    {
        var document = JsonNode.Parse(Document)!["document"]!;
        foreach (var part in new[] { "operator", "pilot", "aircraft", "task", "sites", "equipment", "commandAndControl", "times", "route", "airspace", "contingencyProcedures", "specialNeeds", "other", "proof", "inputs" })
        {
            Assert.That(document[part], Is.Not.Null, part);
        }

        Assert.That((string?)document["aircraft"]!["class"], Is.EqualTo("medium"));
        Assert.That((string?)document["times"]!["applyBy"], Is.EqualTo("2026-11-24T12:00:00+08:00"));
        Assert.That((string?)document["times"]!["decideBy"], Is.EqualTo("2026-11-24T21:00:00+08:00"));
        Assert.That((string?)document["times"]!["reportBy"], Is.EqualTo("2026-11-25T08:00:00+08:00"));
        Assert.That(document["sites"]!["alternates"]!.AsArray(), Is.Not.Empty);
        var filed = FiledApplication.Read(Document, "application.json");
        Assert.That((filed.Applicant, filed.IsUrgent), Is.EqualTo((FlightApplicationTests.Applicant, false)));
    }

    [Test]
    public void The_page_to_print_fetches_nothing_runs_nothing_and_shows_what_is_said_as_it_is_said()
    {
        var hostile = Application with { Applicant = Application.Applicant with { OperatorName = "<script>alert(1)</script>\"&" } };
        var page = ApplicationPage.Write(hostile, Inputs, new string('c', 64));
        Assert.That(page, Does.Contain("&lt;script&gt;alert(1)&lt;/script&gt;").And.Not.Contain("<script"));
        Assert.That(page, Does.Contain("default-src 'none'").And.Not.Contain("http://").And.Not.Contain("https://"));
        Assert.That(page, Does.Contain("2026-11-24 12:00").And.Contain("2026-11-24 21:00").And.Contain("2026-11-25 08:00").And.Contain(new string('c', 64)).And.Contain(Inputs[0].Sha256));

        // Well formed, so that every element that opens closes.
        Assert.That(() => System.Xml.Linq.XDocument.Parse(page.Replace("<!DOCTYPE html>", string.Empty, StringComparison.Ordinal).Replace("<meta charset=\"utf-8\">", string.Empty, StringComparison.Ordinal).Replace("'unsafe-inline'\">", "'unsafe-inline'\"/>", StringComparison.Ordinal)), Throws.Nothing);
    }

    private static string Field(string text, string name)
    {
        var at = text.IndexOf($"\"{name}\": \"", StringComparison.Ordinal) + name.Length + 5;
        return text[at..text.IndexOf('"', at)];
    }

    private static byte[] Replaced(byte[] content, string from, string to) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content).Replace(from, to, StringComparison.Ordinal));
}
