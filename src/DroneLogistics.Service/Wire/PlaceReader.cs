using DroneLogistics.Airspace;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Service;

/// <summary>Reads places of requests into checked values.</summary>
public static class PlaceReader
{
    // CstrMaxVertices of ASTM F3548: what a constraint may have among traffic management services.
    private const int MostPositions = 1000;

    /// <summary>A position, or null with a violation.</summary>
    public static LatLon? Position(Google.Type.LatLng? raw, string field, FieldReader fields)
    {
        if (raw is null)
        {
            fields.Add(field, "REQUIRED", "is missing; expected latitude and longitude in degrees.");
            return null;
        }

        var latitude = fields.Number($"{field}.latitude", raw.Latitude, -90, 90, "degrees", "LATITUDE_RANGE");
        var longitude = fields.Number($"{field}.longitude", raw.Longitude, -180, 180, "degrees", "LONGITUDE_RANGE");
        return latitude is { } north && longitude is { } east ? new LatLon(north, east) : null;
    }

    /// <summary>A box, or null: absent or with a violation.</summary>
    public static GeoBox? Bounds(V1.GeoBounds? raw, string field, FieldReader fields)
    {
        if (raw is null)
        {
            return null;
        }

        if (Position(raw.Southwest, $"{field}.southwest", fields) is not { } southwest || Position(raw.Northeast, $"{field}.northeast", fields) is not { } northeast)
        {
            return null;
        }

        if (southwest.LatitudeDegrees <= northeast.LatitudeDegrees && southwest.LongitudeDegrees <= northeast.LongitudeDegrees)
        {
            return new GeoBox(southwest.LatitudeDegrees, southwest.LongitudeDegrees, northeast.LatitudeDegrees, northeast.LongitudeDegrees);
        }

        fields.Add(field, "BBOX_ORDER", FormattableString.Invariant($"goes from {southwest.LatitudeDegrees:R}, {southwest.LongitudeDegrees:R} to {northeast.LatitudeDegrees:R}, {northeast.LongitudeDegrees:R}; expected the south-western corner, then the north-eastern."));
        return null;
    }

    /// <summary>A region, or null with a violation.</summary>
    /// <param name="raw">The raw message.</param>
    /// <param name="field">Its path.</param>
    /// <param name="fields">Takes the violations.</param>
    /// <param name="area">It must touch this.</param>
    public static ZoneShape? Region(V1.GeoRegion raw, string field, FieldReader fields, GeoBox area)
    {
        var shape = Shape(raw, field, fields);
        if (shape is null || shape.Bounds.Touches(area))
        {
            return shape;
        }

        fields.Add(field, "OUTSIDE_SERVICE_AREA", FormattableString.Invariant($"lies elsewhere; expected a part of {area.SouthWest.LatitudeDegrees:R} to {area.NorthEast.LatitudeDegrees:R} north and {area.SouthWest.LongitudeDegrees:R} to {area.NorthEast.LongitudeDegrees:R} east."));
        return null;
    }

    private static ZoneShape? Shape(V1.GeoRegion raw, string field, FieldReader fields)
    {
        switch (raw.ShapeCase)
        {
            case V1.GeoRegion.ShapeOneofCase.Circle:
                return Circle(raw.Circle, $"{field}.circle", fields);
            case V1.GeoRegion.ShapeOneofCase.Polygon:
                return Polygon(raw.Polygon, $"{field}.polygon", fields);
            default:
                fields.Add(field, "REQUIRED", "has no shape; expected a circle or a polygon.");
                return null;
        }
    }

    private static ZoneCircle? Circle(V1.GeoCircle raw, string field, FieldReader fields)
    {
        if (Position(raw.Center, $"{field}.center", fields) is not { } centre)
        {
            return null;
        }

        if (ZoneCircle.Problem(centre, Length.FromMetres(raw.RadiusM)) is not { } problem)
        {
            return new ZoneCircle(centre, Length.FromMetres(raw.RadiusM));
        }

        fields.Add($"{field}.radius_m", double.IsFinite(raw.RadiusM) ? "NOT_POSITIVE" : "NOT_FINITE", FormattableString.Invariant($"is {raw.RadiusM:R} m; {problem}."));
        return null;
    }

    private static ZonePolygon? Polygon(V1.GeoPolygon raw, string field, FieldReader fields)
    {
        var count = raw.Rings.Sum(ring => ring.Positions.Count);
        if (count is 0 or > MostPositions)
        {
            fields.Add($"{field}.rings", count == 0 ? "REQUIRED" : "TOO_MANY_VERTICES", FormattableString.Invariant($"has {count} positions; expected 4 to {MostPositions}."));
            return null;
        }

        var rings = new List<List<LatLon>>();
        foreach (var (index, ring) in raw.Rings.Index())
        {
            var positions = ring.Positions.Select((position, place) => Position(position, $"{field}.rings[{index}].positions[{place}]", fields)).ToList();
            if (positions.Contains(null))
            {
                return null;
            }

            rings.Add([.. positions.Select(position => position!.Value)]);
            if (RingRules.FaultOf(rings[^1], isHole: index > 0) is { } fault)
            {
                fields.Add($"{field}.rings[{index}]", ImportRefusal.ReasonOf(fault.Problem), $"is no ring: expected {fault.Expected}; found {fault.Found}.");
                return null;
            }
        }

        if (ZonePolygon.OfSoundRings(rings[0], [.. rings.Skip(1)], out var together) is { } polygon)
        {
            return polygon;
        }

        fields.Add($"{field}.rings", ImportRefusal.ReasonOf(together!.Problem), $"are no polygon: expected {together.Expected}; found {together.Found}.");
        return null;
    }
}
