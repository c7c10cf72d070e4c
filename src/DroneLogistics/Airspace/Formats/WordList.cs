namespace DroneLogistics.Airspace.Formats;

/// <summary>The words of a format for a closed list of values, in both directions.</summary>
internal sealed class WordList<T>(params (string Word, T Value)[] words)
    where T : struct, Enum
{
    public T? Find(string word)
    {
        foreach (var (candidate, value) in words)
        {
            if (candidate == word)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The value of a word in other capitals, or spelt the British way.</summary>
    public T? FindLoosely(string word)
    {
        var plain = word.Trim().Replace("ISATION", "IZATION", StringComparison.OrdinalIgnoreCase);
        foreach (var (candidate, value) in words)
        {
            if (string.Equals(candidate, plain, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    /// <exception cref="InvalidOperationException">The format has no word for it (a programmer's error).</exception>
    public string Write(T value) => words.First(word => word.Value.Equals(value)).Word;

    public override string ToString() => string.Join(", ", words.Select(word => word.Word));
}

/// <summary>The words of ED-318.</summary>
internal static class Ed318Words
{
    public static readonly WordList<ZoneType> Types = new(
        ("USPACE", ZoneType.Uspace),
        ("PROHIBITED", ZoneType.Prohibited),
        ("REQ_AUTHORIZATION", ZoneType.ReqAuthorization),
        ("CONDITIONAL", ZoneType.Conditional),
        ("NO_RESTRICTION", ZoneType.NoRestriction));

    public static readonly WordList<ZoneVariant> Variants = new(("COMMON", ZoneVariant.Common), ("CUSTOMIZED", ZoneVariant.Customized));

    public static readonly WordList<ZoneReason> Reasons = new(
        ("AIR_TRAFFIC", ZoneReason.AirTraffic),
        ("SENSITIVE", ZoneReason.Sensitive),
        ("PRIVACY", ZoneReason.Privacy),
        ("POPULATION", ZoneReason.Population),
        ("NATURE", ZoneReason.Nature),
        ("NOISE", ZoneReason.Noise),
        ("EMERGENCY", ZoneReason.Emergency),
        ("DAR", ZoneReason.Dar),
        ("OTHER", ZoneReason.Other));

    public static readonly WordList<AuthorityPurpose> Purposes = new(
        ("AUTHORIZATION", AuthorityPurpose.Authorization),
        ("NOTIFICATION", AuthorityPurpose.Notification),
        ("INFORMATION", AuthorityPurpose.Information));

    public static readonly WordList<ZoneDay> Days = new(
        ("ANY", ZoneDay.Any),
        ("MON", ZoneDay.Monday),
        ("TUE", ZoneDay.Tuesday),
        ("WED", ZoneDay.Wednesday),
        ("THU", ZoneDay.Thursday),
        ("FRI", ZoneDay.Friday),
        ("SAT", ZoneDay.Saturday),
        ("SUN", ZoneDay.Sunday));

    public static readonly WordList<DaylightEvent> Events = new(
        ("BMCT", DaylightEvent.MorningCivilTwilight),
        ("SR", DaylightEvent.Sunrise),
        ("SS", DaylightEvent.Sunset),
        ("EECT", DaylightEvent.EveningCivilTwilight));

    public static readonly WordList<VerticalReference> References = new(
        ("AGL", VerticalReference.Agl),
        ("AMSL", VerticalReference.Amsl),
        ("WGS84", VerticalReference.Wgs84));

    public static readonly WordList<LimitUnit> Units = new(("m", LimitUnit.Metres), ("ft", LimitUnit.Feet));

    public static readonly WordList<YesNo> YesNo = new(("YES", Formats.YesNo.Yes), ("NO", Formats.YesNo.No));
}

/// <summary>The words of ED-269 where they are others.</summary>
internal static class Ed269Words
{
    public static readonly WordList<ZoneType> Restrictions = new(
        ("PROHIBITED", ZoneType.Prohibited),
        ("REQ_AUTHORISATION", ZoneType.ReqAuthorization),
        ("CONDITIONAL", ZoneType.Conditional),
        ("NO_RESTRICTION", ZoneType.NoRestriction));

    public static readonly WordList<LimitUnit> Units = new(("M", LimitUnit.Metres), ("FT", LimitUnit.Feet));
}

/// <summary>A yes or no of a file.</summary>
internal enum YesNo
{
    No = 0,
    Yes,
}
