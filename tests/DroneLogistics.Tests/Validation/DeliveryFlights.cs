using System.Text;
using DroneLogistics.Fleet;
using DroneLogistics.Formats;
using DroneLogistics.Performance;
using DroneLogistics.Performance.Formats;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Formats;

namespace DroneLogistics.Tests.Validation;

/// <summary>The delivery flights of the Matrice 100 that are kept for building the model, and how they are predicted.</summary>
internal static class DeliveryFlights
{
    public const string FileName = "cmu_m100_flights_train.csv";

    private static readonly string[] Rows = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Validation", "cases", FileName));

    public static AircraftType Shipped => ShippedData.Type("m100");

    public static RecordedRoutes Routes { get; } = RecordedRoutesFile.Read(ShippedFiles.Bytes("validation/m100-routes.json"), "m100-routes.json");

    public static CalibrationPriors Priors { get; } = CalibrationPriorsFile.Read(ShippedFiles.Bytes("calibration/priors.json"), "priors.json");

    /// <summary>The date of each flight by its name: replicates of one day share air, crew and battery.</summary>
    public static IReadOnlyDictionary<string, string> Dates { get; } = Rows.Skip(1).Select(row => row.Split(',')).ToDictionary(cells => cells[0], cells => cells[4]);

    /// <summary>All flights of the file, its lines changed first: cells by line, the header among them.</summary>
    public static IReadOnlyList<FlightRecord> Read(Func<string[][], IEnumerable<string[]>>? change = null)
    {
        string[][] cells = [.. Rows.Select(row => row.Split(','))];
        var text = string.Join('\n', (change?.Invoke(cells) ?? cells).Select(line => string.Join(',', line)));
        return FlightRecordFile.Read(Encoding.UTF8.GetBytes(text), FileName);
    }

    public static PlanPrediction Plan(AircraftType type, RecordedRoutes routes)
    {
        var policy = ShippedData.World.Policy;
        return new PlanPrediction(type, routes, policy.Flight, policy.Reserve, policy.Wind);
    }

    public static FlightPrediction Predict(FlightRecord flight) => Plan(Shipped, Routes).Predict(flight);

    /// <summary>
    /// The type and the routes as they were believed to be before any flight was looked at: what is fitted goes back to class values.
    /// </summary>
    public static (AircraftType Type, RecordedRoutes Routes) Unfitted()
    {
        var type = Shipped with
        {
            Rotors = Shipped.Rotors with { InducedFactor = 1.2, InterferenceFactor = 1, DragAreaSquareMetres = 0.09 },
            Vertical = Shipped.Vertical with { DescentSpeed = new(2), SpoolUpSeconds = 10 },
            EnergyIntervalShare = null,
        };
        return (type, Routes with { Routes = Routes.Routes.ToDictionary(route => route.Key, route => route.Value with { FlownLength = new(450) }) });
    }

    /// <summary>A fit to some flights, from what was believed before.</summary>
    public static FlightFit Fit(IReadOnlyList<FlightRecord> log, bool leaveOut = false)
    {
        var (type, routes) = Unfitted();
        return FlightCalibration.Fit(log, type, routes, FlightCalibration.UsualFree, Priors, Plan, leaveOut);
    }
}
