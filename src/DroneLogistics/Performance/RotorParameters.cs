using DroneLogistics.Fleet;
using DroneLogistics.Units;

namespace DroneLogistics.Performance;

/// <summary>The numbers of a multirotor that a calibration may move, by their keys in its data file.</summary>
public static class RotorParameters
{
    public const string InducedFactor = "inducedFactor";
    public const string InterferenceFactor = "interferenceFactor";
    public const string DragArea = "dragAreaM2";
    public const string VerticalDescent = "verticalDescentMps";
    public const string SpoolUp = "spoolUpS";

    /// <summary>Every key that can be free.</summary>
    public static readonly IReadOnlyList<string> All = [InducedFactor, InterferenceFactor, DragArea, VerticalDescent, SpoolUp];

    /// <summary>The prior of a parameter; of those that differ from type to type the value of the type is its mean.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A key that cannot be free (a programmer's error).</exception>
    public static FreeParameter Prior(string key, AircraftType type, CalibrationPriors priors) => key switch
    {
        InducedFactor => new FreeParameter(key, priors.InducedFactorMean, priors.InducedFactorDeviation, Logarithmic: false),
        InterferenceFactor => new FreeParameter(key, priors.InterferenceFactorMean, priors.InterferenceFactorDeviation, Logarithmic: false),
        DragArea => new FreeParameter(key, type.Rotors.DragAreaSquareMetres, priors.DragAreaSpread, Logarithmic: true),
        VerticalDescent => new FreeParameter(key, type.Vertical.DescentSpeed.MetresPerSecond, priors.VerticalDescentSpread, Logarithmic: true),
        SpoolUp => new FreeParameter(key, type.Vertical.SpoolUpSeconds, priors.SpoolUpSpread, Logarithmic: true),
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, "No parameter of that key can be free."),
    };

    /// <summary>The type with one of its numbers changed; keys of other things than the type leave it as it is.</summary>
    public static AircraftType With(AircraftType type, string key, double value) => key switch
    {
        InducedFactor => type with { Rotors = type.Rotors with { InducedFactor = value } },
        InterferenceFactor => type with { Rotors = type.Rotors with { InterferenceFactor = value } },
        DragArea => type with { Rotors = type.Rotors with { DragAreaSquareMetres = value } },
        VerticalDescent => type with { Vertical = type.Vertical with { DescentSpeed = Speed.FromMetresPerSecond(value) } },
        SpoolUp => type with { Vertical = type.Vertical with { SpoolUpSeconds = value } },
        _ => type,
    };
}
