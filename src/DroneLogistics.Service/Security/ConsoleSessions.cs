using System.Security.Cryptography;

namespace DroneLogistics.Service;

/// <summary>Codes that open the page once, and the sessions of the browsers that did. Both end with the process. Safe for concurrent use.</summary>
public sealed class ConsoleSessions(TimeProvider clock)
{
    /// <summary>The name of the cookie that carries a session.</summary>
    public const string Cookie = "dronelogistics-session";

    /// <summary>Where a browser takes its code.</summary>
    public const string Path = "/console";

    // Of codes that nobody used, and of sessions: the oldest goes.
    private const int Most = 1000;

    private readonly Lock changing = new();
    private readonly Dictionary<string, SignedIn> codes = new(StringComparer.Ordinal);
    private readonly SignedInCallers sessions = new(clock, TimeProvider.System);

    /// <summary>For how long a code is good.</summary>
    public static TimeSpan CodeLife { get; } = TimeSpan.FromHours(1);

    /// <summary>For how long a session is.</summary>
    public static TimeSpan Life { get; } = TimeSpan.FromHours(12);

    /// <summary>A code for a caller.</summary>
    /// <param name="principal">Who the browser will act as.</param>
    /// <param name="until">When what the caller showed ends: the session ends no later.</param>
    public string NewCode(Principal principal, DateTimeOffset until)
    {
        var (code, now) = (Random(), clock.GetUtcNow());
        lock (changing)
        {
            foreach (var (old, _) in codes.Where(one => !(now < one.Value.ValidUntil)).ToList())
            {
                codes.Remove(old);
            }

            if (codes.Count >= Most)
            {
                codes.Remove(codes.MinBy(one => one.Value.ValidUntil).Key);
            }

            codes.Add(code, new SignedIn(principal, Earlier(now + CodeLife, until), 0, TimeSpan.MaxValue));
        }

        return code;
    }

    /// <summary>Opens a session with a code, which is used up by it.</summary>
    /// <returns>What the cookie carries; null: there is no such code, or no longer.</returns>
    public string? Open(string code)
    {
        SignedIn? found;
        lock (changing)
        {
            // 256 bits that are used up: there is nothing to be learned from how long it takes.
            if (!codes.Remove(code, out found) || !(clock.GetUtcNow() < found.ValidUntil))
            {
                return null;
            }
        }

        var session = Random();
        sessions.Keep(session, new SignedIn(found.Principal, clock.GetUtcNow() + Life, TimeProvider.System.GetTimestamp(), Life));
        return session;
    }

    /// <summary>Whose session a cookie carries; null: none.</summary>
    public SignedIn? Find(string? cookie) => cookie is null ? null : sessions.Find(cookie);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
