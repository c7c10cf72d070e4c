using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Conflicts;

/// <summary>Where a geodesic comes nearest to a circle: nearest to its centre.</summary>
internal static class CircleApproach
{
    private const double EarthRadiusMetres = 6_371_000;

    // The place is found to 0.1 mm along the line, where the distance changes by less than a nanometre.
    private const double PlaceMetres = 1e-4;

    // A step is exact on a sphere and right to some 0.5 % of the last one on the ellipsoid: four suffice at 1,000 km.
    private const int MaximumSteps = 40;

    public static NearestApproach? Within(double reach, ZoneCircle circle, LatLon from, LatLon to)
    {
        var line = Geodesic.Inverse(from.LatitudeDegrees, from.LongitudeDegrees, to.LatitudeDegrees, to.LongitudeDegrees);
        var near = circle.Radius.Metres + reach;
        if (circle.Centre.DistanceTo(from).Metres - line.DistanceMetres > near)
        {
            return null;
        }

        var (along, place, distance) = (0.0, from, double.NaN);
        for (var step = 0; step < MaximumSteps; step++)
        {
            var point = Geodesic.Direct(from.LatitudeDegrees, from.LongitudeDegrees, line.InitialAzimuthDegrees, along);
            place = new LatLon(point.LatitudeDegrees, point.LongitudeDegrees);
            var toCentre = Geodesic.Inverse(place.LatitudeDegrees, place.LongitudeDegrees, circle.Centre.LatitudeDegrees, circle.Centre.LongitudeDegrees);
            distance = toCentre.DistanceMetres;

            // The foot of the perpendicular in a right-angled triangle on the sphere.
            var ahead = Math.Cos(double.DegreesToRadians(toCentre.InitialAzimuthDegrees - point.AzimuthDegrees));
            var foot = EarthRadiusMetres * Math.Atan(Math.Tan(distance / EarthRadiusMetres) * ahead);
            var next = Math.Clamp(along + foot, 0, line.DistanceMetres);
            if (Math.Abs(next - along) <= PlaceMetres)
            {
                break;
            }

            along = next;
        }

        // No gate passes what is not a number.
        if (distance > near)
        {
            return null;
        }

        var outside = distance - circle.Radius.Metres;
        return outside > 0
            ? new NearestApproach(Length.FromMetres(outside), place, Border(circle, place))
            : new NearestApproach(Length.Zero, place, place);
    }

    private static LatLon Border(ZoneCircle circle, LatLon place)
    {
        var outward = Geodesic.Inverse(circle.Centre.LatitudeDegrees, circle.Centre.LongitudeDegrees, place.LatitudeDegrees, place.LongitudeDegrees);
        return circle.Centre.Towards(Bearing.FromDegrees(outward.InitialAzimuthDegrees), circle.Radius);
    }
}
