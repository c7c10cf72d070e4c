using System.Text.RegularExpressions;
using static DroneLogistics.Weather.Formats.ReportTimes;

namespace DroneLogistics.Weather.Formats;

/// <summary>
/// Reads wind, visibility, weather and cloud, in that order, of a report, a trend or a TAF. A group out of order or a second time is not
/// understood: it may be of another part.
/// </summary>
internal sealed partial class ConditionsReader
{
    private readonly List<WeatherGroup> weather = [];
    private readonly List<CloudLayer> clouds = [];
    private ReportedConditions conditions = new();

    /// <summary>How far the order of groups has come.</summary>
    public Step Reached { get; set; }

    /// <summary>The groups in their order.</summary>
    public enum Step
    {
        Nothing = 0,
        Wind,
        WindBetween,
        Visibility,
        MinimumVisibility,
        RunwayRange,
        Weather,
        Cloud,
        Temperature,
        Qnh,
        Recent,
        WindShear,
    }

    public ReportedConditions Conditions => conditions with { Weather = [.. weather], Clouds = [.. clouds] };

    /// <summary>Takes the token if it is a group of conditions that may stand here.</summary>
    public bool Take(ReportCursor cursor) =>
        (Reached < Step.Wind && TakeWind(cursor))
        || (Reached == Step.Wind && TakeWindBetween(cursor))
        || (Reached < Step.Visibility && TakeVisibility(cursor))
        || (Reached == Step.Visibility && TakeMinimumVisibility(cursor))
        || (Reached <= Step.Weather && TakeWeather(cursor))
        || (Reached <= Step.Cloud && TakeCloud(cursor));

    private bool TakeWind(ReportCursor cursor)
    {
        if (NoWind().IsMatch(cursor.Current))
        {
            return Done(cursor, Step.WindBetween, TokenReading.NotReported);
        }

        var match = WindForm().Match(cursor.Current);
        if (!match.Success)
        {
            return false;
        }

        var unit = WeatherWords.WindUnits[match.Groups["unit"].Value];
        var mean = new ReportedSpeed(Number(match.Groups["mean"].ValueSpan), unit, match.Groups["above"].Length > 0);
        var gust = match.Groups["gust"].Success ? new ReportedSpeed(Number(match.Groups["gust"].ValueSpan), unit, match.Groups["gustAbove"].Length > 0) : (ReportedSpeed?)null;
        var from = match.Groups["from"].Value == "VRB" ? (int?)null : Direction(cursor, match.Groups["from"]);
        if (gust is { } strongest && !(strongest.Value >= mean.Value))
        {
            throw cursor.Refuse(WeatherProblem.GustBelowWind, $"a gust of at least the mean wind, {mean.Value}");
        }

        conditions = conditions with { Wind = new ReportedWind(from, mean, gust, Between: null) };
        return Done(cursor, Step.Wind);
    }

    private bool TakeWindBetween(ReportCursor cursor)
    {
        var match = BetweenForm().Match(cursor.Current);
        if (!match.Success)
        {
            return false;
        }

        conditions = conditions with { Wind = conditions.Wind! with { Between = (Direction(cursor, match.Groups["from"]), Direction(cursor, match.Groups["to"])) } };
        return Done(cursor, Step.WindBetween);
    }

    private bool TakeVisibility(ReportCursor cursor)
    {
        if (cursor.Current == "CAVOK")
        {
            conditions = conditions with { IsCavok = true };

            // It says all of weather and cloud.
            return Done(cursor, Step.Temperature);
        }

        if (cursor.Current == "////")
        {
            return Done(cursor, Step.MinimumVisibility, TokenReading.NotReported);
        }

        var match = VisibilityForm().Match(cursor.Current);
        if (!match.Success)
        {
            return false;
        }

        conditions = conditions with { Visibility = new ReportedVisibility(Number(match.Groups["metres"].ValueSpan), match.Groups["ndv"].Success, null, null) };
        return Done(cursor, Step.Visibility);
    }

    private bool TakeMinimumVisibility(ReportCursor cursor)
    {
        var match = MinimumForm().Match(cursor.Current);
        if (!match.Success)
        {
            return false;
        }

        conditions = conditions with
        {
            Visibility = conditions.Visibility! with { MinimumMetres = Number(match.Groups["metres"].ValueSpan), MinimumTowards = match.Groups["towards"].Value },
        };
        return Done(cursor, Step.MinimumVisibility);
    }

    private bool TakeWeather(ReportCursor cursor)
    {
        if (cursor.Current == "//")
        {
            return Done(cursor, Step.Weather, TokenReading.NotReported);
        }

        if (cursor.Current == "NSW" && !conditions.NoSignificantWeather && weather.Count == 0)
        {
            conditions = conditions with { NoSignificantWeather = true };
            return Done(cursor, Step.Weather);
        }

        if (conditions.NoSignificantWeather || WeatherWords.Weather(cursor.Current) is not { } group)
        {
            return false;
        }

        weather.Add(group);
        return Done(cursor, Step.Weather);
    }

    private bool TakeCloud(ReportCursor cursor)
    {
        if (conditions.Clear is null && clouds.Count == 0 && WeatherWords.ClearSkies.TryGetValue(cursor.Current, out var clear))
        {
            conditions = conditions with { Clear = clear };
            return Done(cursor, Step.Cloud);
        }

        var match = CloudForm().Match(cursor.Current);
        if (!match.Success || conditions.Clear is not null)
        {
            return false;
        }

        clouds.Add(new CloudLayer(
            WeatherWords.Amounts[match.Groups["amount"].Value],
            match.Groups["base"].Value == "///" ? null : Number(match.Groups["base"].ValueSpan),
            WeatherWords.CloudTypes[match.Groups["type"].Value]));
        return Done(cursor, Step.Cloud);
    }

    private bool Done(ReportCursor cursor, Step step, TokenReading reading = TokenReading.Understood)
    {
        Reached = step;
        cursor.Take(reading);
        return true;
    }

    private static int Direction(ReportCursor cursor, Group digits) =>
        Number(digits.ValueSpan) is <= 360 and var degrees ? degrees : throw cursor.Refuse(WeatherProblem.OutOfRange, "a direction between 000 and 360 degrees");

    [GeneratedRegex("^(?<from>VRB|[0-9]{3})(?<above>P?)(?<mean>[0-9]{2}|[1-9][0-9]{2})(G(?<gustAbove>P?)(?<gust>[0-9]{2}|[1-9][0-9]{2}))?(?<unit>MPS|KT|KMH)\\z", RegexOptions.CultureInvariant)]
    private static partial Regex WindForm();

    [GeneratedRegex("^/{5}(MPS|KT|KMH)?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex NoWind();

    [GeneratedRegex("^(?<from>[0-9]{3})V(?<to>[0-9]{3})\\z", RegexOptions.CultureInvariant)]
    private static partial Regex BetweenForm();

    [GeneratedRegex("^(?<metres>[0-9]{4})(?<ndv>NDV)?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex VisibilityForm();

    [GeneratedRegex("^(?<metres>[0-9]{4})(?<towards>N|NE|E|SE|S|SW|W|NW)\\z", RegexOptions.CultureInvariant)]
    private static partial Regex MinimumForm();

    [GeneratedRegex("^((?<amount>FEW|SCT|BKN|OVC|///)(?<base>[0-9]{3}|///)(?<type>CB|TCU|///)?|(?<amount>VV)(?<base>[0-9]{3}|///))\\z", RegexOptions.CultureInvariant)]
    private static partial Regex CloudForm();
}
