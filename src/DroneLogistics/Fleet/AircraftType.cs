using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Fleet;

/// <summary>How a type flies.</summary>
public enum AircraftConfiguration
{
    /// <summary>Rotors carry it in every phase.</summary>
    Multirotor,

    /// <summary>Rotors lift it off, a wing carries it in cruise.</summary>
    LiftPlusCruise,
}

/// <summary>What a type is in the data for.</summary>
public enum AircraftPurpose
{
    /// <summary>It flies, or could fly, in the network.</summary>
    Network = 0,

    /// <summary>The physics is judged by it; it is not offered for flights.</summary>
    Validation,
}

/// <summary>Whether a maker's wind limit speaks of gusts or of the mean wind.</summary>
public enum WindLimitKind
{
    Gust,
    Mean,
}

/// <summary>A wind limit as its maker means it.</summary>
/// <param name="Limit">The highest wind allowed; null: not known, and no flight passes.</param>
/// <param name="Kind">Gust or mean.</param>
/// <param name="ReferenceHeight">Height above the surface at which it is measured.</param>
public sealed record WindLimit(Speed? Limit, WindLimitKind Kind, Length ReferenceHeight);

/// <summary>The weather that a type may fly in; each null: not known, and no flight that a forecast is there for passes.</summary>
/// <param name="MaxPrecipitationMillimetresPerHour">Rain, or snow as water, mm/h.</param>
/// <param name="MinVisibility">Horizontal, at the surface.</param>
/// <param name="IcingAllowed">Whether it may fly where icing is forecast.</param>
/// <param name="LightningAllowed">Whether it may fly where thunderstorms are forecast.</param>
/// <param name="MaxCrosswind">Gust across the leg that begins or ends at a pad, at 10 m; null: none is stated, and none is asked for.</param>
public sealed record WeatherLimits(double? MaxPrecipitationMillimetresPerHour, Length? MinVisibility, bool? IcingAllowed, bool? LightningAllowed, Speed? MaxCrosswind = null);

/// <summary>A kind of aircraft: everything the simulation needs to know of it.</summary>
public sealed record AircraftType
{
    public required AircraftTypeId Id { get; init; }

    public required string NameEnglish { get; init; }

    public required string NameChinese { get; init; }

    public required string Maker { get; init; }

    public required string Note { get; init; }

    public required AircraftConfiguration Configuration { get; init; }

    public AircraftPurpose Purpose { get; init; }

    /// <summary>Airframe and battery, without payload.</summary>
    public required Mass EmptyMass { get; init; }

    public required Mass MaxTakeoffMass { get; init; }

    /// <summary>Null: not known, and no flight passes.</summary>
    public required Mass? MaxPayload { get; init; }

    /// <summary>Its largest extent in flight, rotors turning: span, length or from tip to tip across.</summary>
    public required Length CharacteristicDimension { get; init; }

    public required WindLimit WindLimit { get; init; }

    /// <summary>Weather other than wind; null: not known, and no flight that a forecast is there for passes.</summary>
    public WeatherLimits? Weather { get; init; }

    public required Speed CruiseAirspeed { get; init; }

    public required Speed MaxAirspeed { get; init; }

    /// <summary>Bank in turns on the way, degrees: radius V² / (g tan bank), load factor 1 / cos bank.</summary>
    public required double TurnBankDegrees { get; init; }

    /// <summary>Where the model of this type holds; outside of it there is no number.</summary>
    public required ValidityRange Validity { get; init; }

    public required VerticalProfile Vertical { get; init; }

    public required RotorSystem Rotors { get; init; }

    /// <summary>Null for a multirotor.</summary>
    public required Wing? Wing { get; init; }

    public required BatteryDesign Battery { get; init; }

    public required Power AvionicsPower { get; init; }

    /// <summary>
    /// Half the width of the interval that holds the energy of 90 of 100 flights, over the predicted energy, where the wind is known;
    /// null: nobody has measured it, and no interval is given.
    /// </summary>
    public double? EnergyIntervalShare { get; init; }

    /// <summary>Every number of the data file with its status and source, in file order.</summary>
    public required IReadOnlyList<SourcedNumber> Parameters { get; init; }

    public required IReadOnlyList<PublishedPoint> PublishedPoints { get; init; }

    public override string ToString() => Id.Text;
}

/// <summary>The air in which a type's model was built to hold.</summary>
/// <param name="MinAirTemperature">The coldest air at sea level.</param>
/// <param name="MaxAirTemperature">The warmest air at sea level.</param>
/// <param name="MaxDensityAltitude">The thinnest air, as the altitude of the standard atmosphere with the same density.</param>
public sealed record ValidityRange(Temperature MinAirTemperature, Temperature MaxAirTemperature, AltitudeAmsl MaxDensityAltitude);

