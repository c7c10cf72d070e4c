using DroneLogistics.Geodesy;

namespace DroneLogistics.Airspace.Formats;

/// <summary>
/// Finds sets whose coordinates are those of a public map of China (GCJ-02) and not WGS 84: a zone that speaks of a place of ours, by its
/// identifier, its name or as a circle about an aerodrome, lies where such a map would draw that place.
/// </summary>
internal static class OffsetSuspicion
{
    private const string Hint = "its place by WGS 84; convert the set from GCJ-02 to WGS 84 before import";

    public static void Refuse(IReadOnlyList<(string Feature, Geozone Zone)> zones, ImportLog log)
    {
        var reach = log.Limits.SiteOffset;

        // Outside of the datum's area a place is its own image and tells nothing.
        var images = log.Options.KnownPlaces
            .Select(place => (Place: place, Image: Gcj02.FromWgs84(place.Position)))
            .Where(pair => pair.Image.DistanceTo(pair.Place.Position) > reach)
            .Select(pair => (pair.Place, pair.Image, Box: reach.Metres > 0 ? new ZoneCircle(pair.Image, reach).Bounds : GeoBox.Around([pair.Image])))
            .ToList();
        foreach (var (feature, zone) in zones)
        {
            foreach (var (place, image, _) in Near(zone, images))
            {
                if (Centres(zone, place).Any(centre => centre.DistanceTo(image) <= reach))
                {
                    log.Refuse(
                        ImportProblem.SiteOffsetSuspect,
                        feature,
                        "geometry",
                        Hint,
                        FormattableString.Invariant($"{place.Identifier} within {reach.Metres:F0} m of where GCJ-02 draws it, {image.DistanceTo(place.Position).Metres:F0} m off"));
                    break;
                }
            }
        }
    }

    /// <summary>The images of which one of the zone's boxes may hold the place: far from them all no middle lies on one, and few names are ever compared.</summary>
    private static IEnumerable<(KnownPlace Place, LatLon Image, GeoBox Box)> Near(Geozone zone, List<(KnownPlace Place, LatLon Image, GeoBox Box)> images)
    {
        var bounds = zone.Volumes.Select(volume => volume.Shape.Bounds).ToArray();
        foreach (var image in images)
        {
            foreach (var box in bounds)
            {
                if (image.Box.Touches(box))
                {
                    yield return image;
                    break;
                }
            }
        }
    }

    private static IEnumerable<LatLon> Centres(Geozone zone, KnownPlace place)
    {
        var isNamed = string.Equals(zone.Id.Identifier, place.Identifier, StringComparison.OrdinalIgnoreCase)
            || zone.Names.Any(name => place.Names.Append(place.Identifier).Any(known => name.Text.Contains(known, StringComparison.OrdinalIgnoreCase)));
        foreach (var shape in zone.Volumes.Select(volume => volume.Shape))
        {
            switch (shape)
            {
                case ZoneCircle circle when isNamed || place.IsAerodrome:
                    yield return circle.Centre;
                    break;
                case ZonePolygon polygon when isNamed:
                    var middle = polygon.Outline.Centroid;
                    yield return new LatLon(middle.Y, middle.X);
                    break;
                default:
                    break;
            }
        }
    }
}
