using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DroneLogistics.Service;

/// <summary>
/// Credentials that were found good, by what was sent: one keyed look-up a call, and no signature or hash is worked out again for a while. Safe for
/// concurrent use.
/// </summary>
/// <param name="clock">Tells which have ended.</param>
/// <param name="ticks">Its monotonic clock tells which are to be looked at again.</param>
public sealed class SignedInCallers(TimeProvider clock, TimeProvider ticks)
{
    // Tokens are renewed all the time: what has ended goes when there are so many.
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, SignedIn> held = new(ConstantTime.Instance);

    /// <summary>Whose credentials those are, where they were found good a short while ago.</summary>
    public SignedIn? Find(string credentials) => held.TryGetValue(credentials, out var found) && IsGood(found) ? found : null;

    /// <summary>Keeps credentials that were found good.</summary>
    public void Keep(string credentials, SignedIn caller)
    {
        if (held.Count >= Most)
        {
            foreach (var (old, kept) in held)
            {
                if (!IsGood(kept))
                {
                    held.TryRemove(old, out _);
                }
            }

            if (held.Count >= Most)
            {
                // They are good, and are looked at each time.
                return;
            }
        }

        held[credentials] = caller;
    }

    /// <summary>Has the credentials of a caller looked at again.</summary>
    public void Forget(string principal)
    {
        foreach (var (credentials, kept) in held)
        {
            if (kept.Principal.Caller.Principal == principal)
            {
                held.TryRemove(credentials, out _);
            }
        }
    }

    private bool IsGood(SignedIn caller) => clock.GetUtcNow() < caller.ValidUntil && ticks.GetElapsedTime(caller.LookedAt) <= caller.GoodFor;

    /// <summary>The hash of strings is keyed with a number of the process, and two are compared in a time that tells nothing of where they differ.</summary>
    private sealed class ConstantTime : IEqualityComparer<string>
    {
        public static readonly ConstantTime Instance = new();

        public bool Equals(string? x, string? y) =>
            CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(x.AsSpan()), MemoryMarshal.AsBytes(y.AsSpan()));

        public int GetHashCode([DisallowNull] string obj) => string.GetHashCode(obj, StringComparison.Ordinal);
    }
}
