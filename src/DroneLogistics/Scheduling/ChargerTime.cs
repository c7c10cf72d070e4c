namespace DroneLogistics.Scheduling;

/// <summary>
/// How the chargers of one site are shared: packs take them in the order in which they are given here, each as soon as it is ready, and
/// a later one gets the time that the earlier ones leave. So a pack never loses time to one that comes after it in that order.
/// </summary>
/// <remarks>Times are ticks of 100 ns since any origin, the same for all packs. A pack is on one charger at a time and may change it.</remarks>
internal sealed class ChargerTime(int chargers)
{
    // How many chargers are taken from an instant on, until the next entry; the first is the beginning of time.
    private readonly List<(long From, int Taken)> steps = [(long.MinValue, 0)];

    /// <summary>Takes charger time for the next pack.</summary>
    /// <param name="ready">From here on it can be charged.</param>
    /// <param name="need">Time on a charger until it is full, not negative.</param>
    /// <param name="until">The instant that is asked about.</param>
    /// <returns>How long it has been on a charger at <paramref name="until"/>.</returns>
    public long Take(long ready, long need, long until)
    {
        var had = 0L;
        for (var i = StepAt(ready); need > 0; i++)
        {
            var (from, taken) = steps[i];
            if (taken >= chargers)
            {
                continue;
            }

            var length = i + 1 < steps.Count ? Math.Min(need, steps[i + 1].From - from) : need;
            StepAt(from + length);
            steps[i] = (from, taken + 1);
            need -= length;
            had += Math.Clamp(until - from, 0, length);
        }

        Merge();
        return had;
    }

    /// <summary>The index of the step that begins at an instant; one is cut in two where none does.</summary>
    private int StepAt(long instant)
    {
        var i = steps.FindLastIndex(step => step.From <= instant);
        if (steps[i].From < instant)
        {
            steps.Insert(++i, (instant, steps[i - 1].Taken));
        }

        return i;
    }

    private void Merge()
    {
        var kept = 0;
        for (var i = 1; i < steps.Count; i++)
        {
            if (steps[i].Taken != steps[kept].Taken)
            {
                steps[++kept] = steps[i];
            }
        }

        steps.RemoveRange(kept + 1, steps.Count - kept - 1);
    }
}
