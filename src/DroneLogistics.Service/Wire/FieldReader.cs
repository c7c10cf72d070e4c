using System.Globalization;
using DroneLogistics.Provenance;
using Google.Protobuf.WellKnownTypes;
using static System.FormattableString;

namespace DroneLogistics.Service;

/// <summary>
/// Reads raw fields into checked values and keeps every violation, so that a caller hears of all of them at once. After
/// <see cref="ThrowIfAny"/> no raw number is left.
/// </summary>
public sealed class FieldReader
{
    // Instants outside these years are milliseconds put in seconds, or worse.
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int MostNames = 1000;

    private readonly List<Violation> violations = [];

    // The resource names that were read, by field: told where there is no such resource.
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    /// <summary>How much is wrong so far.</summary>
    public int Complaints => violations.Count;

    public void Add(string field, string reason, string description) => violations.Add(new Violation(field, reason, description));

    /// <summary>All that is wrong with a request in this one.</summary>
    public void AddAll(string prefix, BadRequestException trouble) => violations.AddRange(trouble.Violations.Select(violation => violation with { Field = prefix + violation.Field }));

    /// <summary>Something well formed names what is not there.</summary>
    public void AddNotFound(string field, string reason, string description) => violations.Add(new Violation(field, reason, description, NotFound: true) { Resource = names.GetValueOrDefault(field, string.Empty) });

    /// <exception cref="BadRequestException">Something is wrong. What is malformed comes before what is not there.</exception>
    public void ThrowIfAny()
    {
        var malformed = violations.Where(violation => !violation.NotFound).ToList();
        if (violations.Count > 0)
        {
            throw new BadRequestException(malformed.Count > 0 ? malformed : violations);
        }
    }

    /// <summary>A finite number within [minimum, maximum], or null with a violation.</summary>
    /// <param name="field">Its path.</param>
    /// <param name="value">The raw value; null: absent.</param>
    /// <param name="minimum">Lowest allowed.</param>
    /// <param name="maximum">Highest allowed.</param>
    /// <param name="unit">For the message.</param>
    /// <param name="rangeReason">The reason outside the range.</param>
    /// <param name="required">Absent is a violation.</param>
    public double? Number(string field, double? value, double minimum, double maximum, string unit, string rangeReason, bool required = false)
    {
        if (value is not { } number)
        {
            if (required)
            {
                Add(field, "REQUIRED", Invariant($"is missing; expected a number between {minimum:R} and {maximum:R} {unit}."));
            }

            return null;
        }

        if (!double.IsFinite(number))
        {
            Add(field, "NOT_FINITE", Invariant($"is {number}; expected a finite number between {minimum:R} and {maximum:R} {unit}."));
            return null;
        }

        if (double.IsSubnormal(number))
        {
            Add(field, "BELOW_RESOLUTION", Invariant($"is {number:R}, below any resolution; expected 0 or a number of ordinary size in {unit}."));
            return null;
        }

        if (!(number >= minimum && number <= maximum))
        {
            var reason = minimum == 0 && number < 0 ? "NEGATIVE" : rangeReason;
            Add(field, reason, Invariant($"is {number:R}; expected between {minimum:R} and {maximum:R} {unit}."));
            return null;
        }

        return number;
    }

    /// <summary>An instant, cut to the microsecond, or null.</summary>
    public DateTimeOffset? Instant(string field, Timestamp? value, bool required = false)
    {
        if (value is null)
        {
            if (required)
            {
                Add(field, "REQUIRED", "is missing; expected an instant such as 2026-12-01T01:00:00Z.");
            }

            return null;
        }

        if (value.Nanos is < 0 or > 999_999_999)
        {
            Add(field, "TIMESTAMP_INVALID", Invariant($"has nanos {value.Nanos}; expected 0 to 999999999."));
            return null;
        }

        if (value.Seconds < Earliest.ToUnixTimeSeconds() || value.Seconds >= Latest.ToUnixTimeSeconds())
        {
            Add(field, "TIMESTAMP_RANGE", Invariant($"has seconds {value.Seconds}; expected an instant between 2000 and 2100, in seconds since 1970."));
            return null;
        }

        return DateTimeOffset.FromUnixTimeSeconds(value.Seconds).AddTicks(value.Nanos / 1000 * TimeSpan.TicksPerMicrosecond);
    }

    /// <summary>The id in a resource name such as <c>sites/putuo</c>, or null with a violation.</summary>
    public string? Name(string field, string value, string collection, bool required = true)
    {
        if (value.Length == 0)
        {
            if (required)
            {
                Add(field, "REQUIRED", $"is missing; expected \"{collection}/\" and an id.");
            }

            return null;
        }

        var prefix = collection + "/";
        var id = value.StartsWith(prefix, StringComparison.Ordinal) ? value[prefix.Length..] : null;
        if (id is null || !Identifier.IsWellFormed(id))
        {
            Add(field, "ID_FORMAT", $"is \"{Shown(value)}\"; expected \"{prefix}\" and an id of {Identifier.Rule}.");
            return null;
        }

        names[field] = value;
        return id;
    }

    /// <summary>A UUID that makes a retry safe.</summary>
    public void RequestId(string value)
    {
        if (value.Length == 0)
        {
            Add("request_id", "REQUIRED", "is missing; expected a UUID, new for each request and the same for a retry.");
        }
        else if (!Guid.TryParseExact(value, "D", out _))
        {
            Add("request_id", "ID_FORMAT", "is no UUID; expected the form 01234567-89ab-cdef-0123-456789abcdef.");
        }
    }

    /// <summary>A text without control characters and not too long.</summary>
    public string Text(string field, string value, int longest)
    {
        if (value.Length > longest)
        {
            Add(field, "FIELD_TOO_LONG", Invariant($"has {value.Length} characters; expected at most {longest}."));
        }
        else if (value.Any(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format))
        {
            Add(field, "TEXT_CONTROL_CHAR", "has control characters; expected plain text.");
        }

        return value;
    }

    /// <summary>At most this many of a repeated field.</summary>
    public bool Count(string field, int count, int most)
    {
        if (count <= most)
        {
            return true;
        }

        Add(field, "TOO_MANY_ITEMS", Invariant($"has {count} entries; expected at most {most}."));
        return false;
    }

    /// <summary>The names of a request for several things at once.</summary>
    public void Batch(int count)
    {
        if (count == 0)
        {
            Add("names", "REQUIRED", "is empty; expected at least one name.");
        }

        Count("names", count, MostNames);
    }

    /// <summary>"no such thing" with the nearest name that exists.</summary>
    public static string NoSuch(string kind, string id, IEnumerable<string> known)
    {
        var nearest = NearestName.Of(id, known);
        return nearest is null ? $"there is no {kind} \"{id}\"." : $"there is no {kind} \"{id}\"; did you mean \"{nearest}\"?";
    }

    private static string Shown(string value)
    {
        var safe = new string([.. value.Take(60).Select(c => char.IsControl(c) ? '?' : c)]);
        return value.Length > 60 ? safe + "…" : safe;
    }
}
