namespace DroneLogistics.Weather.Formats.Grib;

/// <summary>What the numbers of a field are: product definition templates 4.0 and 4.1 of an instant, 4.8 and 4.11 of an interval.</summary>
/// <param name="Discipline">Code table 0.0; 0 is meteorology.</param>
/// <param name="Category">Code table 4.1.</param>
/// <param name="Number">Code table 4.2.</param>
/// <param name="Surface">Code table 4.5: 1 ground, 101 sea level, 103 height above ground.</param>
/// <param name="SurfaceValue">Of that surface, in its unit; null where it has none.</param>
/// <param name="ReferenceTime">Of the model run.</param>
/// <param name="ValidTime">The instant, or the end of the interval.</param>
/// <param name="Interval">Of the statistics; null for an instant.</param>
/// <param name="Statistics">Code table 4.10: 0 mean, 1 sum, 2 maximum; null for an instant.</param>
/// <param name="Members">Of the ensemble; 1 for a single run.</param>
public sealed record GribProduct(
    int Discipline,
    int Category,
    int Number,
    int Surface,
    double? SurfaceValue,
    DateTimeOffset ReferenceTime,
    DateTimeOffset ValidTime,
    TimeSpan? Interval,
    int? Statistics,
    int Members)
{
    private const int NoValue = 255;

    // Ten years: no forecast is longer, and no sum with a time overflows.
    private const int LongestDays = 3653;

    /// <summary>Discipline, category, number, as tables name a parameter.</summary>
    public string Parameter => $"{Discipline}-{Category}-{Number}";

    /// <summary>Reads section 4.</summary>
    internal static GribProduct Read(int discipline, DateTimeOffset reference, GribSection section)
    {
        var template = section.UnsignedShort(8);
        if (template is not (0 or 1 or 8 or 11))
        {
            throw section.Refuse(WeatherProblem.UnknownTemplate, 8, "product definition template 4.0, 4.1, 4.8 or 4.11", $"4.{template}");
        }

        var forecast = Duration(section, 18, section.Signed(19, 4));
        var members = template is 1 or 11 ? Math.Max(1, section.Byte(37)) : 1;
        var product = new GribProduct(
            discipline, section.Byte(10), section.Byte(11), section.Byte(23), Value(section), reference, reference + forecast, null, null, members);
        if (template is 0 or 1)
        {
            return product;
        }

        // The end of the interval stands after what templates 4.0 and 4.1 have.
        var end = template == 8 ? 35 : 38;
        var length = Duration(section, end + 14, section.UnsignedInt(end + 15));
        return product with
        {
            ValidTime = Time(section, end),
            Interval = length > TimeSpan.Zero ? length : throw section.Refuse(WeatherProblem.InvalidTime, end + 15, "an interval that is not empty", $"{length}"),
            Statistics = section.Byte(end + 12),
        };
    }

    /// <summary>Year, month, day, hour, minute and second of seven octets, UTC.</summary>
    internal static DateTimeOffset Time(GribSection section, int octet)
    {
        var (year, month, day) = (section.UnsignedShort(octet), section.Byte(octet + 2), section.Byte(octet + 3));
        var (hour, minute, second) = (section.Byte(octet + 4), section.Byte(octet + 5), section.Byte(octet + 6));

        // A century from either end, so that no forecast runs beyond what an instant can hold.
        return year is >= 100 and <= 9900 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) && hour <= 23 && minute <= 59 && second <= 59
            ? new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero)
            : throw section.Refuse(WeatherProblem.InvalidTime, octet, "a date and time that there is", $"{year}-{month}-{day} {hour}:{minute}:{second}");
    }

    private static double? Value(GribSection section)
    {
        var factor = section.Byte(24);
        return factor == NoValue ? null : section.Signed(25, 4) * Math.Pow(10, -section.Signed(24, 1));
    }

    /// <summary>A count of units of code table 4.4.</summary>
    private static TimeSpan Duration(GribSection section, int octet, long count)
    {
        var unit = section.Byte(octet) switch
        {
            0 => TimeSpan.FromMinutes(1),
            1 => TimeSpan.FromHours(1),
            2 => TimeSpan.FromDays(1),
            10 => TimeSpan.FromHours(3),
            11 => TimeSpan.FromHours(6),
            12 => TimeSpan.FromHours(12),
            13 => TimeSpan.FromSeconds(1),
            var other => throw section.Refuse(WeatherProblem.UnknownUnit, octet, "seconds, minutes, hours or days", $"unit {other}"),
        };
        return Math.Abs(count * unit.TotalDays) <= LongestDays
            ? unit * count
            : throw section.Refuse(WeatherProblem.InvalidTime, octet + 1, $"a time of at most {LongestDays} days", $"{count} times {unit}");
    }
}
