using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Formats.Exchange;

/// <summary>A 4-D volume that was read.</summary>
/// <param name="Outline">Corners of a polygon; empty where it is a circle.</param>
/// <param name="Centre">Of a circle; null where it is a polygon.</param>
/// <param name="Radius">Of a circle.</param>
/// <param name="Lower">Its lower limit.</param>
/// <param name="Upper">Its upper limit, not below the lower.</param>
/// <param name="When">From entry to exit.</param>
public sealed record ImportedVolume(IReadOnlyList<LatLon> Outline, LatLon? Centre, Length Radius, EllipsoidalHeight Lower, EllipsoidalHeight Upper, TimeWindow When);

/// <summary>An operational intent that was read.</summary>
/// <param name="Id">Of the reference.</param>
/// <param name="State">One of the standard's states.</param>
/// <param name="Priority">0 is the lowest.</param>
/// <param name="Volumes">Where it is meant to be.</param>
/// <param name="OffNominalVolumes">Where it may be otherwise.</param>
public sealed record ImportedIntent(Guid Id, string State, int Priority, IReadOnlyList<ImportedVolume> Volumes, IReadOnlyList<ImportedVolume> OffNominalVolumes);

/// <summary>Reads an operational intent as USSes tell it to each other (ASTM F3548-21): reference and details.</summary>
public static class OperationalIntentReader
{
    private static readonly string[] States = ["Accepted", "Activated", "Nonconforming", "Contingent"];

    /// <exception cref="DataFileException">Names file, place, value and bound.</exception>
    public static ImportedIntent Read(ReadOnlyMemory<byte> content, string file)
    {
        if (content.Length > WayLimits.MaxFileBytes)
        {
            throw new DataFileException(file, "(file)", $"has {content.Length} bytes; expected at most {WayLimits.MaxFileBytes}");
        }

        var intent = JsonSpot.Parse(content, file).Get("operational_intent");
        var (reference, details) = (intent.Get("reference"), intent.Get("details"));
        var (id, state) = (reference.Get("id"), reference.Get("state"));
        var volumes = details.Get("volumes");
        IReadOnlyList<ImportedVolume> planned = [.. volumes.Items(OperationalIntentFile.MostVertices).Select(Volume)];
        return new ImportedIntent(
            Guid.TryParseExact(id.Text(), "D", out var guid) ? guid : throw id.Trouble("a UUID"),
            States.Contains(state.Text()) ? state.Text() : throw state.Trouble(string.Join(", ", States)),
            details.Find("priority")?.Whole(0, int.MaxValue) ?? 0,
            planned.Sum(volume => volume.Outline.Count) <= OperationalIntentFile.MostVertices ? planned : throw volumes.Says($"has more than {OperationalIntentFile.MostVertices} vertices"),
            [.. (details.Find("off_nominal_volumes")?.Items(OperationalIntentFile.MostVertices) ?? []).Select(Volume)]);
    }

    private static ImportedVolume Volume(JsonSpot spot)
    {
        var volume = spot.Get("volume");
        var (polygon, circle) = (volume.Find("outline_polygon"), volume.Find("outline_circle"));
        if (polygon is null == circle is null)
        {
            throw volume.Says("has both outlines or none; expected outline_polygon or outline_circle");
        }

        var (lower, upper) = (Altitude(volume.Get("altitude_lower")), Altitude(volume.Get("altitude_upper")));
        var (start, end) = (Time(spot.Get("time_start")), Time(spot.Get("time_end")));
        var vertices = polygon?.Get("vertices");
        IReadOnlyList<LatLon> outline = vertices is null ? [] : [.. vertices.Items(OperationalIntentFile.MostVertices).Select(Place)];
        return vertices is not null && outline.Count < 3 ? throw vertices.Says($"has {outline.Count} vertices; expected 3 at least")
            : !(lower.Metres <= upper.Metres) ? throw volume.Get("altitude_upper").Says("lies below altitude_lower")
            : !(start < end) ? throw spot.Get("time_end").Says("is not after time_start")
            : new ImportedVolume(outline, circle is null ? null : Place(circle.Get("center")), Length.FromMetres(circle is null ? 0 : Quantity(circle.Get("radius"), 0.1, 1e6)), lower, upper, new TimeWindow(start, end));
    }

    private static LatLon Place(JsonSpot place) => JsonSpot.Place(place.Get("lat"), place.Get("lng"));

    private static EllipsoidalHeight Altitude(JsonSpot altitude)
    {
        var reference = altitude.Get("reference");
        return reference.Text() == "W84" ? EllipsoidalHeight.FromMetres(Quantity(altitude, -8_000, 100_000)) : throw reference.Trouble("W84");
    }

    private static double Quantity(JsonSpot quantity, double minimum, double maximum)
    {
        var units = quantity.Get("units");
        return units.Text() == "M" ? quantity.Get("value").Number(minimum, maximum) : throw units.Trouble("M");
    }

    private static DateTimeOffset Time(JsonSpot time)
    {
        var format = time.Get("format");
        return format.Text() == "RFC3339" ? time.Get("value").Instant() : throw format.Trouble("RFC3339");
    }
}
