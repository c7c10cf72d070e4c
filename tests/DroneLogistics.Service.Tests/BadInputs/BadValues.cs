using System.Globalization;
using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.BadInputs;

/// <summary>The classes of bad values of fields, each of which draws one anew.</summary>
internal static class BadValues
{
    // Of the instants of the contract, 2000 to 2100, in seconds.
    private const long Year2100 = 4_102_444_800;

    public static readonly IReadOnlyDictionary<string, Action<Draft>> Classes = new Dictionary<string, Action<Draft>>(StringComparer.Ordinal)
    {
        ["not finite"] = draft => draft.Set(draft.OneOf(double.NaN, double.PositiveInfinity, double.NegativeInfinity)),
        ["latitude range"] = draft => draft.Set(draft.OneOf(-1, 1) * draft.OneOf(90.0000001, draft.Between(90.001, 180), Math.Pow(10, draft.Between(3, 308)))),
        ["longitude range"] = draft => draft.Set(draft.OneOf(-1, 1) * draft.OneOf(180.0000001, draft.Between(180.001, 360), Math.Pow(10, draft.Between(3, 308)))),
        ["outside the service area"] = draft => draft.Set(draft.OneOf(
            new Google.Type.LatLng(),
            new Google.Type.LatLng { Latitude = draft.Between(-90, 20), Longitude = draft.Between(-180, 180) },
            new Google.Type.LatLng { Latitude = draft.Between(29, 31), Longitude = draft.Between(-180, 100) })),
        ["unset"] = draft => draft.Set(null),
        ["across the antimeridian"] = draft => draft.Set(draft.OneOf(-1, 1) * draft.Between(179, 180)),
        ["too many waypoints"] = draft => Waypoints(draft.As<CheckFlightRequest>().Flight, draft.OneOf(201, draft.Random.Next(201, 10_001))),
        ["too low"] = draft => draft.Set(draft.OneOf(29.999, draft.Between(-1e6, 29))),
        ["too high"] = draft => draft.Set(draft.OneOf(3000.001, draft.Between(3001, 1e6))),
        ["above the ceiling"] = AboveTheCeiling,
        ["unknown number"] = draft =>
        {
            var number = draft.Random.Next(50, int.MaxValue);
            draft.Set(number);
        },
        ["negative"] = draft => draft.Set(draft.OneOf(-1e-9, -draft.Between(0.001, 1), -Math.Pow(10, draft.Between(0, 300)))),
        ["denormal"] = draft => draft.Set(draft.OneOf(-1, 1) * double.Epsilon * draft.Random.Next(1, int.MaxValue)),
        ["zero"] = draft => draft.Set(draft.OneOf(0.0, -0.0, -draft.Between(1e-9, 1e9))),
        ["speed above any type"] = draft => draft.Set(draft.Between(72, 1e6)),
        ["malformed site name"] = draft => draft.Set(draft.OneOf("sites/putuo ", "sites/ putuo", "sites/Putuo", "site-1 ", "putuo", "sites/", "sites//putuo", "sites/put/uo", "sites/普陀", "sites/" + new string('a', draft.Random.Next(65, 500)), "routes/putuo")),
        ["unknown site"] = draft => draft.Set(string.Create(CultureInfo.InvariantCulture, $"sites/nowhere{draft.Random.Next()}")),
        ["unknown type"] = draft => draft.Set(string.Create(CultureInfo.InvariantCulture, $"aircraftTypes/ghost{draft.Random.Next()}")),
        ["before the start"] = draft => draft.Set(Requests.Now.AddSeconds(-draft.Random.Next(1, 100_000_000)).ToTimestamp()),
        ["the start itself"] = draft => draft.Set(Requests.Now.ToTimestamp()),
        ["bidirectional override"] = draft => draft.Set("paint" + draft.OneOf('\u202E', '\u202A', '\u202B', '\u202D', '\u2066', '\u200F', '\u001B', '\u0007') + "ing"),
        ["same id, another body"] = draft =>
        {
            draft.Set(draft.World.Booked.RequestId);
            draft.As<ScheduleFlightRequest>().Flight.PayloadKg = Math.Round(draft.Between(0.1, 14), 2);
        },
        ["after year 9999"] = draft => Instant(draft, draft.Random.NextInt64(253_402_300_800, long.MaxValue), string.Create(CultureInfo.InvariantCulture, $"{draft.Random.Next(10_000, 99_999)}-01-01T00:00:00Z")),
        ["before year 1"] = draft => Instant(draft, draft.Random.NextInt64(long.MinValue, -62_135_596_800), draft.OneOf("0000-12-31T23:59:59Z", "-0001-01-01T00:00:00Z")),
        ["milliseconds as seconds"] = draft =>
        {
            // As JSON the contract writes no seconds: the year that a program makes of them has five digits.
            var seconds = Requests.Nine.ToUnixTimeMilliseconds() + draft.Random.Next();
            Instant(draft, seconds, string.Create(CultureInfo.InvariantCulture, $"{1970 + (seconds / 31_556_952)}-06-01T00:00:00Z"));
        },
        ["nanos beyond a second"] = draft =>
        {
            var nanos = draft.OneOf(1_000_000_000, draft.Random.Next(1_000_000_000, int.MaxValue), -draft.Random.Next(1, int.MaxValue));
            draft.Set(new Timestamp { Seconds = Requests.Nine.ToUnixTimeSeconds(), Nanos = nanos });
            draft.SetJson(string.Create(CultureInfo.InvariantCulture, $"2026-11-25T01:00:00.{nanos}000000Z"));
        },
        ["pad of another flight"] = draft =>
        {
            // It is on the pad from 08:50, ten minutes before it leaves, and another one until two minutes after.
            draft.Set(Requests.Nine.AddMinutes(-12).AddMilliseconds(draft.Random.Next(1, 239_000)).ToTimestamp());
        },
        ["aircraft of another flight"] = draft =>
        {
            var request = draft.As<ScheduleFlightRequest>();
            draft.Set(draft.World.Booked.Plan.Aircraft);
            request.Flight.DepartureTime = Requests.Nine.AddMinutes(draft.Between(13, 20)).ToTimestamp();
        },
        ["forecast too old"] = draft =>
        {
            draft.As<ScheduleFlightRequest>().Flight.Wind = null;
            draft.Set(Requests.Nine.AddMinutes(draft.Random.Next(0, 30)).ToTimestamp());
        },
        ["taken id"] = draft => draft.Set(draft.World.Closed.Name.Split('/')[1]),
        ["stale etag"] = draft => draft.Set(string.Create(CultureInfo.InvariantCulture, $"r{draft.Random.Next(100_000, int.MaxValue)}")),
        ["page size beyond the largest"] = draft => draft.Set(draft.OneOf(int.MaxValue, draft.Random.Next(1001, int.MaxValue))),
        ["tampered token"] = draft => draft.Set(draft.OneOf("AAAA", "!", "====", Convert.ToBase64String(BitConverter.GetBytes(draft.Random.NextInt64())), DroneLogistics.Service.Pages.Token("another", "1")[..^3])),
        ["token of another filter"] = draft => draft.Set(DroneLogistics.Service.Pages.Token(string.Create(CultureInfo.InvariantCulture, $"flights|True||{draft.Random.Next()}|"), "1|x")),
        ["too long"] = draft => draft.Set(Duration.FromTimeSpan(TimeSpan.FromSeconds(draft.OneOf(172_801, draft.Between(172_801, 1e9))))),
        ["same seed twice"] = SameSeed,
        ["too many samples"] = draft => draft.Set(draft.OneOf(1_000_000_000, 65_537, 131_072, draft.Random.Next(65_537, int.MaxValue))),
        ["wind beyond any"] = draft => draft.Set(draft.OneOf(75.001, draft.Between(76, 1e6))),
        ["kelvin"] = draft => draft.Set(draft.Between(240, 330)),
        ["pascal or inches"] = draft => draft.Set(draft.OneOf(draft.Between(85_000, 109_000), draft.Between(26, 32), draft.Between(0.8, 1.1))),
        ["elevation of no site"] = draft => draft.Set(draft.OneOf(9000, draft.Between(9000, 1e6))),
        ["word for infinity"] = draft => JsonOnly(draft, draft.OneOf("\"Infinity\"", "\"-Infinity\"", "\"NaN\"", "1e999", "-1e400", "\"1e999\"")),
        ["bare NaN"] = draft => JsonOnly(draft, draft.OneOf("NaN", "Infinity", "-Infinity", "nan", "inf", "0x10", "+1", "01", ".5", "1.")),
        ["decimal comma"] = draft => JsonOnly(draft, draft.OneOf("\"30,1\"", "\"1.000,5\"", "\"12 kg\"", "\" 1\"", "\"1_000\"", "\"\"", "true", "[1]", "{}")),
        ["unknown word"] = draft => JsonOnly(draft, draft.OneOf("\"ZZZ\"", "\"best_range\"", "\"BestRange\"", "99", "-1", "\"\"", "\"7 \"")),
        ["instant without a zone"] = draft => JsonOnly(draft, draft.OneOf("\"2026-12-01T08:00:00\"", "\"2026-12-01 08:00:00Z\"", "\"2026-12-01\"", "\"08:00\"", "\"2026-13-01T00:00:00Z\"", "\"2026-02-30T00:00:00Z\"", "\"tomorrow\"", "\"\"")),
        ["fraction"] = draft =>
        {
            draft.OnlyJson = true;
            draft.SetJson(draft.OneOf("1.5", "1e2", "0x10", "99999999999", "", "one", "1 "));
        },
        ["lone surrogate"] = draft => JsonOnly(draft, draft.OneOf("\"\\ud800\"", "\"a\\udc00b\"", "\"\\udfff\\ud800\"")),
        ["zero character"] = draft => JsonOnly(draft, draft.OneOf("\"a\\u0000b\"", "\"\\u0000\"", "\"painting\\u0000\"")),
        ["trailing garbage"] = draft => JsonText(draft, text => text + draft.OneOf("x", "{}", "]", ",", "null", "\u0000", "//")),
        ["no object"] = draft => JsonText(draft, _ => draft.OneOf("[]", "null", "1", "\"{}\"", "true", "[{}]", "{", "")),
        ["five mebibytes of text"] = draft => JsonText(draft, _ => $"{{\"flight\":{{\"origin\":\"{new string('a', (5 << 20) + draft.Random.Next(1 << 20))}\"}}}}"),
    };

