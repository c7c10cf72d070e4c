using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Terrain.Formats;

/// <summary>Reads <c>data/policy/terrain.json</c>, strict.</summary>
public static class TerrainPolicyFile
{
    private const double SquareMetresPerSquareKilometre = 1e6;

    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static TerrainPolicy Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        var numbers = new SourcedNumbers(root);
        Length Metres(string key, double minimum, double maximum) => Length.FromMetres(numbers.Number(key, "m", minimum, maximum));
        AltitudeAmsl Altitude(string key) => AltitudeAmsl.FromMetres(numbers.Number(key, "m", 0, 1000));

        var policy = new TerrainPolicy(
            ShoreMargin: Metres("shoreMarginM", 0, 5000),
            StraitReach: Metres("straitReachM", 0, 10_000),
            SiteDiscRadius: Metres("siteDiscRadiusM", 0, 2000),
            InlandShare: numbers.Number("inlandShare", "1", 0, 1),
            InlandFloor: Metres("inlandFloorM", 0, 1000),
            ConeSlopeRatio: numbers.Number("coneSlopeRatio", "1", 0.01, 10),
            LongestApproach: Metres("longestApproachM", 0, 20_000),
            new IsletHeights(
                LargeSquareMetres: numbers.Number("isletLargeKm2", "km2", 0, 100) * SquareMetresPerSquareKilometre,
                MiddleSquareMetres: numbers.Number("isletMiddleKm2", "km2", 0, 100) * SquareMetresPerSquareKilometre,
                Large: Altitude("isletLargeM"),
                Middle: Altitude("isletMiddleM"),
                Small: Altitude("isletSmallM")),
            new ElevationAccuracy(
                Published: Metres("publishedAccuracyM", 0, 200),
                Recalled: Metres("recalledAccuracyM", 0, 200),
                Assumed: Metres("assumedAccuracyM", 0, 200)),
            Mast: Altitude("mastM"),
            ChannelMast: Altitude("channelMastM"),
            Channels: [.. root.Children("channels").Select(ReadChannel)],
            Coverage: Ordered(
                root,
                new GeoSpan(
                    numbers.Number("coverageSouthDeg", "deg", -90, 90),
                    numbers.Number("coverageNorthDeg", "deg", -90, 90),
                    numbers.Number("coverageWestDeg", "deg", -180, 180),
                    numbers.Number("coverageEastDeg", "deg", -180, 180)),
                "coverageNorthDeg",
                "coverageEastDeg"),
            new TileAccuracy(
                SrtmVertical: Metres("srtmVerticalAccuracyM", 0, 200),
                GeoTiffVertical: Metres("geoTiffVerticalAccuracyM", 0, 200),
                Horizontal: Metres("tileHorizontalAccuracyM", 0, 200)),
            Numbers: numbers.Read);
        root.Close();
        return policy.Islets.MiddleSquareMetres <= policy.Islets.LargeSquareMetres
            ? policy
            : throw root.Trouble("isletLargeKm2", "is less than isletMiddleKm2");
    }

    private static ShippingChannel ReadChannel(DataObject record)
    {
        var box = new GeoSpan(
            record.Number("southDeg", -90, 90),
            record.Number("northDeg", -90, 90),
            record.Number("westDeg", -180, 180),
            record.Number("eastDeg", -180, 180));
        var channel = new ShippingChannel(
            record.Text("name"),
            Ordered(record, box, "northDeg", "eastDeg"),
            record.OneOf("status", SourceStatusWords.All),
            record.Text("source"));
        record.Close();
        return channel;
    }

    private static GeoSpan Ordered(DataObject record, GeoSpan box, string northKey, string eastKey) =>
        !(box.NorthDegrees > box.SouthDegrees) ? throw record.Trouble(northKey, FormattableString.Invariant($"is {box.NorthDegrees:R}; expected more than the south edge, {box.SouthDegrees:R}"))
        : !(box.EastDegrees > box.WestDegrees) ? throw record.Trouble(eastKey, FormattableString.Invariant($"is {box.EastDegrees:R}; expected more than the west edge, {box.WestDegrees:R}"))
        : box;
}
