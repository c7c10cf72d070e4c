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
        ("completion", CompletionCheck.Check),
        ("alternate", AlternateCheck.Check),
        ("battery-power", BatteryPowerCheck.Check),
        ("cell-temperature", CellTemperatureCheck.Check),
        ("pad", PadCheck.Check),
        ("aircraft", AircraftCheck.Check),
        ("battery-pack", BatteryPackCheck.Check),
    ];

    /// <summary>Those that need no variations of the flight: all but the one of its odds.</summary>
    public static readonly IReadOnlyList<DispatchCheck> WithoutVariations = [.. All.Where(check => check.Name != "completion").Select(check => check.Check)];

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
}
