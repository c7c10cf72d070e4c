namespace DroneLogistics.Service;

/// <summary>Credentials that were found good.</summary>
/// <param name="Principal">Whose they are.</param>
/// <param name="ValidUntil">When they end.</param>
/// <param name="LookedAt">By the monotonic clock.</param>
/// <param name="GoodFor">After how long they are looked at again, as they may have been revoked.</param>
public sealed record SignedIn(Principal Principal, DateTimeOffset ValidUntil, long LookedAt, TimeSpan GoodFor);
