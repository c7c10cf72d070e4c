using DroneLogistics.Geodesy;
using DroneLogistics.Sites;
using Google.Protobuf.WellKnownTypes;
using Core = DroneLogistics.Dispatch;

namespace DroneLogistics.Service;

/// <summary>Writes a decision of the core as the message of the contract: the one place where they meet, for every door.</summary>
public static class DecisionWriter
{
    public static V1.Decision Write(Core.Decision decision)
    {
        var question = decision.Question;
        var air = decision.Forecast?.Task.Atmosphere ?? Weather.Atmosphere.Of(question.Temperature, question.Qnh, question.RelativeHumidityRatio);
        var message = new V1.Decision
        {
            Verdict = (V1.Verdict)decision.Verdict,
            DecisionTime = decision.DecidedAt.ToTimestamp(),
            Origin = SiteName(question.Origin),
            Destination = SiteName(question.Destination),
            Via = { question.Via.Select(SiteName) },
            AircraftType = $"aircraftTypes/{question.Type.Id}",
            Aircraft = decision.Aircraft is { } tail ? $"aircraft/{tail.Id}" : string.Empty,
            BatteryPack = decision.Pack is { } pack ? $"batteryPacks/{pack.Id}" : string.Empty,
            PayloadKg = question.Payload.Kilograms,
            DepartureTime = question.Departure.ToTimestamp(),
            ArrivalTime = decision.Arrival?.ToTimestamp(),
            BlockDuration = decision.Arrival is { } arrival ? (arrival - question.Departure).ToDuration() : null,
            TemperatureDegc = air.SeaLevelTemperature.DegreesCelsius,
            QnhHpa = air.Qnh.Hectopascals,

            // Rounded so that 57 % given is 57 % told.
            RelativeHumidityPercent = Math.Round(air.RelativeHumidityRatio * 100, 9),
            Odds = decision.Odds is { } odds ? RiskWriter.Write(odds, decision.MinCompletionProbability) : null,
            WeatherForecast = decision.Weather is { } use ? Write(use) : null,
            Findings = { decision.Findings.Select(Write) },
            Advisories = { decision.Advisories.Select(Write) },
            Route = new V1.FlightRoute
            {
                Waypoints = { decision.Way.Points.Select(Write) },
                Standing = (V1.RouteStanding)decision.Way.Standing,
                BendsRound = { decision.Way.Bends.Select(bend => bend.Hindrance.NameEnglish).Distinct() },
            },
            Checks = { decision.Checks.Select(check => new V1.CheckResult { Check = check.Check, Outcome = (V1.CheckOutcome)check.Outcome }) },
        };
        if (decision.Wind is { } wind)
        {
            message.Wind = Write(wind);
        }

        if (decision.Forecast is { } forecast)
        {
            if (forecast.Phases.Count > 0)
            {
                message.Forecast = ForecastWriter.Write(forecast, decision);
            }

            if (forecast.LandingCharge is { } charge)
            {
                message.LandingSocRatio = charge.Ratio;
            }
        }

        return message;
    }

    public static V1.Finding Write(Core.Finding finding)
    {
        var message = new V1.Finding
        {
            Code = (V1.ReasonCode)finding.Code,
            Check = finding.Check,
            Unknown = finding.Unknown,
            Unit = finding.Unit,
            Message = finding.English,
            MessageZh = finding.Chinese,
            Subject = finding.Subject,
            Location = finding.Where is { } where ? Write(where) : null,
            StartTime = finding.When?.Start.ToTimestamp(),
            EndTime = finding.When?.End.ToTimestamp(),
        };
        if (finding.Limit is { } limit)
        {
            message.Limit = limit;
        }

        if (finding.Actual is { } actual)
        {
            message.Actual = actual;
        }

        if (finding.Margin is { } margin)
        {
            message.Margin = margin;
        }

        return message;
    }

    public static Google.Type.LatLng Write(LatLon position) =>
        new() { Latitude = position.LatitudeDegrees, Longitude = position.LongitudeDegrees };

    /// <summary>The name of a reason code in the contract, for example <c>PAD_UNAVAILABLE</c>.</summary>
    public static string Name(V1.ReasonCode code) =>
        V1.DecisionReflection.Descriptor.FindTypeByName<Google.Protobuf.Reflection.EnumDescriptor>("ReasonCode").FindValueByNumber((int)code).Name;

    private static V1.ForecastUse Write(Core.ForecastUse use) => new()
    {
        Source = use.Origin.Source,
        CycleTime = use.Origin.Cycle?.ToTimestamp(),
        IssueTime = use.Origin.IssuedAt.ToTimestamp(),
        AgeDuration = use.Age.ToDuration(),
        MemberCount = use.Origin.Members,
        Forecast = use.Origin.Id.Length > 0 ? $"{ForecastQueries.Forecasts}/{use.Origin.Id}" : string.Empty,
    };

    private static V1.WindConditions Write(Weather.Wind wind)
    {
        var message = new V1.WindConditions { FromDeg = wind.From.Degrees, SpeedMps = wind.Mean.MetresPerSecond };
        if (wind.Gust is { } gust)
        {
            message.GustMps = gust.MetresPerSecond;
        }

        return message;
    }

    private static string SiteName(Site site) => $"sites/{site.Id}";
}
