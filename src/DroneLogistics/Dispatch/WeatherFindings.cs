using System.Globalization;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch;

/// <summary>Where and when on its flight an aircraft passes a limit of weather by the most.</summary>
/// <param name="At">The moment.</param>
/// <param name="Actual">The value there.</param>
/// <param name="Margin">How far inside the limit; negative or not a number.</param>
/// <param name="When">How long the limit is passed around it.</param>
/// <param name="English">Place and time of the moment as the end of a sentence.</param>
/// <param name="Chinese">The same in Chinese.</param>
public sealed record WeatherBreach(FlightMoment At, double Actual, double Margin, TimeWindow When, string English, string Chinese)
{
    /// <summary>The refusal for it.</summary>
    /// <param name="code">Why.</param>
    /// <param name="limit">In <paramref name="unit"/>.</param>
    /// <param name="unit">Of limit, value and margin.</param>
    /// <param name="subject">What the limit belongs to.</param>
    /// <param name="english">One sentence.</param>
    /// <param name="chinese">The same in Chinese.</param>
    public Finding ToFinding(ReasonCode code, double limit, string unit, string subject, string english, string chinese) => new()
    {
        Code = code,
        Limit = limit,
        Actual = Actual,
        Margin = Margin,
        Unit = unit,
        Subject = subject,
        Where = At.Position,
        When = When,
        English = english,
        Chinese = chinese,
    };
}

/// <summary>Looks along the weather of a flight for what passes a limit, and for what is not known.</summary>
public static class WeatherFindings
{
    /// <summary>Where a limit is passed by the most; null where it is kept at every moment. What is not known is asked for apart.</summary>
    /// <param name="flight">With its weather.</param>
    /// <param name="value">What is compared at a moment; null is passed over.</param>
    /// <param name="margin">How far inside the limit a value lies.</param>
    public static WeatherBreach? Worst(PlannedFlight flight, Func<FlightMoment, double?> value, Func<double, double> margin)
    {
        var moments = flight.Weather!.Moments;
        var (worst, least) = (-1, double.PositiveInfinity);
        for (var i = 0; i < moments.Count; i++)
        {
            if (value(moments[i]) is { } actual && !(margin(actual) >= 0) && !(margin(actual) >= least))
            {
                (worst, least) = (i, margin(actual));
            }
        }

        if (worst < 0)
        {
            return null;
        }

        bool Passed(int i) => value(moments[i]) is { } actual && !(margin(actual) >= 0);
        var (first, last) = (worst, worst);
        while (first > 0 && Passed(first - 1))
        {
            first--;
        }

        while (last < moments.Count - 1 && Passed(last + 1))
        {
            last++;
        }

        var (start, end) = (moments[first].Instant, moments[Math.Min(last + 1, moments.Count - 1)].Instant);
        var (english, chinese) = Place(flight, moments[worst]);
        return new WeatherBreach(moments[worst], value(moments[worst])!.Value, least, new TimeWindow(start, end > start ? end : start.AddSeconds(1)), english, chinese);
    }

    /// <summary>The finding of what the forecast does not tell at a moment of the flight; null where it tells it at all of them.</summary>
    public static Finding? Untold(PlannedFlight flight, ReasonCode code, Func<FlightMoment, bool> told, string english, string chinese)
    {
        if (flight.Weather!.Moments.FirstOrDefault(moment => !told(moment)) is not { } unknown)
        {
            return null;
        }

        var (where, place) = Place(flight, unknown);
        return Finding.NotKnown(code, string.Empty, $"{english} {where} (the forecast does not tell it)", $"{place}{chinese}(预报未给出)") with
        {
            Where = unknown.Position,
            When = new TimeWindow(unknown.Instant, unknown.Instant.AddSeconds(1)),
        };
    }

    /// <summary>"on the way at 09:52 local time".</summary>
    public static (string English, string Chinese) Place(PlannedFlight flight, FlightMoment moment)
    {
        var question = flight.Question;
        var clock = moment.Instant.ToOffset(flight.Policy.LocalOffset).ToString("HH:mm", CultureInfo.InvariantCulture);
        return moment.Stage switch
        {
            FlightStage.Departure => ($"at departure from {question.Origin.NameEnglish} at {clock} local time", $"{clock} {question.Origin.NameChinese}起飞时"),
            FlightStage.Arrival => ($"on arrival at {question.Destination.NameEnglish} at {clock} local time", $"{clock} 到达{question.Destination.NameChinese}时"),
            _ => ($"on the way at {clock} local time", $"{clock} 航路上"),
        };
    }
}
