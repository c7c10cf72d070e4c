using DroneLogistics.Fleet;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Simulation;

/// <summary>What a flight of a log would take, from its plan alone.</summary>
/// <param name="Record">The flight.</param>
/// <param name="Predicted">Energy at the battery's terminals; null where the plan cannot be predicted.</param>
/// <param name="HalfWidth">Half the 90 % interval; null where the type has none, or nothing is predicted.</param>
/// <param name="WhyNot">Why nothing is predicted; null where something is.</param>
public sealed record FlightPrediction(FlightRecord Record, Energy? Predicted, Energy? HalfWidth, string? WhyNot)
{
    public Energy? Low => Predicted - HalfWidth;

    public Energy? High => Predicted + HalfWidth;

    /// <summary>Predicted over measured less one; null where either is missing.</summary>
    public double? RelativeError => Predicted is { } predicted && Record.MeasuredEnergy is { } measured ? (predicted.Joules / measured.Joules) - 1 : null;
}

/// <summary>
/// Predicts the flights of a log from speed, payload, height, wind and route with the simulation that every multirotor goes through.
/// </summary>
/// <remarks>
/// The wind of a log has no direction: a closed route is flown in winds from directions so spaced that its legs meet it from twelve sides,
/// and the mean is taken. An unknown wind is taken at five quantiles of its prior, and their spread widens the interval.
/// </remarks>
public sealed class PlanPrediction
{
    // Relative headings between wind and legs over a turn: 30° apart.
    private const int Headings = 12;

    // Half width of the middle 90 % of a normal distribution, in standard deviations.
    private const double NormalNinety = 1.6448536269514722;

    // Medians of the five fifths of a normal distribution, in standard deviations.
    private static readonly double[] Fifths = [-1.2815515655446004, -0.5244005127080407, 0, 0.5244005127080407, 1.2815515655446004];

    private readonly AircraftType type;
    private readonly RecordedRoutes routes;
    private readonly FlightPolicy policy;
    private readonly ReservePolicy reserve;
    private readonly WindPolicy windPolicy;
    private readonly Dictionary<string, FlightPath> paths;

    public PlanPrediction(AircraftType type, RecordedRoutes routes, FlightPolicy policy, ReservePolicy reserve, WindPolicy windPolicy)
    {
        this.type = type;
        this.routes = routes;
        this.policy = policy;
        this.reserve = reserve;

        // The wind of a log is the one met on the way, at the height of the flight.
        this.windPolicy = windPolicy with { ProfileExponent = 0 };
        paths = routes.Routes.Values.ToDictionary(route => route.Name, Polygon, StringComparer.Ordinal);
    }

    /// <summary>The flights whose mean a plan with known wind and a single height is predicted by, one for each direction the wind may have.</summary>
    /// <exception cref="InvalidOperationException">A chain of heights or an unknown wind (a programmer's error).</exception>
    public IReadOnlyList<FlightTask> Tasks(FlightRecord record) => record is { AmbientWind: { } wind, Heights: [var height] }
        ? [.. Directions(record).Select(from => Task(record, new Wind(from, wind, wind), height))]
        : throw new InvalidOperationException("Only a plan with known wind and a single height is predicted by plain flights.");

    /// <summary>Predicts one flight; its measured energy is not looked at.</summary>
    public FlightPrediction Predict(FlightRecord record)
    {
        if (WhyNot(record) is { } reason)
        {
            return new FlightPrediction(record, null, null, reason);
        }

        var energies = new List<double>();
        foreach (var wind in Winds(record))
        {
            if (Energy(record, wind, out var trouble) is not { } energy)
            {
                return new FlightPrediction(record, null, null, $"the simulator refuses the flight: {trouble}");
            }

            energies.Add(energy.Joules);
        }

        var mean = energies.Average();
        var spread = Math.Sqrt(energies.Average(energy => (energy - mean) * (energy - mean)));
        var half = type.EnergyIntervalShare is { } share ? double.Hypot(share * mean, NormalNinety * spread) : (double?)null;
        return new FlightPrediction(record, Units.Energy.FromJoules(mean), half is { } joules ? Units.Energy.FromJoules(joules) : null, null);
    }

    private string? WhyNot(FlightRecord record)
    {
        if (!(record.CommandedSpeed > Speed.Zero))
        {
            return "hover: there is no route to fly";
        }

        if (!routes.Routes.ContainsKey(record.Route))
        {
            return $"route {record.Route}: its length is not known";
        }

        return type.MaxPayload is { } most && record.Payload <= most
            ? null
            : FormattableString.Invariant($"payload {record.Payload.Kilograms:R} kg: outside the model, which holds up to {type.MaxPayload?.Kilograms:R} kg");
    }

