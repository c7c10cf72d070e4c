using DroneLogistics.Fleet;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Simulation.Batch;

/// <summary>What all flights of a batch have in common, reckoned once.</summary>
/// <remarks>
/// The wind of a grid is taken where and when the flight as planned passes the elements of the way. A variation is there some minutes earlier or
/// later: for it the wind changes as it does within ten minutes of the plan, which is exact until the next field of the grid.
/// </remarks>
internal sealed class BatchPlan
{
    // Half of the time over which the change of a grid's wind is taken; fields are an hour and more apart.
    private const double ChangeSeconds = 300;


    // Null: one wind blows everywhere, or no level has been looked at yet.
    private (double Metres, PlannedWind[] Winds)? lastLevel;

    /// <param name="basis">What they are flown as.</param>
    /// <param name="isPunctual">See <see cref="IsPunctual"/>.</param>
    public BatchPlan(FlightTask basis, bool isPunctual = false)
    {
        Basis = basis;
        IsPunctual = isPunctual;
        Way = FlownWay.Of(basis.Path, basis.CruiseAirspeed, basis.Type.TurnBankDegrees, stretch: 1, stops: false);
        if (basis.WindField is { } field)
        {
            Way = Way.CutEvery(WindAlong.CellMetres);
            Along = new WindAlong(basis, field with { Error = default }, Way);
            Planned = FlightBatch.Blowing(basis.Wind);
            SecondsToCruise = WindAlong.SecondsToCruise(basis);
            MiddleSeconds = Along.MiddleSeconds;
        }

        ThinnestAir = ModelValidity.ThinnestAir(basis.Type.Validity);
        LoadFactor = ProfileBuilder.TurnLoadFactor(basis.Type);
        Tracks = [.. basis.Path.Legs.Select(segment => Math.SinCos(double.DegreesToRadians(segment.Track.Degrees)))];

        var cruise = basis.CruiseAltitude;
        var height = basis.Type.Wing?.TransitionHeight ?? (cruise - AltitudeAmsl.FromMetres(0));
        var (upper, lower) = (Lower(basis.OriginElevation + height, cruise), Lower(basis.DestinationElevation + height, cruise));
        Origin = Level(basis.OriginElevation);
        Destination = Level(basis.DestinationElevation);
        Upper = WindyLevel(basis.Type.Wing is null ? cruise : upper);
        LowerLevel = WindyLevel(basis.Type.Wing is null ? cruise : lower);
        Cruise = WindyLevel(cruise);
        ClimbMiddle = WindyLevel(ProfileBuilder.Middle(upper, cruise));
        DescentMiddle = WindyLevel(ProfileBuilder.Middle(lower, cruise));
        Ascent = Moves(basis.OriginElevation, AltitudeAmsl.FromMetres(Upper.Metres), basis.Type.Vertical.ClimbSpeed);
        var low = basis.DestinationElevation + basis.Type.Vertical.LandingHeight;
        Descent = Moves(AltitudeAmsl.FromMetres(LowerLevel.Metres), low, basis.Type.Vertical.DescentSpeed);
        Touchdown = Moves(low, basis.DestinationElevation, basis.Type.Vertical.LandingSpeed);
        Lanes = basis.CommandedGroundSpeed is null && !basis.StopsAtCorners;
        CruiseAbovePads = cruise.Metres >= Math.Max(basis.OriginElevation.Metres, basis.DestinationElevation.Metres) + basis.Type.Vertical.LandingHeight.Metres;
    }

    public FlightTask Basis { get; }

    public AircraftType Type => Basis.Type;

    /// <summary>
    /// All flights pass the way when the plan does: how the wind changes around it is not looked up, and a battery is run down along the whole cruise
    /// and not piece by piece, which is as exact to a billionth of the charge.
    /// </summary>
    public bool IsPunctual { get; }

    /// <summary>The wind along the way of the plan; null where one wind blows everywhere.</summary>
    public WindAlong? Along { get; }

    /// <summary>The kernel knows how such flights are flown; others are flown one by one.</summary>
    public bool Lanes { get; }

    /// <summary>The way without stretch.</summary>
    public FlownWay Way { get; }

    /// <summary>Sine and cosine of the track of each path segment.</summary>
    public (double Sin, double Cos)[] Tracks { get; }

    public double LoadFactor { get; }

    /// <summary>The thinnest air for which the model of the type holds, kg/m³.</summary>
    public double ThinnestAir { get; }

    public AirLevel Origin { get; }

    public AirLevel Destination { get; }

    /// <summary>Where the first transition is flown.</summary>
    public AirLevel Upper { get; }

    /// <summary>Where the last transition is flown.</summary>
    public AirLevel LowerLevel { get; }

    public AirLevel Cruise { get; }

    public AirLevel ClimbMiddle { get; }

    public AirLevel DescentMiddle { get; }

    public VerticalPiece[] Ascent { get; }

    public VerticalPiece[] Descent { get; }

