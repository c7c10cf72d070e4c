using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Simulation;

/// <summary>
/// The wind of a grid along the way of one flight, taken where and when the middle of each element of the way is passed.
/// </summary>
/// <remarks>
/// The instants are those of a flight at cruise altitude all the way: climb, descent and transitions shift them by less than a minute,
/// against hours between the fields of a forecast.
/// </remarks>
internal sealed class WindAlong
{
    /// <summary>Straight elements are cut to at most this (physics.md 1.7), m.</summary>
    public const double CellMetres = 2000;

    private readonly FlightTask task;
    private readonly WindGrid grid;
    private readonly WindVector error;
    private readonly DateTimeOffset departure;
    private readonly double[] starts;

    // Instants at the middles move while the way is laid out.
    private readonly bool isLaidOut;
    private readonly (LatLon Position, DateTimeOffset Instant)[] middles;

    // The grid's wind at the middles by altitude, looked up once: a flight asks for each several times. For one thread.
    private readonly List<(AltitudeAmsl Altitude, WindVector?[] Winds)> known = [];

    public WindAlong(FlightTask task, WindField field, FlownWay way)
    {
        (this.task, grid, error, departure) = (task, field.Grid, field.Error, field.Departure);
        starts = Array.ConvertAll(way.Elements.ToArray(), element => element.StartMetres);
        middles = new (LatLon, DateTimeOffset)[starts.Length];
        var clock = field.Departure.AddSeconds(SecondsToCruise(task));
        var progress = 0.0;
        for (var i = 0; i < starts.Length; i++)
        {
            var element = way.Elements[i];
            var metres = element.EndMetres - element.StartMetres;
            var middle = task.Path.PointAt(Length.FromMetres(progress + (0.5 * element.PathMetres)));
            middles[i] = (middle, clock);

            // To the middle at the speed of its beginning, over the whole at the speed of its middle; where there is no way the clock stands.
            middles[i] = (middle, clock.AddSeconds(Seconds(0.5 * metres)));
            clock = clock.AddSeconds(Seconds(metres));
            progress += element.PathMetres;

            double Seconds(double way) => GroundSpeed(element) is > 0 and var speed ? Math.Min(way / speed, TimeSpan.SecondsPerDay) : 0;
        }

        isLaidOut = true;
    }

    /// <summary>Whether the grid holds the whole way between two altitudes: it is a box, so what lies between its known ends is known.</summary>
    public bool Holds(AltitudeAmsl low, AltitudeAmsl high) =>
        !WindsAt(low).Contains(null) && !WindsAt(high).Contains(null);

    /// <summary>The wind on an element at an altitude; NaN where it is not known.</summary>
    public (Bearing From, Speed Speed) At(in FlownWay.Element element, AltitudeAmsl altitude)
    {
        var wind = VectorAt(element, altitude);
        return (wind.From, wind.Speed);
    }

    /// <summary>From the departure of the field until the middle of each element is passed, seconds.</summary>
    public double[] MiddleSeconds => Array.ConvertAll(middles, middle => (middle.Instant - departure).TotalSeconds);

    /// <summary>The wind on an element some seconds later, or earlier, than the flight is there.</summary>
    public WindVector VectorAt(in FlownWay.Element element, AltitudeAmsl altitude, double secondsLater = 0)
    {
        var index = Array.BinarySearch(starts, element.StartMetres);
        var found = secondsLater == 0 && isLaidOut ? WindsAt(altitude)[index] : grid.At(middles[index].Position, altitude, middles[index].Instant.AddSeconds(secondsLater));
        var wind = found ?? new WindVector(double.NaN, double.NaN);
        if (error != default)
        {
            var growth = Wind.ProfileFactor(altitude, task.WindPolicy);
            wind = new WindVector(wind.EastMetresPerSecond + (growth * error.EastMetresPerSecond), wind.NorthMetresPerSecond + (growth * error.NorthMetresPerSecond));
        }

        return wind;
    }

    private WindVector?[] WindsAt(AltitudeAmsl altitude)
    {
        foreach (var (at, winds) in known)
        {
            if (at == altitude)
            {
                return winds;
            }
        }

        var found = Array.ConvertAll(middles, middle => grid.At(middle.Position, altitude, middle.Instant));
        known.Add((altitude, found));
        return found;
    }

    /// <summary>From the departure until the first transition, seconds.</summary>
    public static double SecondsToCruise(FlightTask task)
    {
        if (task.Airborne is not null)
        {
            return 0;
        }

        var height = (task.CruiseAltitude - task.OriginElevation).Metres;
        var vertical = task.Type.Wing is { } wing ? Math.Min(height, wing.TransitionHeight.Metres) : height;
        return task.Type.Vertical.SpoolUpSeconds + (Math.Max(0, vertical) / task.Type.Vertical.ClimbSpeed.MetresPerSecond);
    }

    private double GroundSpeed(in FlownWay.Element element)
    {
        var (from, wind) = At(element, task.CruiseAltitude);
        var speed = task.CommandedGroundSpeed ?? WindTriangle.Solve(task.Path.Legs[element.Before].Track, task.CruiseAirspeed, from, wind).GroundSpeed;
        return speed.MetresPerSecond;
    }
}
