using DroneLogistics.Geodesy;

namespace DroneLogistics.Dispatch;

/// <summary>The archipelago and what a drone reaches from it, between two parallels and two meridians, degrees WGS 84, borders included.</summary>
public sealed record ServiceArea(double SouthDegrees, double NorthDegrees, double WestDegrees, double EastDegrees)
{
    public GeoBox Box => new(SouthDegrees, WestDegrees, NorthDegrees, EastDegrees);

    public bool Contains(LatLon position) => Box.Contains(position.LatitudeDegrees, position.LongitudeDegrees);
}
