using DroneLogistics.Fleet;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Dispatch.Legs;

/// <summary>What a leg table holds: every directed leg between two sites, in every type, with equally spaced payloads, leaving at every full hour.</summary>
/// <remarks>A flight leaves full, on a pack of the policy's assumed health, at the type's cruise airspeed and the policy's cruise altitude.</remarks>
public sealed record LegTableQuestion
{
    /// <summary>Fewer payloads or hours tell nothing of how the figures bend between them.</summary>
    public const int LeastSteps = 3;

    /// <exception cref="ArgumentException">Fewer than three payloads or hours, or hours that do not begin on one (a programmer's error).</exception>
    public LegTableQuestion(World world, Forecast forecast, IReadOnlyList<AircraftType> types, int payloadSteps, DateTimeOffset first, int hours)
    {
        World = world;
        Forecast = forecast;
        Types = types;
        PayloadSteps = payloadSteps >= LeastSteps ? payloadSteps : throw new ArgumentException($"A leg table has at least {LeastSteps} payloads; got {payloadSteps}.", nameof(payloadSteps));
        Hours = hours >= LeastSteps ? hours : throw new ArgumentException($"A leg table has at least {LeastSteps} hours; got {hours}.", nameof(hours));
        First = first.UtcTicks % TimeSpan.TicksPerHour == 0 ? first.ToUniversalTime() : throw new ArgumentException($"A leg table begins at a full hour; got {first:O}.", nameof(first));
    }

    public World World { get; }

    public Forecast Forecast { get; }

    public IReadOnlyList<AircraftType> Types { get; }

    /// <summary>How many payloads, from none to the most of a type.</summary>
    public int PayloadSteps { get; }

    /// <summary>The first departure.</summary>
    public DateTimeOffset First { get; }

    /// <summary>How many departures, an hour apart.</summary>
    public int Hours { get; }

    /// <summary>The last departure.</summary>
    public DateTimeOffset Last => First.AddHours(Hours - 1);

    /// <summary>The whole hours in which a forecast is told, as many as are wanted; null where it tells fewer than three from there on.</summary>
    public static (DateTimeOffset First, int Hours)? Within(Forecast forecast, DateTimeOffset from, int atMost)
    {
        var start = forecast.ValidTimes[0] > from ? forecast.ValidTimes[0] : from.ToUniversalTime();
        var first = new DateTimeOffset((start.UtcTicks + TimeSpan.TicksPerHour - 1) / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour, TimeSpan.Zero);
        var hours = (int)Math.Min(atMost, Math.Floor((forecast.ValidTimes[^1] - first).TotalHours) + 1);
        return hours >= LeastSteps ? (first, hours) : null;
    }

    /// <summary>The most that a type may carry, as the check of the payload has it; NaN where that is not known.</summary>
    public static Mass MostPayload(AircraftType type) =>
        Mass.FromKilograms(Math.Min(type.MaxPayload?.Kilograms ?? double.NaN, (type.MaxTakeoffMass - type.EmptyMass).Kilograms));

    /// <summary>The payload of a step, from 0.</summary>
    public Mass Payload(AircraftType type, int step) => Mass.FromKilograms(MostPayload(type).Kilograms * step / (PayloadSteps - 1));
}
