using DroneLogistics.Provenance;

namespace DroneLogistics.Fleet.Formats;

/// <summary>The numbers of one aircraft file: keeps what it read, so that an answer can show every number with its source.</summary>
internal sealed class ParameterReader(DataObject parameters, IReadOnlyDictionary<string, string> sources)
{
    // The smallest "positive" number: below it a divisor is a typing error, not a small aircraft.
    private const double SmallestPositive = 1e-9;

    private readonly List<SourcedNumber> read = [];

    public IReadOnlyList<SourcedNumber> Read => read;

    public double Positive(string key, string unit, double maximum) => Between(key, unit, SmallestPositive, maximum);

    public double Efficiency(string key) => Between(key, "1", 0.05, 1);

    public double Between(string key, string unit, double minimum, double maximum) =>
        Keep(parameters.Sourced(key, unit, minimum, maximum, sources)).Value!.Value;

    /// <summary>A whole number: a part of a thing that is counted is a typing error.</summary>
    public int Count(string key, int maximum)
    {
        var number = Between(key, "1", 1, maximum);
        return number == Math.Floor(number) ? (int)number : throw parameters.Trouble($"{key}.value", $"is {number:R}; expected a whole number");
    }

    /// <summary>A limit that nobody may know: null then, and the check that needs it refuses.</summary>
    public double? Limit(string key, string unit, double maximum) =>
        Keep(parameters.Sourced(key, unit, SmallestPositive, maximum, sources, mayBeUnknown: true)).Value;

    /// <summary>A limit of 0 or more that nobody may know.</summary>
    public double? LimitFromZero(string key, string unit, double maximum) => Keep(parameters.Sourced(key, unit, 0, maximum, sources, mayBeUnknown: true)).Value;

    /// <summary>1 for allowed, 0 for not; null: nobody knows.</summary>
    public bool? Allowed(string key) => LimitFromZero(key, "1", 1) switch
    {
        null => null,
        0 => false,
        1 => true,
        { } other => throw parameters.Trouble($"{key}.value", FormattableString.Invariant($"is {other:R}; expected 0 (not allowed) or 1 (allowed)")),
    };

    public bool Has(string key) => parameters.Has(key);

    public void Close() => parameters.Close();

    private SourcedNumber Keep(SourcedNumber number)
    {
        read.Add(number);
        return number;
    }
}
