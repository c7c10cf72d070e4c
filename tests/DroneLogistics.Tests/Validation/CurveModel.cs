using DroneLogistics.Fleet;
using DroneLogistics.Fleet.Formats;
using DroneLogistics.Performance;
using DroneLogistics.Units;

namespace DroneLogistics.Tests.Validation;

/// <summary>
/// What the core says of a literature curve, up to one factor. An aircraft with a file of its own is taken as it stands there. Of one without
/// a class stands in, and where in the spread of its class it lies is read off the fitted points as well.
/// </summary>
internal static class CurveModel
{
    private const string MultirotorClass = "multirotor-class";

    private const string WingClass = "fixedwing";

    // Mass over disc or wing area, over the class value: induced velocities of 4 to 9 m/s in hover, wings that stall at half to twice the speed.
    private static readonly double[] Loadings = [0.25, 0.5, 0.7, 1, 1.4, 2, 2.8, 4];

    // Drag area over mass, over the class value: the FlyCart 30 has 0.3, the IRIS+ 1.
    private static readonly double[] Drags = [0.3, 0.5, 0.7, 1, 1.4, 2];

    // Mass without payload over the largest payload of the curve: the FlyCart 30 has 2.2, the Matrice 100 5.
    private static readonly double[] EmptyOverPayload = [1.2, 1.6, 2.2, 3, 5];

    // Mass without battery over the lightest of a curve on which the battery is what varies.
    private static readonly double[] AirframeOverLightest = [0.7, 0.8, 0.88, 0.92, 0.95];

    private static readonly AirDensity SeaLevel = new(1.225);

    private static readonly AircraftType[] Types =
        [.. ShippedFiles.Of("aircraft").Select(file => AircraftTypeFile.Read(ShippedFiles.Bytes(file), file, ShippedData.Chemistries))];

    /// <summary>The type that a curve's file names (each part of its id begins a word of the file's name), or the class of aircraft it may be of.</summary>
    public static AircraftType TypeOf(LiteratureCurve curve)
    {
        var words = curve.Words;
        return Types.Where(type => type.Id.Text.Split('-').All(part => words.Any(word => word.StartsWith(part, StringComparison.Ordinal)))).OrderByDescending(type => type.Id.Text.Length).FirstOrDefault()
            ?? Types.Single(type => type.Id.Text == (words.Any(word => word.Contains("wing", StringComparison.Ordinal)) ? WingClass : MultirotorClass));
    }

    public static bool IsClass(AircraftType type) => type.Id.Text is MultirotorClass or WingClass;

    /// <summary>Values of the curve's y at its points, up to one factor that voltage, charge and units make.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="seen">The points that may be looked at.</param>
    public static IReadOnlyList<double> Values(LiteratureCurve curve, IReadOnlyList<(double X, double Y)> seen)
    {
        var best = Candidates(curve, seen).MinBy(candidate => Misfit(candidate, seen))!;
        return [.. curve.Points.Select(point => best(point.X))];
    }

    /// <summary>The factor with the least sum of squared relative errors: Σ (v/y) / Σ (v/y)².</summary>
    public static double Factor(IEnumerable<double> measured, IEnumerable<double> model)
    {
        var ratios = model.Zip(measured, (value, y) => value / y).ToList();
        return ratios.Sum() / ratios.Sum(ratio => ratio * ratio);
    }

    private static double Misfit(Func<double, double> model, IReadOnlyList<(double X, double Y)> seen)
    {
        var factor = Factor(seen.Select(point => point.Y), seen.Select(point => model(point.X)));

        // Absolute, not squared: one point off at the end of a curve does not choose for all of it.
        return seen.Sum(point => Math.Abs((factor * model(point.X) / point.Y) - 1));
    }

    private static IEnumerable<Func<double, double>> Candidates(LiteratureCurve curve, IReadOnlyList<(double X, double Y)> seen)
    {
        var type = TypeOf(curve);

        // Endurance that rises with mass: the battery is what grows.
        var batteryVaries = curve.IsEndurance && curve.XColumn is "mass_kg" or "battery_plus_payload_kg" && seen[^1].Y > seen[0].Y;
        if (curve.XColumn == "airspeed_mps")
        {
            return Airframes(type).Select(pair => (Func<double, double>)(x => Of(Forward(pair.Type, pair.Mass, x), 1)));
        }

        return EmptyMasses(curve, type, seen, batteryVaries).Select(empty => (Func<double, double>)(x =>
        {
            var mass = curve.XColumn == "mass_kg" ? x : empty + x;
            return Of(Hover(type, mass), batteryVaries ? mass - empty : 1);
        }));

        double Of(double watts, double battery) => curve.IsEndurance ? battery / watts : watts;
    }

    private static IEnumerable<(AircraftType Type, double Mass)> Airframes(AircraftType type)
    {
        var mass = type.EmptyMass.Kilograms;
        if (!IsClass(type))
        {
            return [(type, mass)];
        }

        return Loadings.SelectMany(loading => Drags.Select(drag => (
            type with { Rotors = type.Rotors with { DragAreaSquareMetres = type.Rotors.DragAreaSquareMetres * drag * loading } },
            mass * loading)));
    }

    private static IEnumerable<double> EmptyMasses(LiteratureCurve curve, AircraftType type, IReadOnlyList<(double X, double Y)> seen, bool batteryVaries) => (IsClass(type), curve.XColumn) switch
    {
        (false, _) => [type.EmptyMass.Kilograms],
        (_, "mass_kg") => batteryVaries ? AirframeOverLightest.Select(share => share * seen[0].X) : [0],
        _ => EmptyOverPayload.Select(share => share * seen[^1].X),
    };

    private static double Hover(AircraftType type, double kilograms) => Electrical(type, RotorPower.Vertical(type.Rotors, Mass.FromKilograms(kilograms), Speed.Zero, SeaLevel));

    private static double Forward(AircraftType type, double kilograms, double airspeed)
    {
        var speed = Speed.FromMetresPerSecond(airspeed);
        return type.Wing is { } wing
            ? WingPower.Cruise(wing, Mass.FromKilograms(kilograms), speed, Speed.Zero, SeaLevel).ThroughDrivetrain(wing.DrivetrainEfficiency).WithAvionics(type.AvionicsPower).TotalWatts
            : Electrical(type, RotorPower.Forward(type.Rotors, kilograms * RotorPower.Gravity, speed, SeaLevel));
    }

    private static double Electrical(AircraftType type, PowerBreakdown shaft) =>
        shaft.ThroughDrivetrain(type.Rotors.DrivetrainEfficiency).WithAvionics(type.AvionicsPower).TotalWatts;
}