    private static void AboveTheCeiling(Draft draft)
    {
        draft.Set(draft.Between(200, 2900));
        draft.As<CheckFlightRequest>().Flight.RouteChoice = RouteChoice.DirectRoute;
        draft.Also = answer =>
        {
            var decision = CheckFlightResponse.Parser.ParseJson(answer.Text).Decision;
            Assert.That(decision.Verdict, Is.EqualTo(Verdict.NoGo));
            Assert.That(decision.Findings.Select(finding => finding.Code), Does.Contain(ReasonCode.GeozoneAuthorizationRequired), $"{draft.Request}");
        };
    }

    private static void SameSeed(Draft draft)
    {
        draft.Set((long)draft.Random.Next());
        draft.As<AssessFlightRequest>().Flight.RouteChoice = RouteChoice.DirectRoute;
        draft.Also = answer =>
        {
            var again = draft.World.Service.Planning.AssessFlight(draft.As<AssessFlightRequest>());
            Assert.That(AssessFlightResponse.Parser.ParseJson(answer.Text).Risk, Is.EqualTo(again.Risk));
        };
    }

    private static void Waypoints(FlightPlan plan, int count)
    {
        while (plan.Waypoints.Count < count)
        {
            plan.Waypoints.Add(plan.Waypoints[plan.Waypoints.Count % 2].Clone());
        }
    }

    private static void Instant(Draft draft, long seconds, string text)
    {
        System.Diagnostics.Debug.Assert(seconds is < 0 or > Year2100, "it is out of the range of the contract");
        draft.Set(new Timestamp { Seconds = seconds });
        draft.SetJson(text);
    }

    /// <summary>A value that only JSON can have, in its own spelling.</summary>
    private static void JsonOnly(Draft draft, string spelling)
    {
        const string Mark = "\"@@\"";
        draft.SetJson("@@");
        JsonText(draft, text => text.Replace(Mark, spelling, StringComparison.Ordinal));
    }

    private static void JsonText(Draft draft, Func<string, string> change)
    {
        draft.OnlyJson = true;
        draft.Text = change;
    }
}
