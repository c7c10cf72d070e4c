using DroneLogistics.Airspace.Aerodromes;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Formats;

/// <summary>Reads <c>data/policy/airspace.json</c>, strict.</summary>
public static class AirspacePolicyFile
{
    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static AirspacePolicy Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        var numbers = new SourcedNumbers(root);
        var aerodromes = root.Child("aerodromes");
        var figures = new Figures(aerodromes, numbers);
        var rules = new AerodromeRules
        {
            StripBeyondEnd = figures.Metres("stripBeyondEndM", 0, 1000),
            ControlRadius = figures.Metres("controlRadiusM", 500, 50_000),
            ClearanceSide = figures.Metres("clearanceSideM", 500, 100_000),
            ClearanceBeyondEnd = figures.Metres("clearanceBeyondEndM", 500, 100_000),
            UnknownRunwayRadius = figures.Metres("unknownRunwayRadiusM", 500, 100_000),
            HeliportRadius = figures.Metres("heliportRadiusM", 100, 50_000),
            Surfaces = ReadSurfaces(root.Child("surfaces"), numbers),
            Numbers = numbers.Read,
        };
        aerodromes.Close();
        var imports = ReadImports(root.Child("imports"), numbers);
        root.Close();

        // Else the trapezoid's foot would stand outside of the arcs and the outline would have no shape.
        if (!(rules.Surfaces.ApproachInnerWidth.Metres / 2 < rules.ControlRadius.Metres))
        {
            throw root.Trouble("surfaces.approachInnerWidthM", "is not less than twice aerodromes.controlRadiusM");
        }

        return new AirspacePolicy(rules, imports);
    }

    private static SurfaceRules ReadSurfaces(DataObject record, SourcedNumbers numbers)
    {
        var figures = new Figures(record, numbers);
        var surfaces = new SurfaceRules
        {
            InnerHorizontalHeight = figures.Metres("innerHorizontalHeightM", 1, 1000),
            InnerHorizontalRadius = figures.Metres("innerHorizontalRadiusM", 100, 50_000),
            ConicalSlope = figures.Ratio("conicalSlope"),
            ConicalHeight = figures.Metres("conicalHeightM", 1, 1000),
            ApproachInnerWidth = figures.Metres("approachInnerWidthM", 10, 2000),
            ApproachDivergence = figures.Ratio("approachDivergence"),
            ApproachFirstLength = figures.Metres("approachFirstLengthM", 0, 50_000),
            ApproachFirstSlope = figures.Ratio("approachFirstSlope"),
            ApproachSecondLength = figures.Metres("approachSecondLengthM", 0, 50_000),
            ApproachSecondSlope = figures.Ratio("approachSecondSlope"),
            ApproachLevelLength = figures.Metres("approachLevelLengthM", 0, 50_000),
            TransitionalSlope = figures.Ratio("transitionalSlope"),
            ClimbInnerWidth = figures.Metres("climbInnerWidthM", 10, 2000),
            ClimbDivergence = figures.Ratio("climbDivergence"),
            ClimbGreatestWidth = figures.Metres("climbGreatestWidthM", 10, 10_000),
            ClimbSlope = figures.Ratio("climbSlope"),
            ClimbLength = figures.Metres("climbLengthM", 0, 50_000),
        };
        record.Close();
        return surfaces;
    }

    private static ImportLimits ReadImports(DataObject record, SourcedNumbers numbers)
    {
        var figures = new Figures(record, numbers);
        var limits = new ImportLimits
        {
            MaxFileBytes = (long)figures.Number("maxFileBytes", "B", 1, 1e9 - 1),
            MaxInflatedBytes = (long)figures.Number("maxInflatedBytes", "B", 1, 1e9 - 1),
            MaxInflationRatio = figures.Number("maxInflationRatio", "1", 1, 10_000),
            MaxArchiveEntries = (int)figures.Number("maxArchiveEntries", "1", 1, 1_000_000),
            MaxNesting = (int)figures.Number("maxNesting", "1", 12, 256),
            MaxFeatures = (int)figures.Number("maxFeatures", "1", 1, 10_000_000),
            MaxRingPositions = (int)figures.Number("maxRingPositions", "1", 4, 100_000_000),
            MaxPositions = (int)figures.Number("maxPositions", "1", 4, 100_000_000),
            SiteOffset = figures.Metres("siteOffsetM", 0, 10_000),
        };
        record.Close();
        return limits;
    }

    /// <summary>The numbers of one object, each kept with its provenance.</summary>
    private sealed class Figures(DataObject record, SourcedNumbers numbers)
    {
        public Length Metres(string key, double minimum, double maximum) => Length.FromMetres(Number(key, "m", minimum, maximum));

        /// <summary>A slope or divergence: above level, at most as long as wide.</summary>
        public double Ratio(string key) => Number(key, "1", 0.001, 1);

        public double Number(string key, string unit, double minimum, double maximum) => numbers.Number(record, key, unit, minimum, maximum);
    }
}
