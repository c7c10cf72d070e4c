using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Performance.Formats;

/// <summary>Reads <c>data/policy/corridor.json</c>, strict.</summary>
public static class CorridorPolicyFile
{
    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static CorridorPolicy Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        var numbers = new SourcedNumbers(root);
        Length Metres(string key, double minimum, double maximum) => Length.FromMetres(numbers.Number(key, "m", minimum, maximum));
        TimeSpan Seconds(string key, double minimum, double maximum) => TimeSpan.FromSeconds(numbers.Number(key, "s", minimum, maximum));

        var policy = new CorridorPolicy
        {
            WindAllowance = Speed.FromMetresPerSecond(numbers.Number("windAllowanceMps", "m/s", 0, 40)),
            Reaction = Seconds("reactionS", 1, 60),
            FlightGeographyDimensions = numbers.Number("flightGeographyDimensions", "1", 3, 1000),
            PositionError = Metres("positionErrorM", 0, 1000),
            PositionHoldError = Metres("positionHoldErrorM", 0, 1000),
            MapError = Metres("mapErrorM", 0, 1000),
            AltitudeError = Metres("altitudeErrorM", 0, 200),
            StopTiltDegrees = numbers.Number("stopTiltDeg", "deg", 1, 45),
            TurnBackBankDegrees = numbers.Number("turnBackBankDeg", "deg", 1, 30),
            ReactionClimbShare = numbers.Number("reactionClimbShare", "1", 0, 1),
            WingPullUpFactor = numbers.Number("wingPullUpFactor", "1", 0, 1),
            Clearance = Metres("clearanceM", 0, 1000),
            TrueHeightLimit = Metres("trueHeightLimitM", 10, 10_000),
            SeaAltitudeLimit = AltitudeAmsl.FromMetres(numbers.Number("seaAltitudeLimitM", "m", 10, 10_000)),
            TimeMargin = Seconds("timeMarginS", 0, 7200),
            TimeMarginShare = numbers.Number("timeMarginShare", "1", 0, 1),
            LongestPiece = Metres("longestPieceM", 100, 50_000),
            ClimbsAndDescents = Seconds("climbsAndDescentsS", 0, 7200),
            ReckonedDetourRatio = numbers.Number("reckonedDetourRatio", "1", 1, 10),
            Numbers = numbers.Read,
        };
        root.Close();
        return policy;
    }
}
