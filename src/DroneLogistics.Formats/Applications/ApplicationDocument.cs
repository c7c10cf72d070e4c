using System.Text.Json.Nodes;
using DroneLogistics.Airspace.National;
using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Applications;
using DroneLogistics.Formats.Exchange;
using DroneLogistics.Geodesy;

namespace DroneLogistics.Formats.Applications;

/// <summary>A file that an application rests on.</summary>
/// <param name="Role">What it is for: aircraft, airspace, policy, forecast.</param>
/// <param name="Name">Its name within the data, or as it was given.</param>
/// <param name="Sha256">Of its bytes, lower-case hexadecimal.</param>
public sealed record ApplicationInput(string Role, string Name, string Sha256);

/// <summary>
/// An application as JSON: what the applicant says, what was asked, what was decided and from which inputs, in the order of decree 761, article 27.
/// Equal applications are equal texts. Numbers are rounded to what they mean, so that another machine writes the same.
/// </summary>
public static class ApplicationDocument
{
    public const string Format = "drone flight-plan application";

    /// <summary>The document, to be sealed.</summary>
    /// <param name="application">The application.</param>
    /// <param name="request">The question as it was asked, in the JSON of the API.</param>
    /// <param name="inputs">All that it rests on.</param>
    public static string Write(FlightApplication application, JsonNode request, IReadOnlyList<ApplicationInput> inputs)
    {
        var (decision, applicant) = (application.Decision, application.Applicant);
        return JsonOut.Text(new JsonObject
        {
            ["document"] = new JsonObject
            {
                ["format"] = Format,
                ["version"] = 1,
                ["filedAt"] = JsonOut.Instant(application.FiledAt),
                ["case"] = CaseWord(application.Clock.Case),
                ["request"] = request,
                ["operator"] = new JsonObject { ["name"] = applicant.OperatorName, ["certificate"] = applicant.OperatorCertificate, ["contact"] = applicant.OperatorContact, ["insurance"] = applicant.Insurance },
                ["pilot"] = new JsonObject { ["name"] = applicant.PilotName, ["licence"] = applicant.PilotLicence },
                ["aircraft"] = Aircraft(application),
                ["task"] = new JsonObject { ["purpose"] = applicant.Task, ["flightMode"] = applicant.FlightMode },
                ["sites"] = Sites(application),
                ["equipment"] = new JsonObject { ["communication"] = applicant.Communication, ["navigation"] = applicant.Navigation, ["surveillance"] = applicant.Surveillance, ["transponderCode"] = applicant.TransponderCode },
                ["commandAndControl"] = new JsonObject { ["frequency"] = applicant.LinkFrequency, ["bandwidth"] = applicant.LinkBandwidth },
                ["times"] = Times(application),
                ["route"] = Route(application),
                ["airspace"] = JsonOut.List(application.Facts.Zones.Select(presence => Zone(presence))),
                ["contingencyProcedures"] = applicant.ContingencyProcedures,
                ["specialNeeds"] = applicant.SpecialNeeds,
                ["other"] = applicant.Other,
                ["approval"] = Approval(application),
                ["proof"] = Proof(decision),
                ["inputs"] = JsonOut.List(inputs.Select(input => new JsonObject { ["role"] = input.Role, ["name"] = input.Name, ["sha256"] = input.Sha256 })),
            },
        });
    }

    /// <summary>The case in a word.</summary>
    public static string CaseWord(ApplicationCase rule) => rule switch
    {
        ApplicationCase.Urgent => "urgent",
        ApplicationCase.LongTerm => "long-term",
        _ => "ordinary",
    };

    private static JsonObject Aircraft(FlightApplication application)
    {
        var (type, forecast) = (application.Decision.Question.Type, application.Decision.Forecast);
        return new JsonObject
        {
            ["type"] = type.Id.Text,
            ["name"] = type.NameEnglish,
            ["nameZh"] = type.NameChinese,
            ["maker"] = type.Maker,
            ["number"] = 1,
            ["registration"] = application.Applicant.Registration,
            ["serialNumber"] = application.Applicant.SerialNumber,
            ["class"] = application.Facts.MassClass.ToString().ToLowerInvariant(),
            ["maxTakeoffMassKg"] = Round(type.MaxTakeoffMass.Kilograms, 2),
            ["emptyMassKg"] = Round(type.EmptyMass.Kilograms, 2),
            ["takeoffMassKg"] = forecast is null ? null : Round(forecast.Task.TakeoffMass.Kilograms, 2),
            ["payloadKg"] = Round(application.Decision.Question.Payload.Kilograms, 2),
            ["maxAirspeedMps"] = Round(type.MaxAirspeed.MetresPerSecond, 2),
        };
    }

    private static JsonObject Sites(FlightApplication application)
    {
        var question = application.Decision.Question;
        return new JsonObject
        {
            ["takeoff"] = Site(question.Origin.Id.Text, question.Origin.NameEnglish, question.Origin.NameChinese, question.Origin.Position, question.Origin.Elevation.Metres),
            ["landing"] = Site(question.Destination.Id.Text, question.Destination.NameEnglish, question.Destination.NameChinese, question.Destination.Position, question.Destination.Elevation.Metres),
            ["alternates"] = JsonOut.List(application.Alternates.Select(site => Site(site.Id.Text, null, null, site.Position, site.Elevation.Metres))),
        };
    }

