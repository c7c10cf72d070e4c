namespace DroneLogistics.Dispatch.Checks;

/// <summary>One check before dispatch: what is wrong with a flight, all of it; nothing where it passes.</summary>
public delegate IEnumerable<Finding> DispatchCheck(PlannedFlight flight);

/// <summary>The closed list of checks, in the order in which a dispatcher reads them.</summary>
public static class DispatchChecks
{
    public static readonly IReadOnlyList<(string Name, DispatchCheck Check)> All =
    [
        ("payload", PayloadCheck.Check),
        ("takeoff-mass", TakeoffMassCheck.Check),
        ("site-open", SiteOpenCheck.Check),
        ("closure", ClosureCheck.Check),
        ("geozone", GeozoneCheck.Check),
        ("authorization", AuthorizationCheck.Check),
        ("airspace-slot", SlotCheck.Check),
        ("terrain-clearance", TerrainClearanceCheck.Check),
        ("obstacle-clearance", ObstacleClearanceCheck.Check),
        ("altitude-band", AltitudeBandCheck.Check),
        ("forecast-age", ForecastAgeCheck.Check),
        ("wind", WindCheck.Check),
        ("pad-wind", PadWindCheck.Check),
        ("precipitation", PrecipitationCheck.Check),
        ("visibility", VisibilityCheck.Check),
        ("icing", IcingCheck.Check),
        ("lightning", LightningCheck.Check),
        ("model-validity", ModelValidityCheck.Check),
        ("thrust-margin", ThrustMarginCheck.Check),
        ("arrival-time", ArrivalTimeCheck.Check),
        ("energy-reserve", EnergyReserveCheck.Check),
        (CompletionCheck.Name, CompletionCheck.Check),
        ("alternate", AlternateCheck.Check),
        ("battery-power", BatteryPowerCheck.Check),
        ("cell-temperature", CellTemperatureCheck.Check),
        (OperationalIntentCheck.Name, OperationalIntentCheck.Check),
        ("pad", PadCheck.Check),
        ("aircraft", AircraftCheck.Check),
        ("battery-pack", BatteryPackCheck.Check),
    ];

    /// <summary>Evaluates every check; none is skipped because another failed.</summary>
    public static (IReadOnlyList<CheckResult> Results, IReadOnlyList<Finding> Findings) Evaluate(PlannedFlight flight)
    {
        var results = new List<CheckResult>(All.Count);
        var findings = new List<Finding>();
        foreach (var (name, check) in All)
        {
            var found = check(flight).Select(finding => finding with { Check = name }).ToList();
            var outcome = found.Count == 0 ? CheckOutcome.Pass : found.TrueForAll(finding => finding.Unknown) ? CheckOutcome.Unknown : CheckOutcome.Fail;
            results.Add(new CheckResult(name, outcome));
            findings.AddRange(found);
        }

        return (results, findings);
    }

    // Those that look at what a flight meets on its way, in rising order of what they cost; all others come before them.
    private static readonly string[] Late = ["airspace-slot", "closure", "geozone", "authorization", "altitude-band", "terrain-clearance", "obstacle-clearance", "alternate", OperationalIntentCheck.Name];

    private static readonly IReadOnlyList<(string Name, DispatchCheck Check)> ByCost =
        [.. All.Where(check => check.Name != CompletionCheck.Name).OrderBy(check => Array.IndexOf(Late, check.Name))];

    // Those that judge each moment of the weather by itself.
    private static readonly IReadOnlyList<(string Name, DispatchCheck Check)> OfMoments =
        [.. All.Where(check => check.Name is "forecast-age" or "precipitation" or "visibility" or "icing" or "lightning")];

    /// <summary>What the weather on the pad at block-off tells against a flight, before anything of it is laid out: each is among its findings.</summary>
    internal static IEnumerable<Finding> AtDeparture(PlanningPolicy policy, FlightQuestion question, DateTimeOffset now, DecisionPurpose purpose)
    {
        if (FlightWeather.AtDeparture(policy, question) is not { } weather)
        {
            return [];
        }

        var onPad = new PlannedFlight
        {
            Question = question,
            Purpose = purpose,
            Policy = policy,
            DecidedAt = now,
            Weather = weather,
            TakeoffMass = null,
            Wind = null,
            Forecast = null,
            Arrival = null,
            OriginPad = null,
            DestinationPad = null,
            Fleet = null,
        };
        return Findings(OfMoments, onPad);
    }

    /// <summary>All findings but that of completion, the quickest checks first; each check is made when its first finding is asked for.</summary>
    internal static IEnumerable<Finding> QuickestFirst(PlannedFlight flight) => Findings(ByCost, flight);

    private static IEnumerable<Finding> Findings(IReadOnlyList<(string Name, DispatchCheck Check)> checks, PlannedFlight flight) =>
        checks.SelectMany(one => one.Check(flight).Select(finding => finding with { Check = one.Name }));

    /// <summary>The first finding that may not stand, the quickest checks first and completion left out; null where there is none.</summary>
    internal static Finding? First(PlannedFlight flight, Func<Finding, bool> mayStand) => QuickestFirst(flight).FirstOrDefault(finding => !mayStand(finding));
}
