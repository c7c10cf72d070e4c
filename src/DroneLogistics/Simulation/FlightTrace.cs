using DroneLogistics.Geodesy;
using DroneLogistics.Performance;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation;

/// <summary>One point of a simulated flight.</summary>
/// <param name="Seconds">Since block-off.</param>
/// <param name="Position">Where.</param>
/// <param name="Altitude">Altitude.</param>
/// <param name="DistanceMetres">Flown over the ground.</param>
/// <param name="Phase">The phase.</param>
/// <param name="GroundSpeed">Ground speed.</param>
/// <param name="Airspeed">True airspeed.</param>
/// <param name="Power">Electrical power.</param>
/// <param name="Charge">Charge; null where the battery did not last.</param>
public readonly record struct TracePoint(
    double Seconds,
    LatLon Position,
    AltitudeAmsl Altitude,
    double DistanceMetres,
    FlightPhase Phase,
    Speed GroundSpeed,
    Speed Airspeed,
    Power Power,
    StateOfCharge? Charge);

/// <summary>Samples a simulated flight in time.</summary>
public static class FlightTrace
{
    /// <summary>
    /// Points every <paramref name="stepSeconds"/>, and at the beginning and end of every segment. Lazy: a long trace costs what is read of it.
    /// </summary>
    /// <param name="forecast">A flight that can be flown; others have no points.</param>
    /// <param name="stepSeconds">Positive.</param>
    public static IEnumerable<TracePoint> Sample(FlightForecast forecast, double stepSeconds)
    {
        if (!(stepSeconds > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(stepSeconds), stepSeconds, "The time between points is positive.");
        }

        return Points(forecast, stepSeconds);
    }

    private static IEnumerable<TracePoint> Points(FlightForecast forecast, double stepSeconds)
    {
        var task = forecast.Task;
        var battery = task.Circuit();
        var (clock, metres, pathMetres, index) = (0.0, 0.0, task.Airborne?.LeadIn.Metres ?? 0, 0);
        BatteryState? state = task.StartOf(battery);
        foreach (var segment in forecast.Profile.Segments)
        {
            if (index == 0)
            {
                yield return Point(0);
            }

            for (var at = (Math.Floor(clock / stepSeconds) + 1) * stepSeconds; at < clock + segment.Seconds; at += stepSeconds)
            {
                yield return Point(at - clock);
            }

            yield return Point(segment.Seconds);
            clock += segment.Seconds;
            metres += segment.DistanceMetres;
            pathMetres += segment.PathMetres;
            state = index < forecast.SegmentEnds.Count ? forecast.SegmentEnds[index] : null;
            index++;

            TracePoint Point(double seconds)
            {
                var share = seconds / segment.Seconds;
                var way = WayShare(segment.Phase, share);
                var (groundSpeed, airspeed) = Speeds(segment, share);
                return new TracePoint(
                    clock + seconds,
                    task.Path.PointAt(Length.FromMetres(pathMetres + (segment.PathMetres * way))),
                    AltitudeAmsl.FromMetres(segment.From.Metres + ((segment.To - segment.From).Metres * share)),
                    metres + (segment.DistanceMetres * way),
                    segment.Phase,
                    groundSpeed,
                    airspeed,
                    segment.Power.Total,
                    ChargeAfter(seconds));
            }

            StateOfCharge? ChargeAfter(double seconds)
            {
                if (state is not { } before)
                {
                    return null;
                }

                var result = Discharge.AtConstantPower(battery, before, segment.Power.TotalWatts, seconds);
                return result.End == Discharge.End.Completed ? result.State.StateOfCharge : null;
            }
        }
    }

    // In a transition the ground speed grows evenly, so that the way grows with the square of time.
    private static double WayShare(FlightPhase phase, double share) => phase switch
    {
        FlightPhase.Transition => share * share,
        FlightPhase.BackTransition => share * (2 - share),
        _ => share,
    };

    private static (Speed Ground, Speed Air) Speeds(ProfileSegment segment, double share)
    {
        var growth = segment.Phase switch
        {
            FlightPhase.Transition => share,
            FlightPhase.BackTransition => 1 - share,
            _ => double.NaN,
        };
        return double.IsNaN(growth)
            ? (segment.GroundSpeed, segment.Airspeed)
            : (segment.GroundSpeed * (2 * growth), segment.Airspeed * (2 * growth));
    }
}