    private static JsonObject Site(string id, string? name, string? chinese, LatLon position, double elevation)
    {
        var site = new JsonObject { ["id"] = id, ["latitudeDeg"] = Round(position.LatitudeDegrees, 7), ["longitudeDeg"] = Round(position.LongitudeDegrees, 7), ["elevationMAmsl"] = Round(elevation, 1) };
        if (name is not null)
        {
            site["name"] = name;
            site["nameZh"] = chinese;
        }

        return site;
    }

    private static JsonObject Times(FlightApplication application)
    {
        var clock = application.Clock;
        return new JsonObject
        {
            ["zone"] = "Asia/Shanghai",
            ["departure"] = Local(application.Decision.Question.Departure),
            ["arrival"] = application.Decision.Arrival is { } arrival ? Local(Second(arrival)) : null,
            ["applyBy"] = Local(clock.ApplyBy),
            ["decideBy"] = clock.DecideBy is { } decided ? Local(decided) : null,
            ["reportBy"] = Local(clock.ReportBy),
            ["goOnlyAfterConfirmation"] = true,
            ["deadline"] = application.Deadline is null ? null : ReasonWords.Of(application.Deadline.Code),
        };

        string Local(DateTimeOffset instant) => instant.ToOffset(application.LocalOffset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static JsonObject Route(FlightApplication application)
    {
        var (decision, forecast) = (application.Decision, application.Decision.Forecast);
        return new JsonObject
        {
            ["waypoints"] = JsonOut.List(decision.Way.Points.Select(point => new JsonObject { ["latitudeDeg"] = Round(point.LatitudeDegrees, 7), ["longitudeDeg"] = Round(point.LongitudeDegrees, 7) })),
            ["distanceM"] = Round(decision.Way.Distance.Metres, 0),
            ["cruiseAltitudeMAmsl"] = forecast is null ? null : Round(forecast.Task.CruiseAltitude.Metres, 1),
            ["greatestHeightOverLandM"] = Finite(application.Facts.HighestOverLand?.Metres, 1),
            ["greatestAltitudeOverSeaMAmsl"] = Finite(application.Facts.HighestOverSea?.Metres, 1),
            ["cruiseAirspeedMps"] = forecast is null ? null : Round(forecast.Task.CruiseAirspeed.MetresPerSecond, 2),
            ["corridorHalfWidthM"] = decision.Corridor is null ? null : Round(decision.Corridor.Pieces.Max(piece => piece.Volume.HalfWidth.Metres), 1),
        };
    }

    // Entry into and exit from airspace that is not free.
    private static JsonObject Zone(Airspace.Authorizations.ZonePresence presence) => new()
    {
        ["zone"] = $"{presence.Zone.Id}",
        ["name"] = presence.Zone.NameIn("en"),
        ["nameZh"] = presence.Zone.NameIn("zh"),
        ["entry"] = JsonOut.Instant(Second(presence.When.Start)),
        ["exit"] = JsonOut.Instant(Second(presence.When.End)),
        ["latitudeDeg"] = Round(presence.Where.LatitudeDegrees, 5),
        ["longitudeDeg"] = Round(presence.Where.LongitudeDegrees, 5),
    };

    private static JsonObject? Approval(FlightApplication application) => application.Approval is { } held
        ? new JsonObject
        {
            ["number"] = held.Number,
            ["authority"] = held.AuthorityEnglish,
            ["authorityZh"] = held.AuthorityChinese,
            ["validFrom"] = JsonOut.Instant(held.Validity.Start),
            ["validTo"] = JsonOut.Instant(held.Validity.End),
            ["isDemonstration"] = held.IsDemonstration,
            ["dailyPlan"] = "this document",
        }
        : null;

    private static JsonObject Proof(Decision decision)
    {
        var forecast = decision.Forecast;
        return new JsonObject
        {
            ["verdict"] = decision.Verdict == Verdict.Go ? "GO" : "NO_GO",
            ["findings"] = JsonOut.List(decision.Findings.Select(finding => (JsonNode)ReasonWords.Of(finding.Code))),
            ["checks"] = JsonOut.List(decision.Checks.Select(check => (JsonNode)$"{check.Check} {check.Outcome.ToString().ToUpperInvariant()}")),
            ["blockS"] = Finite(forecast?.BlockSeconds, 0),
            ["landingSocRatio"] = Finite(forecast?.LandingCharge?.Ratio, 3),
            ["tripWh"] = Finite(forecast?.Reserve?.Trip.WattHours, 0),
            ["reserveMarginWh"] = Finite(forecast?.Reserve?.Margin.WattHours, 0),
            ["completionProbability"] = Finite(decision.Odds?.Complete.Value, 3),
            ["windFromDeg"] = Finite(decision.Wind?.From.Degrees, 1),
            ["windMps"] = Finite(decision.Wind?.Mean.MetresPerSecond, 2),
            ["forecastIssued"] = decision.Weather is { } weather ? JsonOut.Instant(weather.Origin.IssuedAt) : null,
            ["volumes"] = decision.Intent?.Volumes.Count ?? 0,
        };
    }

    private static DateTimeOffset Second(DateTimeOffset instant) => new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private static JsonNode? Finite(double? number, int digits) => number is { } value && double.IsFinite(value) ? Round(value, digits) : null;

    // A zero behind a minus is a zero.
    private static double Round(double number, int digits) => Math.Round(number, digits) + 0.0;
}