    public VerticalPiece[] Touchdown { get; }

    /// <summary>The cruise altitude is above both pads; if not, no flight of the batch can be flown.</summary>
    public bool CruiseAbovePads { get; }

    /// <summary>Mean wind of the plan at the reference height, m/s to the east and to the north, where rows tell their wind by how it differs from it; else zero.</summary>
    public (double East, double North) Planned { get; }

    /// <summary>In the wind of a grid: from the departure until the middle of each element is passed, seconds; else empty.</summary>
    public double[] MiddleSeconds { get; } = [];

    /// <summary>In the wind of a grid: from the departure until the first transition, seconds.</summary>
    public double SecondsToCruise { get; }

    private static AltitudeAmsl Lower(AltitudeAmsl a, AltitudeAmsl b) => a < b ? a : b;

    private AirLevel Level(AltitudeAmsl altitude) => new(
        altitude.Metres,
        Basis.Atmosphere.PressureAt(altitude).Pascal,
        Atmosphere.Standard.TemperatureAt(altitude).Kelvin - Atmosphere.Standard.SeaLevelTemperature.Kelvin,
        Wind.ProfileFactor(altitude, Basis.WindPolicy));

    /// <summary>The same with the wind of a grid on every element of the way; not a number where it is not known. A multirotor's levels are one.</summary>
    private AirLevel WindyLevel(AltitudeAmsl altitude)
    {
        if (Along is null)
        {
            return Level(altitude);
        }

        if (lastLevel is not { } last || last.Metres != altitude.Metres)
        {
            lastLevel = last = (altitude.Metres, [.. Way.Elements.ToArray().Select(element => WindOf(Along, element, altitude, IsPunctual))]);
        }

        return Level(altitude) with { Winds = last.Winds };
    }

    private static PlannedWind WindOf(WindAlong along, in FlownWay.Element element, AltitudeAmsl altitude, bool isPunctual)
    {
        var wind = along.VectorAt(element, altitude);
        if (isPunctual)
        {
            return new PlannedWind(wind.EastMetresPerSecond, wind.NorthMetresPerSecond, 0, 0);
        }

        var (before, after) = (along.VectorAt(element, altitude, -ChangeSeconds), along.VectorAt(element, altitude, ChangeSeconds));

        // At the ends of the grid there is one side only.
        var (from, to, seconds) = (Known(before), Known(after)) switch
        {
            (true, true) => (before, after, 2 * ChangeSeconds),
            (true, false) => (before, wind, ChangeSeconds),
            (false, true) => (wind, after, ChangeSeconds),
            _ => (wind, wind, ChangeSeconds),
        };
        return new PlannedWind(
            wind.EastMetresPerSecond,
            wind.NorthMetresPerSecond,
            (to.EastMetresPerSecond - from.EastMetresPerSecond) / seconds,
            (to.NorthMetresPerSecond - from.NorthMetresPerSecond) / seconds);

        static bool Known(WindVector wind) => double.IsFinite(wind.EastMetresPerSecond) && double.IsFinite(wind.NorthMetresPerSecond);
    }

    private VerticalPiece[] Moves(AltitudeAmsl from, AltitudeAmsl to, Speed speed)
    {
        var height = (to - from).Metres;
        if (height == 0)
        {
            return [];
        }

        var cuts = Math.Max(1, (int)Math.Ceiling(Math.Abs(height) / ProfileBuilder.VerticalCutMetres));
        return
        [
            .. Enumerable.Range(0, cuts).Select(i => new VerticalPiece(
                Level(AltitudeAmsl.FromMetres(from.Metres + (height * (i + 0.5) / cuts))),
                Math.Abs(height / cuts) / speed.MetresPerSecond,
                speed.MetresPerSecond * Math.Sign(height))),
        ];
    }
}

/// <summary>Air at one altitude, as far as it is the same for all flights of a batch.</summary>
/// <param name="Metres">Altitude above mean sea level.</param>
/// <param name="Pascal">Pressure.</param>
/// <param name="KelvinAboveSeaLevel">Temperature less that at sea level.</param>
/// <param name="WindFactor">Wind over that at the reference height.</param>
internal readonly record struct AirLevel(double Metres, double Pascal, double KelvinAboveSeaLevel, double WindFactor)
{
    /// <summary>Wind of the plan on every element of the way; null where a row tells its whole wind.</summary>
    public PlannedWind[]? Winds { get; init; }
}

/// <summary>Wind on one element of the way when the flight as planned is there, m/s and m/s a second.</summary>
internal readonly record struct PlannedWind(double East, double North, double EastChange, double NorthChange);

/// <summary>A piece of vertical flight.</summary>
/// <param name="Level">Its middle.</param>
/// <param name="Seconds">Its duration.</param>
/// <param name="Climb">Metres a second, negative down.</param>
internal readonly record struct VerticalPiece(AirLevel Level, double Seconds, double Climb);
