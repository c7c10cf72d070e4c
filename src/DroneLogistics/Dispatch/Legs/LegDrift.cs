using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Simulation.Batch;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Dispatch.Legs;

/// <summary>
/// By how much a flight that leaves between two hours may differ from a straight line between those that leave at them: the wind of a forecast
/// is linear between valid times and bends at each, and where it bends most is looked up on every element of the way.
/// </summary>
/// <remarks>
/// Block time T = sum of d / g over the elements, g ground speed. By a deviation w of the wind on an element T changes by at most
/// d k |w| / g², where k = V / √(V² - c²) for airspeed V and cross wind c; and between two ground speeds that differ by D the straight line
/// misses 1 / g by at most D² / 4g³ (second derivative 2 / g³). Both are summed without regard to sign, so that bends which cancel on one
/// departure do not hide.
/// </remarks>
internal static class LegDrift
{
    /// <summary>Seconds of block time, and m/s of wind or of what the type's limit is about; NaN where the wind is not known.</summary>
    public static (double Seconds, double MetresPerSecond) Between(Forecast forecast, LegDeparture first, LegDeparture second)
    {
        if (!first.IsWindTold || !second.IsWindTold)
        {
            return (double.NaN, double.NaN);
        }

        var (seconds, most) = (0.0, OfLimit(forecast, first, second));
        for (var i = 0; i < first.Plan.Way.Elements.Length; i++)
        {
            var (late, deviation) = OnElement(forecast, first, second, i);
            seconds += late;
            most = Math.Max(most, deviation);
        }

        return (seconds, most);
    }

    private static (double Seconds, double Deviation) OnElement(Forecast forecast, LegDeparture first, LegDeparture second, int index)
    {
        var (plan, next) = (first.Plan, second.Plan);
        ref readonly var element = ref plan.Way.Elements[index];
        var altitude = plan.Basis.CruiseAltitude;
        var (from, to) = (plan.Along!.VectorAt(element, altitude), next.Along!.VectorAt(element, altitude));
        var (start, end) = (first.Instant.AddSeconds(plan.MiddleSeconds[index]), second.Instant.AddSeconds(next.MiddleSeconds[index]));
        var deviation = 0.0;
        foreach (var bend in Bends(forecast, start, end))
        {
            var share = (bend - start) / (end - start);
            var wind = plan.Along.VectorAt(element, altitude, (bend - start).TotalSeconds);
            deviation = Math.Max(deviation, Distance(
                wind.EastMetresPerSecond - Between(from.EastMetresPerSecond, to.EastMetresPerSecond, share),
                wind.NorthMetresPerSecond - Between(from.NorthMetresPerSecond, to.NorthMetresPerSecond, share)));
        }

        var airspeed = plan.Basis.CruiseAirspeed.MetresPerSecond;
        var (one, other) = (GroundSpeed(plan, element.Before, from, airspeed), GroundSpeed(plan, element.Before, to, airspeed));
        var slowest = Math.Min(one.Metres, other.Metres) - deviation;
        var factor = Math.Max(one.Factor, other.Factor);
        var metres = element.EndMetres - element.StartMetres;
        var apart = factor * Distance(to.EastMetresPerSecond - from.EastMetresPerSecond, to.NorthMetresPerSecond - from.NorthMetresPerSecond);
        return slowest > 0
            ? ((metres * factor * deviation / (slowest * slowest)) + (metres * apart * apart / (4 * slowest * slowest * slowest)), deviation)
            : (double.NaN, deviation);
    }

    /// <summary>By how much what the type's wind limit speaks of rises above the straight line at some moment of the flight.</summary>
    private static double OfLimit(Forecast forecast, LegDeparture first, LegDeparture second)
    {
        var most = 0.0;
        var (type, policy) = (first.Task.Type, first.Weather.Policy);
        for (var i = 0; i < Math.Min(first.Weather.Moments.Count, second.Weather.Moments.Count); i++)
        {
            var (before, after) = (first.Weather.Moments[i], second.Weather.Moments[i]);
            foreach (var bend in Bends(forecast, before.Instant, after.Instant))
            {
                var told = before with { Surface = forecast.WindsAt(before.Position, AltitudeAmsl.FromMetres(policy.ReferenceHeight.Metres), bend) };
                var share = (bend - before.Instant) / (after.Instant - before.Instant);
                most = Math.Max(most, told.Wind is { } wind ? Limited(wind) - Between(Limited(before.Wind!), Limited(after.Wind!), share) : double.NaN);
            }
        }

        double Limited(Wind wind) => WindCheck.Limited(type, policy, wind).MetresPerSecond;
        return most;
    }

    /// <summary>The valid times between two instants.</summary>
    private static IEnumerable<DateTimeOffset> Bends(Forecast forecast, DateTimeOffset from, DateTimeOffset to)
    {
        var times = forecast.ValidTimes;
        var (low, high) = (0, times.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = times[middle] > from ? (low, middle) : (middle + 1, high);
        }

        for (var i = low; i < times.Count && times[i] < to; i++)
        {
            yield return times[i];
        }
    }

    private static (double Metres, double Factor) GroundSpeed(BatchPlan plan, int segment, WindVector wind, double airspeed)
    {
        var (sine, cosine) = plan.Tracks[segment];
        var along = (wind.EastMetresPerSecond * sine) + (wind.NorthMetresPerSecond * cosine);
        var across = (wind.EastMetresPerSecond * cosine) - (wind.NorthMetresPerSecond * sine);
        var heading = Math.Sqrt((airspeed * airspeed) - (across * across));
        return (heading + along, airspeed / heading);
    }

    private static double Between(double from, double to, double share) => from + (share * (to - from));

    private static double Distance(double east, double north) => Math.Sqrt((east * east) + (north * north));
}