    private IEnumerable<Speed> Winds(FlightRecord record)
    {
        if (record.AmbientWind is { } known)
        {
            return [known];
        }

        var (mean, deviation) = routes.UnknownWind;
        return Fifths.Select(z => Speed.FromMetresPerSecond(Math.Max(0, mean.MetresPerSecond + (z * deviation.MetresPerSecond))));
    }

    /// <summary>The mean over the directions the wind may have; null with the trouble of the first flight that cannot be flown.</summary>
    private Energy? Energy(FlightRecord record, Speed wind, out ProfileTrouble trouble)
    {
        var directions = Directions(record);
        var sum = Units.Energy.Zero;
        trouble = ProfileTrouble.None;
        foreach (var from in directions)
        {
            sum += Flown(record, new Wind(from, wind, wind), out trouble);
            if (trouble != ProfileTrouble.None)
            {
                return null;
            }
        }

        return sum * (1.0 / directions.Count);
    }

    private List<Bearing> Directions(FlightRecord record)
    {
        var legs = routes.Routes[record.Route].Legs;
        var count = Math.Max(1, Headings / legs);
        return [.. Enumerable.Range(0, count).Select(i => Bearing.FromDegrees(i * 360.0 / (count * legs)))];
    }

    /// <summary>
    /// One wind. A chain of heights climbs and descends the sum of its steps up and cruises on each height for an equal part of the route.
    /// </summary>
    private Energy Flown(FlightRecord record, Wind wind, out ProfileTrouble trouble)
    {
        var (height, climbed) = (0.0, 0.0);
        foreach (var next in record.Heights)
        {
            climbed += Math.Max(0, next.Metres - height);
            height = next.Metres;
        }

        var upAndDown = ProfileBuilder.Build(Task(record, wind, Length.FromMetres(climbed)));
        trouble = upAndDown.Trouble;
        if (record.Heights.Count == 1 || trouble != ProfileTrouble.None)
        {
            return Terminal(upAndDown, _ => true);
        }

        var onTheWay = Units.Energy.Zero;
        foreach (var cruise in record.Heights)
        {
            var level = ProfileBuilder.Build(Task(record, wind, cruise));
            trouble = trouble == ProfileTrouble.None ? level.Trouble : trouble;
            onTheWay += Terminal(level, phase => !IsVertical(phase)) * (1.0 / record.Heights.Count);
        }

        return Terminal(upAndDown, IsVertical) + onTheWay;
    }

    /// <summary>
    /// Energy at the battery's terminals: what the profile asks, which is what <see cref="FlightSimulation"/> draws less the battery's own loss.
    /// </summary>
    private static Energy Terminal(FlightProfile profile, Func<FlightPhase, bool> which) =>
        Units.Energy.FromJoules(profile.Segments.Where(segment => which(segment.Phase)).Sum(segment => segment.Power.TotalWatts * segment.Seconds));

    private static bool IsVertical(FlightPhase phase) =>
        phase is FlightPhase.SpoolUp or FlightPhase.VerticalClimb or FlightPhase.VerticalDescent or FlightPhase.Landing;

    private FlightTask Task(FlightRecord record, Wind wind, Length height) => new()
    {
        Type = type,
        Payload = record.Payload,
        Path = paths[record.Route],
        OriginElevation = routes.PadElevation,
        DestinationElevation = routes.PadElevation,
        CruiseAltitude = routes.PadElevation + height,
        CruiseAirspeed = record.CommandedSpeed,
        CommandedGroundSpeed = record.CommandedSpeed,
        StopsAtCorners = true,
        Wind = wind,
        WindPolicy = windPolicy,
        Atmosphere = Atmosphere.Standard,
        TakeoffCharge = StateOfCharge.Full,
        PackHealthRatio = 1,
        Policy = policy,
        Reserve = reserve,
    };

    /// <summary>Legs of equal length and equal turns; where on Earth does not matter, only how the legs lie to the wind.</summary>
    private static FlightPath Polygon(RecordedRoute route)
    {
        var points = new List<LatLon> { new(0, 0) };
        for (var leg = 0; leg < route.Legs - 1; leg++)
        {
            points.Add(points[^1].Towards(Bearing.FromDegrees(360.0 * leg / route.Legs), route.FlownLength * (1.0 / route.Legs)));
        }

        points.Add(route.Legs == 1 ? points[0].Towards(Bearing.FromDegrees(0), route.FlownLength) : points[0]);
        return new FlightPath(points);
    }
}
