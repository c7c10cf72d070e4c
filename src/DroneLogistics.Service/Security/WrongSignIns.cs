using System.Collections.Concurrent;
using System.Net;

namespace DroneLogistics.Service;

/// <summary>Counts wrong credentials by address, so that nobody tries many. Good ones that are known already are not held up by it.</summary>
/// <param name="most">In one window.</param>
/// <param name="window">How long one wrong credential counts.</param>
/// <param name="clock">Its monotonic clock.</param>
public sealed class WrongSignIns(int most, TimeSpan window, TimeProvider clock)
{
    // Addresses of a whole network that tries: what is older than a window is forgotten then.
    private const int MostAddresses = 10_000;

    private readonly ConcurrentDictionary<IPAddress, (long Since, int Count)> byAddress = new();

    /// <summary>How long an address has to wait; zero: not at all.</summary>
    public TimeSpan Pause(IPAddress? address)
    {
        if (address is null || !byAddress.TryGetValue(address, out var tried) || tried.Count < most)
        {
            return TimeSpan.Zero;
        }

        var left = window - clock.GetElapsedTime(tried.Since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Counts one.</summary>
    public void Count(IPAddress? address)
    {
        if (address is null)
        {
            return;
        }

        if (byAddress.Count >= MostAddresses)
        {
            foreach (var (old, _) in byAddress.Where(one => clock.GetElapsedTime(one.Value.Since) > window))
            {
                byAddress.TryRemove(old, out _);
            }
        }

        var now = clock.GetTimestamp();
        byAddress.AddOrUpdate(address, (now, 1), (_, tried) => clock.GetElapsedTime(tried.Since, now) > window ? (now, 1) : (tried.Since, tried.Count + 1));
    }
}
