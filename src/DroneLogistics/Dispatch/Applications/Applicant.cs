namespace DroneLogistics.Dispatch.Applications;

/// <summary>What of an application the applicant knows and nobody else (decree 761, article 27). Texts as they are given, in the applicant's language.</summary>
public sealed record Applicant
{
    public required string OperatorName { get; init; }

    public required string OperatorCertificate { get; init; }

    public required string OperatorContact { get; init; }

    public required string Insurance { get; init; }

    public required string PilotName { get; init; }

    public required string PilotLicence { get; init; }

    /// <summary>Mark of the aircraft in the register of the country.</summary>
    public required string Registration { get; init; }

    public required string SerialNumber { get; init; }

    /// <summary>What the flight is for.</summary>
    public required string Task { get; init; }

    /// <summary>How it is flown: beyond visual line of sight, automatic.</summary>
    public required string FlightMode { get; init; }

    public required string Communication { get; init; }

    /// <summary>Of the command and control link.</summary>
    public required string LinkFrequency { get; init; }

    public required string LinkBandwidth { get; init; }

    public required string Navigation { get; init; }

    public required string Surveillance { get; init; }

    public required string TransponderCode { get; init; }

    public required string ContingencyProcedures { get; init; }

    public required string SpecialNeeds { get; init; }

    public required string Other { get; init; }
}
