using DroneLogistics.Geodesy;

namespace DroneLogistics.Airspace;

/// <summary>When the sun rises and sets, and civil twilight begins and ends, at a place on a day.</summary>
/// <remarks>
/// J. Meeus, Astronomical Algorithms, 2nd ed. (1998), ch. 15, 25 (low accuracy, 0.01 degrees) and 28: the equations of NOAA's solar
/// calculator. Years 1900 to 2100; within half a minute between the polar circles in a standard atmosphere. Sunrise and sunset are those of the upper limb
/// with 34 minutes of arc of refraction on a level horizon; hills and real air move them by minutes.
/// </remarks>
public static class Daylight
{
    // 34' of refraction and 16' of the sun's radius below the horizon (the almanacs' convention).
    private const double SunriseZenithDegrees = 90.0 + (50.0 / 60.0);

    // The definition of civil twilight.
    private const double TwilightZenithDegrees = 96.0;

    private const double MinutesPerDegree = 4.0;

    // Each step shrinks the error by the ratio of the sun's motion to the earth's turn, 1/365: two reach a millisecond.
    private const int Steps = 3;

    /// <summary>When an event happens on a day; null where the sun does not reach that height then.</summary>
    /// <param name="day">The day by mean solar time at the place (UTC + longitude / 15), so that a sunrise belongs to the morning there.</param>
    /// <param name="what">Which event.</param>
    /// <param name="place">Where, at sea level.</param>
    public static DateTimeOffset? Find(DateOnly day, DaylightEvent what, LatLon place)
    {
        var isMorning = what is DaylightEvent.MorningCivilTwilight or DaylightEvent.Sunrise;
        var zenith = what is DaylightEvent.Sunrise or DaylightEvent.Sunset ? SunriseZenithDegrees : TwilightZenithDegrees;
        var midnight = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        var minutes = 720.0 - (MinutesPerDegree * place.LongitudeDegrees);
        for (var step = 0; step < Steps; step++)
        {
            var sun = SolarPosition.At(midnight.AddMinutes(minutes));
            if (HourAngleDegrees(zenith, sun.DeclinationDegrees, place.LatitudeDegrees) is not { } angle)
            {
                return null;
            }

            var noon = 720.0 - (MinutesPerDegree * place.LongitudeDegrees) - sun.EquationOfTimeMinutes;
            minutes = noon + (MinutesPerDegree * (isMorning ? -angle : angle));
        }

        return midnight.AddMinutes(minutes);
    }

    private static double? HourAngleDegrees(double zenithDegrees, double declinationDegrees, double latitudeDegrees)
    {
        var (sinDeclination, cosDeclination) = Math.SinCos(double.DegreesToRadians(declinationDegrees));
        var (sinLatitude, cosLatitude) = Math.SinCos(double.DegreesToRadians(latitudeDegrees));
        var cosine = (Math.Cos(double.DegreesToRadians(zenithDegrees)) - (sinLatitude * sinDeclination)) / (cosLatitude * cosDeclination);
        return cosine is >= -1 and <= 1 ? double.RadiansToDegrees(Math.Acos(cosine)) : null;
    }
}

/// <summary>Where the sun stands.</summary>
/// <param name="DeclinationDegrees">Apparent declination, positive north.</param>
/// <param name="EquationOfTimeMinutes">Apparent less mean solar time.</param>
public readonly record struct SolarPosition(double DeclinationDegrees, double EquationOfTimeMinutes)
{
    private static readonly DateTimeOffset J2000 = new(2000, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private const double DaysPerCentury = 36525.0;

    /// <summary>The sun at an instant. UTC stands for terrestrial time: the minute between them moves the sun by 0.001 degrees.</summary>
    public static SolarPosition At(DateTimeOffset instant)
    {
        var t = (instant - J2000).TotalDays / DaysPerCentury;
        var meanLongitude = 280.46646 + (t * (36000.76983 + (0.0003032 * t)));
        var meanAnomaly = 357.52911 + (t * (35999.05029 - (0.0001537 * t)));
        var eccentricity = 0.016708634 - (t * (0.000042037 + (0.0000001267 * t)));
        var centre = (Sine(meanAnomaly) * (1.914602 - (t * (0.004817 + (0.000014 * t)))))
            + (Sine(2 * meanAnomaly) * (0.019993 - (0.000101 * t)))
            + (Sine(3 * meanAnomaly) * 0.000289);
        var node = 125.04 - (1934.136 * t);
        var longitude = meanLongitude + centre - 0.00569 - (0.00478 * Sine(node));
        var obliquity = 23.0 + ((26.0 + ((21.448 - (t * (46.8150 + (t * (0.00059 - (t * 0.001813)))))) / 60.0)) / 60.0) + (0.00256 * Cosine(node));

        var declination = double.RadiansToDegrees(Math.Asin(Sine(obliquity) * Sine(longitude)));
        var halfTangent = Math.Tan(double.DegreesToRadians(obliquity / 2));
        var y = halfTangent * halfTangent;
        var equation = (y * Sine(2 * meanLongitude))
            - (2 * eccentricity * Sine(meanAnomaly))
            + (4 * eccentricity * y * Sine(meanAnomaly) * Cosine(2 * meanLongitude))
            - (0.5 * y * y * Sine(4 * meanLongitude))
            - (1.25 * eccentricity * eccentricity * Sine(2 * meanAnomaly));
        return new SolarPosition(declination, double.RadiansToDegrees(equation) * 4.0);
    }

    private static double Sine(double degrees) => Math.Sin(double.DegreesToRadians(degrees));

    private static double Cosine(double degrees) => Math.Cos(double.DegreesToRadians(degrees));
}
