using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Units;

namespace DroneLogistics.Service;

/// <summary>Reads what an <see cref="V1.AssessFlightRequest"/> asks beside its flight.</summary>
public static class RiskReader
{
    /// <summary>The seed where none is given: a question asked twice gets one answer.</summary>
    public const uint DefaultSeed = 1;

    private const double WidestWindMetresPerSecond = 30;

    /// <summary>The number of variations.</summary>
    public static int Samples(V1.AssessFlightRequest request, FieldReader fields)
    {
        var samples = request.HasSampleCount ? request.SampleCount : RiskQuestion.DefaultSamples;
        if (samples is < RiskQuestion.MinSamples or > RiskQuestion.MaxSamples || !int.IsPow2(samples))
        {
            fields.Add("sample_count", "SAMPLES_RANGE", FormattableString.Invariant($"is {samples}; expected a power of two from {RiskQuestion.MinSamples} to {RiskQuestion.MaxSamples}."));
        }

        return samples;
    }

    /// <summary>The seed of the variations.</summary>
    public static uint Seed(V1.AssessFlightRequest request, FieldReader fields)
    {
        if (request.HasSeed && request.Seed is < 0 or > uint.MaxValue)
        {
            fields.Add("seed", "SEED_RANGE", FormattableString.Invariant($"is {request.Seed}; expected 0 to {uint.MaxValue}."));
            return DefaultSeed;
        }

        return request.HasSeed ? (uint)request.Seed : DefaultSeed;
    }

    /// <summary>Whether the shape of the payload is new; without a payload nothing has a shape.</summary>
    public static bool NewPayloadShape(V1.AssessFlightRequest request, FieldReader fields)
    {
        if (request.NewPayloadShape && request.Flight is { HasPayloadKg: true, PayloadKg: 0 })
        {
            fields.Add("new_payload_shape", "NO_PAYLOAD", "is set, but the flight carries no payload; expected a payload_kg above 0.");
        }

        return request.NewPayloadShape;
    }

    /// <summary>What is brought back, and whether on the same pack; null where the flight alone is asked about.</summary>
    public static (Mass Payload, bool SamePack)? Return(V1.AssessFlightRequest request, FieldReader fields)
    {
        if (request.ReturnLeg is not { } back)
        {
            return null;
        }

        var payload = fields.Number("return_leg.payload_kg", back.HasPayloadKg ? back.PayloadKg : 0, 0, FlightPlanReader.HeaviestPayloadKilograms, "kg", "PAYLOAD_EXCEEDS_LIMIT");
        return (Mass.FromKilograms(payload ?? 0), back.SamePack);
    }

    /// <summary>The policy's uncertainty, with the wind as the request knows it.</summary>
    public static FlightUncertainty Uncertainty(V1.AssessFlightRequest request, FieldReader fields, FlightUncertainty policy)
    {
        if (request is { HasWindWithinMps: true, Flight.WindSource: V1.WindSource.Climatology })
        {
            fields.Add("wind_within_mps", "ONEOF_CONFLICT", "is given beside the wind source CLIMATOLOGY, which tells how far winds differ; expected one of the two.");
        }

        return fields.Number("wind_within_mps", request.HasWindWithinMps ? request.WindWithinMps : null, 0, WidestWindMetresPerSecond, "m/s", "WIND_RANGE") is { } within
            ? policy with { Wind = new WindUncertainty.Within(Speed.FromMetresPerSecond(within)) }
            : policy;
    }
}
