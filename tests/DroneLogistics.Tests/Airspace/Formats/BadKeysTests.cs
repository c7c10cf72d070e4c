using System.Text.Json.Nodes;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Formats;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace.Formats;

/// <summary>Keys, words, heights and times that are not the format's.</summary>
public sealed class BadKeysTests
{
    private static readonly ImportOptions[] Modes = [Imports.Strict, Imports.Lenient];

    [TestCase("features/0/geometry/layer/upperReference", "\"QNE\"", ImportProblem.UnknownVerticalReference, "geometry.layer.upperReference", TestName = "An unknown vertical reference is refused.")]
    [TestCase("features/0/geometry/layer/uom", "\"fathom\"", ImportProblem.UnknownWord, "geometry.layer.uom", TestName = "An unknown unit is refused.")]
    [TestCase("features/0/geometry/layer/upper", "\"UNL\"", ImportProblem.WrongKind, "geometry.layer.upper", TestName = "A limit that is no number is refused.")]
    [TestCase("features/0/properties/type", "\"FORBIDDEN\"", ImportProblem.UnknownWord, "properties.type", TestName = "An unknown type is refused.")]
    [TestCase("features/0/properties/type", "7", ImportProblem.WrongKind, "properties.type", TestName = "A type that is a number is refused.")]
    [TestCase("features/0/properties/variant", "\"OWN\"", ImportProblem.UnknownWord, "properties.variant", TestName = "An unknown variant is refused.")]
    [TestCase("features/0/properties/reason/0", "\"WHIM\"", ImportProblem.UnknownWord, "properties.reason[0]", TestName = "An unknown reason is refused.")]
    [TestCase("features/0/properties/country", "\"China\"", ImportProblem.OutOfRange, "properties.country", TestName = "A country that is no code is refused.")]
    [TestCase("features/0/properties/identifier", "\"a b\"", ImportProblem.OutOfRange, "properties.identifier", TestName = "An identifier with a space is refused.")]
    [TestCase("features/0/properties/zoneAuthority", "[]", ImportProblem.OutOfRange, "properties.zoneAuthority", TestName = "No authority is refused.")]
    [TestCase("features/0/properties/limitedApplicability/0/schedule/0/day/0", "\"HOL\"", ImportProblem.UnknownWord, "properties.limitedApplicability[0].schedule[0].day[0]", TestName = "An unknown day is refused.")]
    [TestCase("features/0/properties/limitedApplicability/0/schedule/0/day", "[]", ImportProblem.OutOfRange, "properties.limitedApplicability[0].schedule[0].day", TestName = "A schedule of no day is refused.")]
    [TestCase("features/0/properties/limitedApplicability/0/schedule/0/startTime", "\"08:00:00\"", ImportProblem.InvalidTime, "properties.limitedApplicability[0].schedule[0].startTime", TestName = "A clock time without an offset is refused.")]
    [TestCase("features/0/properties/limitedApplicability/0/schedule/0/startTime", "\"25:00:00Z\"", ImportProblem.InvalidTime, "properties.limitedApplicability[0].schedule[0].startTime", TestName = "A clock time of 25 hours is refused.")]
    [TestCase("features/0/properties/limitedApplicability/0/schedule/0/startEvent", "\"SR\"", ImportProblem.InvalidTime, "properties.limitedApplicability[0].schedule[0].startEvent", TestName = "A time and an event together are refused.")]
    [TestCase("features/0/properties/limitedApplicability/0/schedule/0/endEvent", "\"NOON\"", ImportProblem.UnknownWord, "properties.limitedApplicability[0].schedule[0].endEvent", TestName = "An unknown event is refused.")]
    [TestCase("features/0/properties/limitedApplicability/0/startDateTime", "\"2024-01-01T00:00:00\"", ImportProblem.InvalidTime, "properties.limitedApplicability[0].startDateTime", TestName = "An instant without an offset is refused.")]
    [TestCase("features/0/properties/limitedApplicability/0/endDateTime", "\"2023-01-01T00:00:00Z\"", ImportProblem.InvalidTime, "properties.limitedApplicability[0]", TestName = "An end before the start is refused.")]
    [TestCase("features/0/properties/zoneAuthority/0/intervalBefore", "\"two hours\"", ImportProblem.InvalidTime, "properties.zoneAuthority[0].intervalBefore", TestName = "A duration in words is refused.")]
    public void In_both_modes(string path, string value, ImportProblem problem, string key)
    {
        var text = Imports.With(Imports.Ed318, path, JsonNode.Parse(value));
        foreach (var options in Modes)
        {
            var refusal = Imports.Refusal(Imports.Read(text, options));
            Assert.That((refusal.Problem, refusal.Feature, refusal.Key), Is.EqualTo((problem, refusal.Feature.StartsWith("features[0]", StringComparison.Ordinal) ? refusal.Feature : "features[0]", key)), $"{options.Mode}: {refusal}");
        }
    }

    [TestCase("features/0/geometry/layer/upperReference", ImportProblem.UnknownVerticalReference, "geometry.layer.upperReference")]
    [TestCase("features/0/properties/identifier", ImportProblem.MissingKey, "properties.identifier")]
    [TestCase("features/0/properties/country", ImportProblem.MissingKey, "properties.country")]
    [TestCase("features/0/properties/type", ImportProblem.MissingKey, "properties.type")]
    [TestCase("features/0/properties/zoneAuthority", ImportProblem.MissingKey, "properties.zoneAuthority")]
    [TestCase("features/0/geometry", ImportProblem.MissingKey, "geometry")]
    [TestCase("features/0/properties", ImportProblem.MissingKey, "properties")]
    [TestCase("features", ImportProblem.MissingKey, "features")]
    public void A_key_that_must_be_there_is_missed_in_both_modes(string path, ImportProblem problem, string key)
    {
        foreach (var options in Modes)
        {
            var refusal = Imports.Refusal(Imports.Read(Imports.Without(Imports.Ed318, path), options));
            Assert.That((refusal.Problem, refusal.Key), Is.EqualTo((problem, key)), refusal.ToString());
        }
    }

