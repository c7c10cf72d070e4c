using DroneLogistics.Fleet;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Simulation.Batch;

/// <summary>What all flights of a batch have in common, reckoned once.</summary>
internal sealed class BatchPlan
{
    public BatchPlan(FlightTask basis)
    {
        Basis = basis;
        Way = FlownWay.Of(basis.Path, basis.CruiseAirspeed, basis.Type.TurnBankDegrees, stretch: 1, stops: false);
        ThinnestAir = ModelValidity.ThinnestAir(basis.Type.Validity);
        LoadFactor = ProfileBuilder.TurnLoadFactor(basis.Type);
        Tracks = [.. basis.Path.Legs.Select(segment => Math.SinCos(double.DegreesToRadians(segment.Track.Degrees)))];

        var cruise = basis.CruiseAltitude;
        var height = basis.Type.Wing?.TransitionHeight ?? (cruise - AltitudeAmsl.FromMetres(0));
        var (upper, lower) = (Lower(basis.OriginElevation + height, cruise), Lower(basis.DestinationElevation + height, cruise));
        Origin = Level(basis.OriginElevation);
        Destination = Level(basis.DestinationElevation);
        Upper = Level(basis.Type.Wing is null ? cruise : upper);
        LowerLevel = Level(basis.Type.Wing is null ? cruise : lower);
        Cruise = Level(cruise);
        ClimbMiddle = Level(ProfileBuilder.Middle(upper, cruise));
        DescentMiddle = Level(ProfileBuilder.Middle(lower, cruise));
        Ascent = Moves(basis.OriginElevation, AltitudeAmsl.FromMetres(Upper.Metres), basis.Type.Vertical.ClimbSpeed);
        var low = basis.DestinationElevation + basis.Type.Vertical.LandingHeight;
        Descent = Moves(AltitudeAmsl.FromMetres(LowerLevel.Metres), low, basis.Type.Vertical.DescentSpeed);
        Touchdown = Moves(low, basis.DestinationElevation, basis.Type.Vertical.LandingSpeed);
        Lanes = basis.CommandedGroundSpeed is null && basis.WindField is null && !basis.StopsAtCorners;
        CruiseAbovePads = cruise.Metres >= Math.Max(basis.OriginElevation.Metres, basis.DestinationElevation.Metres) + basis.Type.Vertical.LandingHeight.Metres;
    }

    public FlightTask Basis { get; }

    public AircraftType Type => Basis.Type;

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

    private static AltitudeAmsl Lower(AltitudeAmsl a, AltitudeAmsl b) => a < b ? a : b;

    private AirLevel Level(AltitudeAmsl altitude) => new(
        altitude.Metres,
        Basis.Atmosphere.PressureAt(altitude).Pascal,
        Atmosphere.Standard.TemperatureAt(altitude).Kelvin - Atmosphere.Standard.SeaLevelTemperature.Kelvin,
        Wind.ProfileFactor(altitude, Basis.WindPolicy));

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
internal readonly record struct AirLevel(double Metres, double Pascal, double KelvinAboveSeaLevel, double WindFactor);

/// <summary>A piece of vertical flight.</summary>
/// <param name="Level">Its middle.</param>
/// <param name="Seconds">Its duration.</param>
/// <param name="Climb">Metres a second, negative down.</param>
internal readonly record struct VerticalPiece(AirLevel Level, double Seconds, double Climb);
