namespace DroneLogistics.Airspace;

/// <summary>What a zone asks of a flight (ED-318). The zero value is unknown and never clear.</summary>
public enum ZoneType
{
    Unknown = 0,
    Prohibited,
    ReqAuthorization,
    Conditional,
    NoRestriction,
    Uspace,
}

/// <summary>Whether a zone is one for all, or made for somebody.</summary>
public enum ZoneVariant
{
    Unknown = 0,
    Common,
    Customized,
}

/// <summary>Why a zone is there (ED-318). <c>Dar</c> stands for the U-space's dynamic airspace reconfiguration.</summary>
public enum ZoneReason
{
    Unknown = 0,
    AirTraffic,
    Sensitive,
    Privacy,
    Population,
    Nature,
    Noise,
    Emergency,
    Dar,
    Other,
}

/// <summary>What an authority is for.</summary>
public enum AuthorityPurpose
{
    Unknown = 0,
    Authorization,
    Notification,
    Information,
}

/// <summary>A day of the week in a schedule.</summary>
public enum ZoneDay
{
    Any = 0,
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// <summary>The sun's events that a schedule can name.</summary>
public enum DaylightEvent
{
    Unknown = 0,

    /// <summary>BMCT: the sun's centre rises through 6 degrees below the horizon.</summary>
    MorningCivilTwilight,

    /// <summary>SR.</summary>
    Sunrise,

    /// <summary>SS.</summary>
    Sunset,

    /// <summary>EECT: the sun's centre sinks through 6 degrees below the horizon.</summary>
    EveningCivilTwilight,
}

/// <summary>A text in one language, by its tag of up to five letters (<c>en</c>, <c>zh-CN</c>).</summary>
public sealed record LocalizedText(string Language, string Text);
