using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch;

/// <summary>One reason for a refusal, or one advisory: what was limited, how it came out and by how much it missed.</summary>
public sealed record Finding
{
    public required ReasonCode Code { get; init; }

    /// <summary>Set by the list of checks.</summary>
    public string Check { get; init; } = string.Empty;

    /// <summary>The check could not be evaluated: something it needs is not known.</summary>
    public bool Unknown { get; init; }

    /// <summary>In <see cref="Unit"/>; null where not known.</summary>
    public double? Limit { get; init; }

    public double? Actual { get; init; }

    /// <summary>How far inside the limit; negative is outside.</summary>
    public double? Margin { get; init; }

    public string Unit { get; init; } = string.Empty;

    /// <summary>One English sentence with the numbers in it.</summary>
    public required string English { get; init; }

    /// <summary>The same in Chinese, the number first.</summary>
    public required string Chinese { get; init; }

    /// <summary>The resource concerned.</summary>
    public string Subject { get; init; } = string.Empty;

    public LatLon? Where { get; init; }

    public TimeWindow? When { get; init; }

    /// <summary>A finding of a check that lacks what it needs.</summary>
    public static Finding NotKnown(ReasonCode code, string subject, string whatEnglish, string whatChinese) => new()
    {
        Code = code,
        Unknown = true,
        Subject = subject,
        English = $"{whatEnglish} is not known, so the flight is refused.",
        Chinese = $"{whatChinese}未知,不予放行。",
    };
}
