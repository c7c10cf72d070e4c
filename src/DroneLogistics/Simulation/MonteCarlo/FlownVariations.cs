using DroneLogistics.Simulation.Batch;

namespace DroneLogistics.Simulation.MonteCarlo;

/// <summary>Variations as they count: one that does not land arrives never and with nothing.</summary>
/// <param name="Charges">Charge at landing, 0 to 1.</param>
/// <param name="Seconds">Block time.</param>
/// <param name="Kelvins">Temperature of the cells at landing; that of a flight that does not land is not known.</param>
/// <param name="NotFlown">How many cannot be flown.</param>
/// <param name="BatteryFailed">How many batteries did not last.</param>
internal sealed record FlownVariations(double[] Charges, double[] Seconds, double[] Kelvins, int NotFlown, int BatteryFailed)
{
    private bool[] Unflyable { get; init; } = [];

    /// <summary>Flies a batch; rows that <paramref name="startable"/> leaves out cannot be flown.</summary>
    public static FlownVariations Of(FlightTask plan, FlightBatch flights, FlightKernel kernel, Func<int, bool>? startable = null)
    {
        var results = new FlightBatchResults(flights.Count);
        kernel(plan, flights, results);
        var (charges, seconds, kelvins) = (results.LandingCharge.ToArray(), results.BlockSeconds.ToArray(), results.LandingKelvin.ToArray());
        var (notFlown, failed) = (0, 0);
        var unflyable = new bool[charges.Length];
        for (var i = 0; i < charges.Length; i++)
        {
            var flown = double.IsFinite(seconds[i]) && (startable is null || startable(i));
            if (flown && charges[i] >= 0)
            {
                continue;
            }

            unflyable[i] = !flown;
            notFlown += flown ? 0 : 1;
            failed += flown ? 1 : 0;
            (charges[i], seconds[i], kelvins[i]) = (0, double.PositiveInfinity, double.NaN);
        }

        return new FlownVariations(charges, seconds, kelvins, notFlown, failed) { Unflyable = unflyable };
    }

    /// <summary>Whether a variation cannot be flown at all, its battery aside.</summary>
    public bool CannotBeFlown(int row) => Unflyable[row];

    /// <summary>Whether a variation lands.</summary>
    public bool Lands(int row) => double.IsFinite(Seconds[row]);
}