/// <summary>How a type leaves the pad and comes back to it.</summary>
/// <param name="SpoolUpSeconds">Rotors turning up on the pad.</param>
/// <param name="ClimbSpeed">Straight up.</param>
/// <param name="DescentSpeed">Straight down.</param>
/// <param name="LandingSpeed">Straight down over the last <paramref name="LandingHeight"/>.</param>
/// <param name="LandingHeight">Height above the pad at which the slow part of the landing begins.</param>
/// <param name="ShutDownSeconds">From touch-down until the rotors stand.</param>
public sealed record VerticalProfile(
    double SpoolUpSeconds,
    Speed ClimbSpeed,
    Speed DescentSpeed,
    Speed LandingSpeed,
    Length LandingHeight,
    double ShutDownSeconds);

/// <summary>The lifting rotors.</summary>
public sealed record RotorSystem
{
    /// <summary>Total disc area, square metres; a coaxial pair counts once.</summary>
    public required double DiscAreaSquareMetres { get; init; }

    /// <summary>The most thrust of all rotors together at sea level in standard air, newton; null: not known, and no flight passes.</summary>
    public required double? MaxThrustNewtons { get; init; }

    /// <summary>
    /// Ideal over real power in hover. Where it is given (lift systems of which no more is known), rotor power is T (v_i + V_c) / FM
    /// and the three factors below are not used; null for rotors described by the factors.
    /// </summary>
    public required double? FigureOfMerit { get; init; }

    /// <summary>Induced power over the ideal, kappa.</summary>
    public required double InducedFactor { get; init; }

    /// <summary>Wake interference in forward flight, chi.</summary>
    public required double InterferenceFactor { get; init; }

    /// <summary>Profile power over T v_h, c0.</summary>
    public required double ProfileFactor { get; init; }

    /// <summary>Thrust over weight in hover: the airframe in the downwash.</summary>
    public required double DownloadFactor { get; init; }

    /// <summary>In a descent the shaft power is not planned below this share of hover.</summary>
    public required double DescentPowerFloorShare { get; init; }

    /// <summary>Drag area of the airframe in forward flight on the rotors, square metres.</summary>
    public required double DragAreaSquareMetres { get; init; }

    /// <summary>Motors, speed controllers and wiring.</summary>
    public required double DrivetrainEfficiency { get; init; }

    /// <summary>Forward acceleration and deceleration on the rotors, metres a second squared.</summary>
    public required double AccelerationMetresPerSecondSquared { get; init; }
}

/// <summary>The wing and the cruise propulsion of a lift-plus-cruise type.</summary>
public sealed record Wing
{
    public required double AreaSquareMetres { get; init; }

    /// <summary>C_D0 with the stopped lift rotors.</summary>
    public required double ZeroLiftDragCoefficient { get; init; }

    /// <summary>k in C_D = C_D0 + k C_L².</summary>
    public required double InducedDragFactor { get; init; }

    public required double MaxLiftCoefficient { get; init; }

    /// <summary>The slowest flight on the wing over the stall speed, at least 1.</summary>
    public required double StallMargin { get; init; }

    /// <summary>Propeller, motor and wiring.</summary>
    public required double DrivetrainEfficiency { get; init; }

    public required double TransitionSeconds { get; init; }

    /// <summary>Height above the pad at which it goes into forward flight; at cruise altitude where that is lower.</summary>
    public required Length TransitionHeight { get; init; }

    public required Speed ClimbSpeed { get; init; }

    public required Speed DescentSpeed { get; init; }
}

/// <summary>The battery of a type as built.</summary>
/// <param name="Chemistry">Voltage and temperature behaviour of a cell.</param>
/// <param name="CellsInSeries">Cells in series.</param>
/// <param name="CapacityAmpereHours">Nominal capacity of the whole set, Ah.</param>
/// <param name="ResistanceOhm">Internal resistance of the whole set at 25 °C, new.</param>
/// <param name="MaxDischargeRatePerHour">Continuous limit in C (multiples of the capacity an hour).</param>
/// <param name="CutoffVoltsPerCell">Lowest voltage under load.</param>
/// <param name="HeatCapacityJoulesPerKelvin">Heat that warms the whole set by a kelvin.</param>
/// <param name="CoolingWattsPerKelvin">Heat lost to the air per kelvin above it.</param>
public sealed record BatteryDesign(
    CellChemistry Chemistry,
    int CellsInSeries,
    double CapacityAmpereHours,
    double ResistanceOhm,
    double MaxDischargeRatePerHour,
    double CutoffVoltsPerCell,
    double HeatCapacityJoulesPerKelvin,
    double CoolingWattsPerKelvin);

/// <summary>A figure published by the maker or measured by others, for comparison with the model.</summary>
/// <param name="Quantity"><c>range</c> or <c>endurance</c>.</param>
/// <param name="PayloadKilograms">Payload.</param>
/// <param name="Value">Value in <paramref name="Unit"/>.</param>
/// <param name="Unit">Unit.</param>
/// <param name="Conditions">As stated.</param>
/// <param name="Source">Where.</param>
public sealed record PublishedPoint(string Quantity, double PayloadKilograms, double Value, string Unit, string Conditions, string Source);
