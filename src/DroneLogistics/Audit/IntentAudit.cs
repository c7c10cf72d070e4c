using DroneLogistics.Geodesy;
using DroneLogistics.Scheduling;

namespace DroneLogistics.Audit;

/// <summary>Where flights are meant to be: within what they hold, where their phases are, and apart from each other.</summary>
internal static class IntentAudit
{
    // The cells of the grid, as the contract names them.
    private const int CellsPerDegree = 100;

    // Points of a volume that are looked up in the grid: along its line, and round each on its edge.
    private const int AlongTheLine = 8;
    private const int RoundAPoint = 8;

    // Of recorded altitudes.
    private const double MetresOfRounding = 0.01;

    // A straight line through the earth stands for a kilometre of it.
    private const double DeepEnoughMetres = 0.05;

    public static IEnumerable<AuditViolation> OfFlight(AuditedFlight flight) => Gaps(flight).Concat(Phases(flight)).Concat(Cells(flight));

    /// <summary>Volumes of two flights that have a point at an instant in common.</summary>
    public static IEnumerable<AuditViolation> Separation(IReadOnlyList<AuditedFlight> flights)
    {
        var volumes = flights.SelectMany(flight => flight.Intent.Select(volume => (Flight: flight, Volume: volume))).OrderBy(entry => entry.Volume.When.Start).ToList();
        var open = new List<(AuditedFlight Flight, SweptCorridor Volume)>();
        var told = new HashSet<(string, string)>();
        foreach (var (flight, volume) in volumes)
        {
            open.RemoveAll(before => before.Volume.When.End <= volume.When.Start);
            foreach (var (other, before) in open.Where(before => before.Flight.Id != flight.Id && !told.Contains((flight.Id, before.Flight.Id)) && !told.Contains((before.Flight.Id, flight.Id))))
            {
                if (before.Low.Metres > volume.High.Metres || volume.Low.Metres > before.High.Metres)
                {
                    continue;
                }

                var (needed, apart) = (volume.HalfWidth.Metres + before.HalfWidth.Metres, LinesInSpace.Apart(volume.From, volume.To, before.From, before.To));
                if (!(apart >= needed - DeepEnoughMetres))
                {
                    told.Add((flight.Id, other.Id));
                    yield return new AuditViolation(AuditRule.SeparationBroken, flight.Id, other.Id, "volumes", needed, apart, "m");
                }
            }

            open.Add((flight, volume));
        }
    }

    /// <summary>The volumes hang together in space and time.</summary>
    private static IEnumerable<AuditViolation> Gaps(AuditedFlight flight)
    {
        if (flight.Intent.Count == 0)
        {
            yield return AuditViolation.Of(AuditRule.IntentDiffers, flight, "no volumes");
            yield break;
        }

        if (!(flight.Intent[0].When.Start <= flight.Departure && flight.Intent[^1].When.End >= flight.Arrival))
        {
            yield return AuditViolation.Of(AuditRule.IntentDiffers, flight, "volumes end before the flight does");
        }

        for (var i = 1; i < flight.Intent.Count; i++)
        {
            var (one, next) = (flight.Intent[i - 1], flight.Intent[i]);
            if (!(next.When.Start <= one.When.End && LinesInSpace.Apart(one.To, one.To, next.From, next.From) <= 1 && next.Low <= one.High && one.Low <= next.High))
            {
                yield return AuditViolation.Of(AuditRule.IntentDiffers, flight, "gap between volumes");
            }
        }
    }

    /// <summary>At the beginning and end of each phase a volume of that time holds its altitude.</summary>
    private static IEnumerable<AuditViolation> Phases(AuditedFlight flight)
    {
        foreach (var phase in flight.Phases)
        {
            foreach (var (seconds, altitude) in new[] { (phase.StartSeconds, phase.From), (phase.StartSeconds + phase.Seconds, phase.To) })
            {
                var at = flight.Departure + TimeSpan.FromSeconds(seconds);
                if (!flight.Intent.Any(volume => volume.When.Start <= at && at <= volume.When.End
                    && volume.Low.Metres - MetresOfRounding <= altitude.Metres && altitude.Metres <= volume.High.Metres + MetresOfRounding))
                {
                    yield return new AuditViolation(AuditRule.IntentDiffers, flight.Id, string.Empty, "altitude of a phase", double.NaN, altitude.Metres, "m AMSL");
                }
            }
        }
    }

    /// <summary>Points of each volume, on its line and on its edge, lie in cells that are held then and there.</summary>
    private static IEnumerable<AuditViolation> Cells(AuditedFlight flight)
    {
        var cells = flight.Claims.Where(claim => claim.Kind == ClaimKind.Airspace).ToLookup(claim => claim.Resource, StringComparer.Ordinal);
        var missing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var volume in flight.Intent)
        {
            if (!double.IsFinite(volume.HalfWidth.Metres) || !double.IsFinite(volume.Low.Metres) || !double.IsFinite(volume.High.Metres))
            {
                yield return AuditViolation.Of(AuditRule.IntentDiffers, flight, "a volume that is no number");
                continue;
            }

            foreach (var cell in PointsOf(volume).Select(NameOfCell).Distinct(StringComparer.Ordinal))
            {
                var holds = cells[cell].Any(claim => claim.Window.Start <= volume.When.Start && claim.Window.End >= volume.When.End
                    && claim.Band.LowMetres <= volume.Low.Metres && volume.High.Metres < claim.Band.HighMetres);
                if (!holds && missing.Add(cell))
                {
                    yield return AuditViolation.Of(AuditRule.CellMissing, flight, cell);
                }
            }
        }
    }

    private static IEnumerable<LatLon> PointsOf(SweptCorridor volume)
    {
        var line = Geodesic.Inverse(volume.From.LatitudeDegrees, volume.From.LongitudeDegrees, volume.To.LatitudeDegrees, volume.To.LongitudeDegrees);
        for (var i = 0; i <= AlongTheLine; i++)
        {
            var at = Geodesic.Direct(volume.From.LatitudeDegrees, volume.From.LongitudeDegrees, line.InitialAzimuthDegrees, line.DistanceMetres * i / AlongTheLine);
            yield return new LatLon(at.LatitudeDegrees, at.LongitudeDegrees);
            for (var k = 0; k < RoundAPoint; k++)
            {
                var edge = Geodesic.Direct(at.LatitudeDegrees, at.LongitudeDegrees, 360.0 * k / RoundAPoint, volume.HalfWidth.Metres);
                yield return new LatLon(edge.LatitudeDegrees, edge.LongitudeDegrees);
            }
        }
    }

    private static string NameOfCell(LatLon point) =>
        FormattableString.Invariant($"airspace/cells/{Math.Floor(point.LatitudeDegrees * CellsPerDegree):0}_{Math.Floor(point.LongitudeDegrees * CellsPerDegree):0}");
}
