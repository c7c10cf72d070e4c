using DroneLogistics.Geodesy;
using DroneLogistics.Performance;
using DroneLogistics.Terrain;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation;

/// <summary>One piece of what a flight may fill.</summary>
/// <param name="Volume">In space and time, with the contingency volume and the margin of the times.</param>
/// <param name="IsOnTheSpot">Straight up from a pad or down to it.</param>
/// <param name="PlannedLow">Lowest planned altitude on it.</param>
/// <param name="PlannedHigh">Highest planned altitude on it.</param>
/// <param name="Ground">Highest ground anywhere within it; on the spot that of the pad.</param>
/// <param name="IsOverSea">Whether all that is right below its middle is water, shore margins apart.</param>
/// <param name="HighestLand">Highest land or water within it with the accuracy of its source, masts of vessels apart; null where not known.</param>
/// <param name="LowestGround">Lowest ground or water within it: the pad where it is all on the surroundings of a site, else the level of the sea; null where nothing is known.</param>
public sealed record CorridorPiece(
    SweptCorridor Volume,
    bool IsOnTheSpot,
    AltitudeAmsl PlannedLow,
    AltitudeAmsl PlannedHigh,
    Ground Ground,
    bool IsOverSea,
    AltitudeAmsl? HighestLand,
    AltitudeAmsl? LowestGround)
{
    /// <summary>Its highest ground, masts among it, with the accuracy of its source; null where not known.</summary>
    public AltitudeAmsl? HighestGround => Ground.Top is { } top ? top + Ground.VerticalAccuracy : null;

    /// <summary>Greatest planned height above the ground over land; null over sea or where the ground is not known.</summary>
    public HeightAgl? TrueHeight => !IsOverSea && LowestGround is { } lowest ? HeightAgl.FromMetres((PlannedHigh - lowest).Metres) : null;
}

/// <summary>
/// What a flight may fill in space and time, in flying order: the climb on the spot, the way in pieces cut at its corners, at the ends of
/// climb and descent and at the policy's longest length, and the descent on the spot.
/// </summary>
/// <remarks>
/// On the way a piece reaches from half the flight geography and the error of the altitude below the lowest planned altitude to the top of
/// the contingency volume above the highest. On the spot it reaches from the pad, within the width of a hover: what lies below it there is
/// the pad and its surroundings, so that no clearance is asked over them. Turns are taken to stay within the width.
/// </remarks>
public sealed class FlightCorridor
{
    private FlightCorridor(IReadOnlyList<CorridorPiece> pieces) => Pieces = pieces;

    public IReadOnlyList<CorridorPiece> Pieces { get; }

    /// <summary>The greatest planned height above the ground over land; negative infinity where there is none, null where a ground is not known.</summary>
    public HeightAgl? HighestOverLand
    {
        get
        {
            var land = Pieces.Where(piece => !piece.IsOverSea).Select(piece => piece.TrueHeight).ToList();
            return land.Contains(null) ? null : land.Append(HeightAgl.FromMetres(double.NegativeInfinity)).Max();
        }
    }

    /// <summary>The greatest planned altitude over water; negative infinity where there is none.</summary>
    public AltitudeAmsl HighestOverSea =>
        Pieces.Where(piece => piece.IsOverSea).Select(piece => piece.PlannedHigh).Append(AltitudeAmsl.FromMetres(double.NegativeInfinity)).Max();

    /// <summary>The corridor of a simulated flight; null where the flight cannot be flown as asked.</summary>
    /// <param name="forecast">The flight.</param>
    /// <param name="volume">Of its type and airspeed.</param>
    /// <param name="policy">Margins of the times and longest piece.</param>
    /// <param name="departure">Block-off.</param>
    /// <param name="terrain">The ground below.</param>
    public static FlightCorridor? Of(FlightForecast forecast, ContingencyVolume volume, CorridorPolicy policy, DateTimeOffset departure, TerrainMap terrain) =>
        Of(FlownPieces.Of(forecast, policy.LongestPiece), volume, policy, departure, terrain);

    /// <summary>The same of a flight in pieces, none longer than the policy's longest.</summary>
    internal static FlightCorridor? Of(IReadOnlyList<FlownPiece> flown, ContingencyVolume volume, CorridorPolicy policy, DateTimeOffset departure, TerrainMap terrain)
    {
        if (flown.Count == 0)
        {
            return null;
        }

        var layout = new Layout(volume, policy, departure, terrain);
        return new FlightCorridor([.. flown.Select(piece => piece.IsOnTheSpot ? layout.OnTheSpot(piece.From, piece.Planned) : layout.OnTheWay(piece.From, piece.To, piece.Planned))]);
    }

    /// <summary>Volumes with the margins of one policy.</summary>
    private sealed class Layout(ContingencyVolume volume, CorridorPolicy policy, DateTimeOffset departure, TerrainMap terrain)
    {
        public CorridorPiece OnTheSpot(LatLon pad, PlannedStretch planned)
        {
            var (elevation, top) = (AltitudeAmsl.FromMetres(planned.LowMetres), AltitudeAmsl.FromMetres(planned.HighMetres));
            var ground = terrain.HighestGround(pad) with { Top = elevation };
            var swept = new SweptCorridor(pad, pad, volume.HoverHalfWidth, elevation, top + volume.VerticalAbove, When(planned.FromSeconds, planned.ToSeconds));
            return new CorridorPiece(swept, IsOnTheSpot: true, elevation, top, ground, IsOverSea: false, elevation + ground.VerticalAccuracy, elevation);
        }

        public CorridorPiece OnTheWay(LatLon from, LatLon to, PlannedStretch planned)
        {
            var (low, high) = (AltitudeAmsl.FromMetres(planned.LowMetres), AltitudeAmsl.FromMetres(planned.HighMetres));
            var swept = new SweptCorridor(
                from,
                to,
                volume.HalfWidth,
                AltitudeAmsl.FromMetres(planned.LowMetres - volume.VerticalBelow.Metres),
                high + volume.VerticalAbove,
                When(planned.FromSeconds, planned.ToSeconds));
            var highest = terrain.HighestGround(from, to, volume.HalfWidth);

            // Land lower than the masts beside it is told by none of both: what is highest stands for it.
            var onlyWater = highest.Source == TerrainSource.VesselMasts && terrain.IsOverWater(from, to, volume.HalfWidth);
            AltitudeAmsl? highestLand = onlyWater ? default(AltitudeAmsl) : highest.Top + highest.VerticalAccuracy;
            return new CorridorPiece(swept, IsOnTheSpot: false, low, high, highest, onlyWater || terrain.IsOverWater(from, to, Length.Zero), highestLand, LowestOf(highest));
        }

        private static AltitudeAmsl? LowestOf(Ground highest) => highest.Source switch
        {
            TerrainSource.Unknown => null,
            TerrainSource.SiteSurroundings => highest.Top,
            _ => default(AltitudeAmsl),
        };

        private TimeWindow When(double fromSeconds, double toSeconds) => new(
            departure + TimeSpan.FromSeconds(fromSeconds) - Margin(fromSeconds),
            departure + Instants.FromSecondsCeiling(toSeconds) + Margin(toSeconds));

        private TimeSpan Margin(double seconds) => policy.TimeMargin + TimeSpan.FromSeconds(policy.TimeMarginShare * seconds);
    }
}
