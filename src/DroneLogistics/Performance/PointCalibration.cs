using DroneLogistics.Fleet;
using DroneLogistics.Units;

namespace DroneLogistics.Performance;

/// <summary>A figure of a type that a fit is to meet.</summary>
/// <param name="Name">What it says, for people.</param>
/// <param name="Quantity">Which quantity.</param>
/// <param name="TakeoffMass">Mass with payload and battery.</param>
/// <param name="Airspeed">True airspeed of a range; null: the cruise airspeed of the type.</param>
/// <param name="Value">In SI units: metres, seconds, watts.</param>
public sealed record CalibrationPoint(string Name, EnvelopeQuantity Quantity, Mass TakeoffMass, Speed? Airspeed, double Value);

/// <summary>A fit to published points.</summary>
/// <param name="Types">The types with the fitted numbers, in the order given.</param>
/// <param name="Fit">The fit.</param>
/// <param name="Used">The points it was fitted to, in the order of its errors, each with the type that flies it.</param>
/// <param name="LeftOut">Errors of points that were left out of the fit.</param>
public sealed record PointFit(
    IReadOnlyList<AircraftType> Types,
    CalibrationFit Fit,
    IReadOnlyList<(CalibrationPoint Point, AircraftTypeId Type)> Used,
    IReadOnlyList<double> LeftOut);

/// <summary>
/// Fits the rotor factors and the drag area of an airframe to published points. Configurations of one airframe that differ in battery and
/// mass are types of their own and share the fitted numbers; a point belongs to the type whose take-off mass it states.
/// </summary>
public static class PointCalibration
{
    /// <summary>Numbers that points tell.</summary>
    public static readonly IReadOnlyList<string> UsualFree = [RotorParameters.InducedFactor, RotorParameters.InterferenceFactor, RotorParameters.DragArea];

    // A point's mass is that of a configuration with its payload within this share: makers round to half a kilogram.
    private const double SameMass = 0.01;

    /// <summary>The type that flies a point with a payload: the one whose empty mass and that payload make the point's mass.</summary>
    public static AircraftType? Flyer(IReadOnlyList<AircraftType> types, Mass takeoffMass, Mass payload) => types.FirstOrDefault(type =>
        Math.Abs((type.EmptyMass + payload).Kilograms - takeoffMass.Kilograms) <= SameMass * takeoffMass.Kilograms);

    /// <summary>Why points do not determine the free numbers; empty where they do.</summary>
    public static IReadOnlyList<string> Doubts(IReadOnlyList<CalibrationPoint> points, IReadOnlyList<string> free)
    {
        var doubts = new List<string>();
        if (points.Count < free.Count + 1)
        {
            doubts.Add($"under-determined: {points.Count} points for {free.Count} free numbers ({string.Join(", ", free)}); expected at least {free.Count + 1}");
        }

        if (!points.Any(point => point.Quantity is EnvelopeQuantity.Endurance or EnvelopeQuantity.HoverPower))
        {
            doubts.Add("under-determined: range points alone leave the hover power open by 11 to 28 %; expected at least one hover or endurance point, or a log of flights");
        }

        return doubts;
    }

    /// <summary>Fits.</summary>
    /// <param name="points">The points, each with the type that flies it.</param>
    /// <param name="types">Configurations of one airframe.</param>
    /// <param name="free">Keys that may move, in all of them alike.</param>
    /// <param name="priors">What is believed of such types.</param>
    public static PointFit Fit(IReadOnlyList<(CalibrationPoint Point, AircraftTypeId Type)> points, IReadOnlyList<AircraftType> types, IReadOnlyList<string> free, CalibrationPriors priors)
    {
        FreeParameter[] parameters = [.. free.Select(key => RotorParameters.Prior(key, types[0], priors))];
        var fit = To(points);
        var left = Calibration.LeftOut(points.Count, indices => To([.. indices.Select(i => points[i])]), (without, i) => Errors(without.Values, [points[i]])[0]);
        return new PointFit([.. types.Select(type => Apply(type, fit.Values))], fit, points, left);

        CalibrationFit To(IReadOnlyList<(CalibrationPoint Point, AircraftTypeId Type)> some) =>
            Calibration.Fit(parameters, some.Count, priors.PointDeviationShare, values => Errors(values, some));

        AircraftType Apply(AircraftType type, IReadOnlyList<double> values) =>
            parameters.Zip(values).Aggregate(type, (known, pair) => RotorParameters.With(known, pair.First.Key, pair.Second));

        double[] Errors(IReadOnlyList<double> values, IReadOnlyList<(CalibrationPoint Point, AircraftTypeId Type)> some)
        {
            var changed = types.ToDictionary(type => type.Id, type => Apply(type, values));
            return [.. some.Select(pair => Error(changed[pair.Type], pair.Point))];
        }
    }

    // A point that cannot be flown at all is missed whole.
    private static double Error(AircraftType type, CalibrationPoint point) =>
        Envelope.Value(type, point.Quantity, point.TakeoffMass - type.EmptyMass, point.Airspeed ?? type.CruiseAirspeed) is { } value ? (value / point.Value) - 1 : -1;
}
