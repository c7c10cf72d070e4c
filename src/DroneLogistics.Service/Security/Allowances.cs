using System.Collections.Concurrent;

namespace DroneLogistics.Service;

/// <summary>The allowance of each caller, by name: two keys of one caller would share it, and a token that is renewed begins no new one.</summary>
/// <param name="settings">How much each may ask.</param>
/// <param name="clock">Its monotonic clock.</param>
public sealed class Allowances(AccessSettings settings, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<string, Allowance> held = new(StringComparer.Ordinal);

    /// <remarks>Only callers whose credentials were found good come here, so that nobody fills it with names.</remarks>
    public Allowance Of(Principal principal) =>
        held.TryGetValue(principal.Caller.Principal, out var found)
            ? found
            : held.GetOrAdd(principal.Caller.Principal, _ => new Allowance(principal.Means == SignIn.LocalToken ? settings.OwnerQuota : settings.Quota, clock));

    /// <summary>Computations that run now, and that wait, of all callers.</summary>
    public (int Waiting, int Callers) Waiting()
    {
        var waiting = 0L;
        foreach (var one in held.Values)
        {
            waiting += one.Computations.GetStatistics()?.CurrentQueuedCount ?? 0;
        }

        return ((int)waiting, held.Count);
    }

    public void Dispose()
    {
        foreach (var one in held.Values)
        {
            one.Dispose();
        }
    }
}
