using DroneLogistics.Fleet;
using DroneLogistics.Fleet.Formats;
using DroneLogistics.Performance;
using DroneLogistics.Units;

namespace DroneLogistics.Tests.Validation;

/// <summary>What the core says of a literature curve, up to one factor.</summary>
internal static class CurveModel
{
    /// <summary>Types without a file of their own: a class stands in for them.</summary>
    private const string MultirotorClass = "multirotor-class";

    private const string WingClass = "fixedwing";

    // Of an aircraft whose mass the curve does not say. A multirotor weighs some two payloads without one: the FlyCart 30 2.2, the Matrice 100 more.
    private const double EmptyOverLargestPayload = 2.2;

    // Where the battery is what varies, the lightest of the curve is some 8 % of the aircraft with it.
    private const double AirframeOverLightest = 0.92;

    private static readonly AirDensity SeaLevel = new(1.225);

    private static readonly AircraftType[] Types =
        [.. ShippedFiles.Of("aircraft").Select(file => AircraftTypeFile.Read(ShippedFiles.Bytes(file), file, ShippedData.Chemistries))];

    /// <summary>The type that a curve's file names, or the class of aircraft it may be of.</summary>
    public static AircraftType TypeOf(LiteratureCurve curve)
    {
        var words = curve.Words;
        return Types.Where(type => words.Any(word => word == type.Id.Text)).OrderByDescending(type => type.Id.Text.Length).FirstOrDefault()
            ?? Types.Single(type => type.Id.Text == (words.Any(word => word.Contains("wing", StringComparison.Ordinal)) ? WingClass : MultirotorClass));
    }

    public static bool IsClass(AircraftType type) => type.Id.Text == MultirotorClass;

    /// <summary>Values of the curve's y at its points, up to one factor that voltage, charge and units make.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="seen">The points that may be looked at: whether endurance rises with mass tells that the battery is what varies.</param>
    public static IReadOnlyList<double> Values(LiteratureCurve curve, IReadOnlyList<(double X, double Y)> seen)
    {
        var type = TypeOf(curve);
        var airframe = Airframe(curve, type, seen);
        var batteryVaries = curve.IsEndurance && curve.XColumn is "mass_kg" or "battery_plus_payload_kg" && Rises(seen);
        return [.. curve.Points.Select(point => Value(point.X))];

        double Value(double x)
        {
            var mass = curve.XColumn switch
            {
                "airspeed_mps" => airframe,
                "mass_kg" => x,
                _ => airframe + x,
            };
            var watts = curve.XColumn == "airspeed_mps" ? Forward(type, mass, x) : Hover(type, mass);
            var battery = batteryVaries ? mass - airframe : 1;
            return curve.IsEndurance ? battery / watts : watts;
        }
    }

    private static double Airframe(LiteratureCurve curve, AircraftType type, IReadOnlyList<(double X, double Y)> seen) => (IsClass(type), curve.XColumn) switch
    {
        (true, "mass_kg") => AirframeOverLightest * seen.Min(point => point.X),
        (true, "payload_kg" or "battery_plus_payload_kg") => EmptyOverLargestPayload * seen.Max(point => point.X),
        _ => type.EmptyMass.Kilograms,
    };

    private static bool Rises(IReadOnlyList<(double X, double Y)> seen) => seen[^1].Y > seen[0].Y;

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
