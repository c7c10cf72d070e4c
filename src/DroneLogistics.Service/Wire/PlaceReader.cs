using DroneLogistics.Geodesy;

namespace DroneLogistics.Service;

/// <summary>Reads places of requests into checked values.</summary>
public static class PlaceReader
{
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
}
