using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Authorizations;

/// <summary>The id of an authorisation in the register.</summary>
public readonly record struct AuthorizationId
{
    public AuthorizationId(string text) => Text = Identifier.Require(text, "authorization");

    public string Text { get; }

    public override string ToString() => Text;
}

/// <summary>A permission to fly: by whom and for whom, on which ways, with what, how high, when and through which zones. Immutable.</summary>
public sealed record Authorization
{
    public required AuthorizationId Id { get; init; }

    /// <summary>As it stands on the paper.</summary>
    public required string Number { get; init; }

    public required string AuthorityEnglish { get; init; }

    public required string AuthorityChinese { get; init; }

    public required string HolderEnglish { get; init; }

    public required string HolderChinese { get; init; }

    /// <summary>Whether it is the approval that a rule of the country asks for, and not only the word of a zone's authority.</summary>
    public required bool ApprovesFlight { get; init; }

    /// <summary>The flight lies within from block-off to block-on; half-open.</summary>
    public required TimeWindow Validity { get; init; }

    public required DailyHours Hours { get; init; }

    /// <summary>Null: all.</summary>
    public required IReadOnlyList<AuthorizedRoute>? Routes { get; init; }

    /// <summary>Ids of types; null: all.</summary>
    public required IReadOnlyList<string>? AircraftTypes { get; init; }

    /// <summary>The zones it opens; null: all that ask for an authorisation. A prohibited zone is open only where it is named.</summary>
    public required IReadOnlyList<ZoneId>? Zones { get; init; }

    /// <summary>Over land, the limit belonging to it.</summary>
    public required HeightAgl MaxTrueHeight { get; init; }

    /// <summary>Over water, the limit belonging to it.</summary>
    public required AltitudeAmsl MaxAltitudeOverSea { get; init; }

    /// <summary>Made for demonstration and not for flight; its remarks say so.</summary>
    public required bool IsDemonstration { get; init; }

    public required string RemarksEnglish { get; init; }

    public required string RemarksChinese { get; init; }

    public required SourceStatus Status { get; init; }

    public required string Source { get; init; }

    public required string Licence { get; init; }

    /// <summary>Its resource name, for example <c>authorizations/zhoushan-demonstration</c>.</summary>
    public string ResourceName => $"authorizations/{Id}";

    /// <summary>Whether it opens a zone.</summary>
    public bool Opens(Geozone zone) => Zones is null ? zone.Type is ZoneType.ReqAuthorization : Zones.Contains(zone.Id);

    /// <summary>What of a flight it does not cover, zones aside; nothing where it covers all.</summary>
    public IEnumerable<AuthorizationMiss> MissesOf(FlightFacts facts)
    {
        if (Routes is not null && !Routes.Any(route => route.Covers(facts.Origin, facts.Via, facts.Destination)))
        {
            yield return AuthorizationMiss.Of(AuthorizationMissKind.Route);
        }

        if (AircraftTypes is not null && !AircraftTypes.Contains(facts.AircraftType))
        {
            yield return AuthorizationMiss.Of(AuthorizationMissKind.AircraftType);
        }

        // A height that is not known is above any limit.
        if (!(facts.HighestOverLand <= MaxTrueHeight))
        {
            yield return AuthorizationMiss.Of(AuthorizationMissKind.HeightOverLand, MaxTrueHeight.Metres, facts.HighestOverLand?.Metres);
        }

        if (!(facts.HighestOverSea <= MaxAltitudeOverSea))
        {
            yield return AuthorizationMiss.Of(AuthorizationMissKind.AltitudeOverSea, MaxAltitudeOverSea.Metres, facts.HighestOverSea?.Metres);
        }

        if (facts.When is not { } when)
        {
            yield return AuthorizationMiss.Of(AuthorizationMissKind.Hours);
            yield break;
        }

        if (when.Start < Validity.Start)
        {
            yield return AuthorizationMiss.Of(AuthorizationMissKind.NotYetValid, 0, (Validity.Start - when.Start).TotalSeconds);
        }

        if (when.End > Validity.End)
        {
            yield return AuthorizationMiss.Of(AuthorizationMissKind.Expired, 0, (when.End - Validity.End).TotalSeconds);
        }

        if (Hours.FirstGap(when) is { } gap)
        {
            yield return AuthorizationMiss.Of(AuthorizationMissKind.Hours, 0, gap.Duration.TotalSeconds);
        }
    }
}
