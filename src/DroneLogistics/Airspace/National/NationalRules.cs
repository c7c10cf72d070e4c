using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.National;

/// <summary>What a rule of the country is about.</summary>
public enum NationalRuleKind
{
    Unknown = 0,

    /// <summary>Up to which height a class may fly without an approval; some may nowhere.</summary>
    SuitableAirspace,

    /// <summary>Above which height all air is controlled.</summary>
    ControlledTrueHeight,

    /// <summary>By when an approval is applied for and decided.</summary>
    Application,

    /// <summary>The same for urgent tasks such as medical rescue.</summary>
    UrgentApplication,
}

/// <summary>A rule of the country.</summary>
/// <param name="Id">Its own code, for example <c>suitable-airspace</c>.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Article">Where it stands.</param>
/// <param name="English">What it says, in our words.</param>
/// <param name="Chinese">The same.</param>
/// <param name="Status">How it is known.</param>
/// <param name="Source">From where.</param>
public sealed record NationalRule(string Id, NationalRuleKind Kind, string Article, string English, string Chinese, SourceStatus Status, string Source)
{
    /// <summary>Its resource name, for example <c>nationalRules/suitable-airspace</c>.</summary>
    public string ResourceName => $"nationalRules/{Id}";
}

/// <summary>That a flight needs an approval by a rule of the country.</summary>
/// <param name="Rule">Which.</param>
/// <param name="Limit">Up to which height it would need none; null where it needs one at any height.</param>
/// <param name="Actual">Its greatest height above ground or sea; null where not known.</param>
public sealed record NationalNeed(NationalRule Rule, HeightAgl? Limit, HeightAgl? Actual);

/// <summary>The rules of the country that hang on mass and height, wherever one flies. Immutable.</summary>
/// <remarks>State Council decree 761; figures with status and source in <c>data/policy/national.json</c>. They hold beside the zones: none opens what a zone closes.</remarks>
public sealed record NationalRules
{
    public required MassClassLimits Classes { get; init; }

    /// <summary>Up to which height above the ground a class may fly without an approval; a class that is not named may nowhere.</summary>
    public required IReadOnlyDictionary<MassClass, HeightAgl> SuitableUpTo { get; init; }

    /// <summary>All air higher above the ground is controlled.</summary>
    public required HeightAgl ControlledAbove { get; init; }

    public required ApplicationTimes Application { get; init; }

    /// <summary>Each kind once.</summary>
    public required IReadOnlyList<NationalRule> Rules { get; init; }

    /// <summary>Who decides on applications, in both languages.</summary>
    public required string AuthorityEnglish { get; init; }

    public required string AuthorityChinese { get; init; }

    /// <summary>Every figure with its status and source.</summary>
    public required IReadOnlyList<SourcedNumber> Numbers { get; init; }

    public NationalRule Of(NationalRuleKind kind) => Rules.First(rule => rule.Kind == kind);

    /// <summary>Why a flight needs an approval; none where it needs none. Heights that are not known need one.</summary>
    /// <param name="facts">The flight.</param>
    public IEnumerable<NationalNeed> NeedsOf(FlightFacts facts)
    {
        var highest = facts.HighestTrueHeight;
        var controlled = !(highest <= ControlledAbove);
        HeightAgl? suitable = SuitableUpTo.TryGetValue(facts.MassClass, out var upTo) ? upTo : null;

        // Where a class ends where control begins, one rule tells it.
        if (suitable is null || (!(highest <= suitable) && suitable < ControlledAbove))
        {
            yield return new NationalNeed(Of(NationalRuleKind.SuitableAirspace), suitable, highest);
        }

        if (controlled)
        {
            yield return new NationalNeed(Of(NationalRuleKind.ControlledTrueHeight), ControlledAbove, highest);
        }
    }
}
