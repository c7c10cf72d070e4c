namespace DroneLogistics.Airspace.Authorizations;

/// <summary>What an authorisation does not cover, from what is mended most easily (another hour) to what makes it another authorisation.</summary>
public enum AuthorizationMissKind
{
    Unknown = 0,
    Hours,
    AltitudeOverSea,
    HeightOverLand,
    Expired,
    NotYetValid,
    Zone,
    AircraftType,
    Route,
}

/// <summary>One thing that an authorisation does not cover.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Limit">Metres or seconds; null where there is no number.</param>
/// <param name="Actual">The same; null where there is none, or it is not known.</param>
public sealed record AuthorizationMiss(AuthorizationMissKind Kind, double? Limit, double? Actual)
{
    /// <summary>How far inside the limit, negative is outside.</summary>
    public double? Margin => Limit - Actual;

    /// <summary>Of limit, actual and margin.</summary>
    public string Unit => Kind switch
    {
        AuthorizationMissKind.AltitudeOverSea or AuthorizationMissKind.HeightOverLand => "m",
        AuthorizationMissKind.Hours or AuthorizationMissKind.Expired or AuthorizationMissKind.NotYetValid => "s",
        _ => string.Empty,
    };

    internal static AuthorizationMiss Of(AuthorizationMissKind kind, double? limit = null, double? actual = null) => new(kind, limit, actual);
}

/// <summary>What a register says of one need of a flight.</summary>
/// <param name="Covering">The authorisation that covers it; null where none does.</param>
/// <param name="Nearest">Where none covers it, the one that misses least; null where the register has none that could.</param>
/// <param name="Misses">What the nearest does not cover.</param>
public sealed record AuthorizationAnswer(Authorization? Covering, Authorization? Nearest, IReadOnlyList<AuthorizationMiss> Misses)
{
    public bool IsCovered => Covering is not null;
}
