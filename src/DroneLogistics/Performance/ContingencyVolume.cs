using DroneLogistics.Fleet;
using DroneLogistics.Units;

namespace DroneLogistics.Performance;

/// <summary>How a ground risk buffer is found.</summary>
public enum GroundRisk
{
    /// <summary>As wide as the contingency volume is high; of a winged type only where a flight termination system is declared.</summary>
    OneToOne = 0,

    /// <summary>The fall of an aircraft whose rotors have stopped; multirotors only.</summary>
    Ballistic,

    /// <summary>The best glide to the ground; winged types only.</summary>
    Glide,
}

/// <summary>
/// What a flight may fill round its planned way: the flight geography, in which it stays while all goes well, and the contingency volume,
/// in which every excursion from it ends.
/// </summary>
/// <remarks>
/// The method published for SORA by the aviation offices of Switzerland and Germany, lateral and vertical:
/// S_CV = S_GPS + S_pos + S_map + V t + S_CM, with S_CM = V² / (2 g tan θ) for the stop of a multirotor and V² / (g tan φ) for turning
/// back on the wing; H_CV above the flight geography = H_baro + 0.7 V t + H_CM, with H_CM = V² / 2g on rotors and 0.3 V² / g on the wing.
/// V is the highest speed over the ground, m/s; t the reaction, s. That θ and φ may be 45 and 30 degrees at the most, 0.3 and the errors
/// are recalled. Downward the method has no volume: the flight keeps a clearance instead, counted from the bottom of the flight geography
/// less the error of the altitude.
/// </remarks>
public sealed record ContingencyVolume
{
    private readonly Length characteristicDimension;
    private readonly double? glideRatio;

    private ContingencyVolume(AircraftType type, Speed groundSpeed, CorridorPolicy policy)
    {
        var speed = groundSpeed.MetresPerSecond;
        var run = speed * policy.Reaction.TotalSeconds;
        var stop = speed * speed / RotorPower.Gravity;
        var (aside, up) = type.Wing is null
            ? (stop / (2 * Tangent(policy.StopTiltDegrees)), stop / 2)
            : (stop / Tangent(policy.TurnBackBankDegrees), policy.WingPullUpFactor * stop);
        characteristicDimension = type.CharacteristicDimension;
        glideRatio = type.Wing is { } wing ? 1 / (2 * Math.Sqrt(wing.ZeroLiftDragCoefficient * wing.InducedDragFactor)) : null;
        GroundSpeed = groundSpeed;
        HalfFlightGeography = characteristicDimension * (policy.FlightGeographyDimensions / 2);
        Lateral = Errors(policy) + Length.FromMetres(run + aside);
        Upward = policy.AltitudeError + Length.FromMetres((policy.ReactionClimbShare * run) + up);
        VerticalBelow = HalfFlightGeography + policy.AltitudeError;
        var drift = policy.WindAllowance.MetresPerSecond;
        HoverHalfWidth = HalfFlightGeography + Errors(policy)
            + Length.FromMetres((drift * policy.Reaction.TotalSeconds) + (drift * drift / (2 * RotorPower.Gravity * Tangent(policy.StopTiltDegrees))));
    }

    /// <summary>The highest speed over the ground that it allows for.</summary>
    public Speed GroundSpeed { get; }

    /// <summary>Half the width, and half the height, of the flight geography.</summary>
    public Length HalfFlightGeography { get; }

    /// <summary>Of the contingency volume beside the flight geography, S_CV.</summary>
    public Length Lateral { get; }

    /// <summary>Of the contingency volume above the flight geography.</summary>
    public Length Upward { get; }

    /// <summary>From the planned way to the side of the contingency volume: half the width of the corridor.</summary>
    public Length HalfWidth => HalfFlightGeography + Lateral;

    /// <summary>From the planned altitude to the top of the contingency volume.</summary>
    public Length VerticalAbove => HalfFlightGeography + Upward;

    /// <summary>From the planned altitude to the lowest that the aircraft may be.</summary>
    public Length VerticalBelow { get; }

    /// <summary>Half the width on the spot, on the rotors, over a pad: the same with the wind that the policy allows for as the speed.</summary>
    public Length HoverHalfWidth { get; }

    /// <summary>The volume of a type that cruises at an airspeed, with the wind that the policy allows for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An airspeed that is not positive and finite (a programmer's error).</exception>
    public static ContingencyVolume Of(AircraftType type, Speed cruiseAirspeed, CorridorPolicy policy) =>
        OfGroundSpeed(type, cruiseAirspeed + policy.WindAllowance, policy);

    /// <summary>The volume of a type at a highest speed over the ground.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A speed that is not positive and finite (a programmer's error).</exception>
    public static ContingencyVolume OfGroundSpeed(AircraftType type, Speed groundSpeed, CorridorPolicy policy) =>
        groundSpeed > Speed.Zero && double.IsFinite(groundSpeed.MetresPerSecond)
            ? new ContingencyVolume(type, groundSpeed, policy)
            : throw new ArgumentOutOfRangeException(nameof(groundSpeed), groundSpeed.MetresPerSecond, "A speed over the ground is above 0 m/s.");

    /// <summary>How far beyond the contingency volume an aircraft may come down that has left it.</summary>
    /// <param name="flightGeographyTop">Height of the top of the flight geography above the ground, not negative.</param>
    /// <param name="risk">By which rule.</param>
    /// <remarks>
    /// H = top + upward volume; 1:1 S = H + CD / 2; ballistic V √(2 H / g) + CD / 2; glide E H with the best glide ratio of the polar,
    /// E = 1 / (2 √(C_D0 k)). CD is the characteristic dimension. 1:1 and glide are recalled.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A height that is negative or no number (a programmer's error).</exception>
    /// <exception cref="InvalidOperationException">A ballistic fall of a winged type or a glide of a multirotor (a programmer's error).</exception>
    public Length GroundRiskBuffer(Length flightGeographyTop, GroundRisk risk)
    {
        if (!(flightGeographyTop >= Length.Zero))
        {
            throw new ArgumentOutOfRangeException(nameof(flightGeographyTop), flightGeographyTop.Metres, "A height above the ground is 0 m or more.");
        }

        var height = flightGeographyTop + Upward;
        var half = characteristicDimension * 0.5;
        return (risk, glideRatio) switch
        {
            (GroundRisk.OneToOne, _) => height + half,
            (GroundRisk.Ballistic, null) => Length.FromMetres(GroundSpeed.MetresPerSecond * Math.Sqrt(2 * height.Metres / RotorPower.Gravity)) + half,
            (GroundRisk.Glide, { } glide) => height * glide,
            _ => throw new InvalidOperationException($"No buffer by {risk} for {(glideRatio is null ? "a multirotor" : "a winged type")}."),
        };
    }

    private static Length Errors(CorridorPolicy policy) => policy.PositionError + policy.PositionHoldError + policy.MapError;

    private static double Tangent(double degrees) => Math.Tan(double.DegreesToRadians(degrees));
}