    [Test]
    public void A_lower_limit_above_the_upper_is_refused()
    {
        var text = Imports.With(Imports.With(Imports.Ed318, "features/1/geometry/layer/lowerReference", "WGS84"), "features/1/geometry/layer/lower", 301);

        Assert.That(Imports.Refusal(Imports.Read(text)).Problem, Is.EqualTo(ImportProblem.LimitsReversed));
    }

    [TestCase("features/0/properties/typ", "\"PROHIBITED\"", ImportProblem.UnknownKey, "properties.typ", "ignored", TestName = "A key that the format does not have.")]
    [TestCase("features/0/properties/type", "\"prohibited\"", ImportProblem.UnknownWord, "properties.type", "read as PROHIBITED", TestName = "A word in other capitals.")]
    [TestCase("features/0/properties/type", "\"REQ_AUTHORISATION\"", ImportProblem.UnknownWord, "properties.type", "read as REQ_AUTHORIZATION", TestName = "The British spelling.")]
    [TestCase("features/0/geometry/layer/lowerReference", "\"agl\"", ImportProblem.UnknownVerticalReference, "geometry.layer.lowerReference", "read as AGL", TestName = "A reference in other capitals.")]
    [TestCase("features/0/properties/identifier", "\"LONG-IDENTIFIER\"", ImportProblem.TextTooLong, "properties.identifier", "kept whole", TestName = "An identifier of more than 7 letters.")]
    [TestCase("features/0/properties/country", "\"chn\"", ImportProblem.OutOfRange, "properties.country", "read in capitals", TestName = "A country in small letters.")]
    [TestCase("features/0/properties/region", "null", ImportProblem.WrongKind, "properties.region", "read as left out", TestName = "A null for what may be left out.")]
    [TestCase("features/0/properties/limitedApplicability/0/schedule/0/startTime", "\"08:00Z\"", ImportProblem.InvalidTime, "properties.limitedApplicability[0].schedule[0].startTime", "read as the full minute", TestName = "A time without seconds.")]
    public void What_has_one_safe_reading_is_refused_when_strict_and_told_when_lenient(string path, string value, ImportProblem problem, string key, string done)
    {
        var text = Imports.With(Imports.Ed318, path, JsonNode.Parse(value));
        var refusal = Imports.Refusal(Imports.Read(text));
        var lenient = Imports.Read(text, Imports.Lenient);

        Assert.That((refusal.Problem, refusal.Key, refusal.Done), Is.EqualTo((problem, key, ImportDiagnostic.Refused)), refusal.ToString());
        Assert.That(lenient.Refusals, Is.Empty);
        Assert.That((lenient.Diagnostics.Single().Problem, lenient.Diagnostics.Single().Key, lenient.Diagnostics.Single().Done), Is.EqualTo((problem, key, done)));
    }

    [Test]
    public void A_key_that_stands_twice_is_refused_with_its_place()
    {
        var text = Imports.Ed318.Replace("\"region\": 9", "\"region\": 9, \"region\": 8", StringComparison.Ordinal);
        var refusal = Imports.Refusal(Imports.Read(text));

        Assert.That((refusal.Problem, refusal.Feature, refusal.Key), Is.EqualTo((ImportProblem.DuplicateKey, "features[0]", "properties.region")));
    }

    [Test]
    public void An_identifier_that_stands_twice_is_refused()
    {
        var refusal = Imports.Refusal(Imports.Read(Imports.With(Imports.Ed318, "features/1/properties/identifier", "TEST-1")));

        Assert.That((refusal.Problem, refusal.Feature), Is.EqualTo((ImportProblem.DuplicateIdentifier, "features[1] (TEST-1)")));
    }

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("{\"type\":\"Feature\",\"features\":[]}")]
    [TestCase("{\"type\":\"FeatureCollection\",\"features\":{}}")]
    [TestCase("{\"type\":\"FeatureCollection\",\"features\":[7]}")]
    [TestCase("{\"type\":\"FeatureCollection\",\"features\":[]")]
    [TestCase("<html></html>")]
    [TestCase("PK and no archive")]
    public void What_is_no_file_of_zones_is_refused_and_told(string text)
    {
        foreach (var options in Modes)
        {
            Assert.That(Imports.Refusal(Imports.Read(text, options)).Key, Is.Not.Empty);
        }
    }

    [Test]
    public void A_file_of_too_many_bytes_or_features_is_refused()
    {
        var small = Imports.Strict with { Limits = Imports.Strict.Limits with { MaxFileBytes = 100 } };
        var one = Imports.Strict with { Limits = Imports.Strict.Limits with { MaxFeatures = 1 } };

        Assert.That(Imports.Refusal(Imports.Read(Imports.Ed318, small)).Problem, Is.EqualTo(ImportProblem.FileTooLarge));
        Assert.That(Imports.Refusal(Imports.Read(Imports.Ed318, one)).Key, Is.EqualTo("features"));
        Assert.That(Imports.Refusal(Imports.Read(Imports.Kml.Replace("</Document>", "<Placemark/></Document>", StringComparison.Ordinal), one)).Feature, Is.EqualTo("(file)"));
    }

    [Test]
    public void The_code_of_a_problem_is_spelt_for_machines() => Assert.That(
        new ImportDiagnostic(ImportProblem.SiteOffsetSuspect, "f", "x", "k", "e", "f", ImportDiagnostic.Refused).Code,
        Is.EqualTo("SITE_OFFSET_SUSPECT"));
}
