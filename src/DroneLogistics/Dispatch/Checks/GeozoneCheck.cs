using DroneLogistics.Airspace;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>The flight meets no zone in which it is prohibited, while the zone is in force; nothing that is held opens it.</summary>
public static class GeozoneCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight)
    {
        if (flight.Airspace is not { Corridor: not null } air)
        {
            return [Finding.NotKnown(ReasonCode.GeozoneProhibited, string.Empty, "The zones on the way", "航路涉及的空域")];
        }

        // Zones that ask for an authorization or set conditions are for the check of authorizations; U-space is known to none of them.
        return GeozoneFindings.Prohibited(air.Passings, (zone, _) => IsOpened(air, zone), air.LocalOffset)
            .Concat(GeozoneFindings.Unauthorized([.. air.Passings.Where(passing => passing.Conflict.Zone.Type == ZoneType.Uspace)], (zone, _) => IsOpened(air, zone), air.LocalOffset));
    }

    private static bool IsOpened(PlannedAirspace air, Geozone zone) => air.Permits.Authorizations.ForZone(air.Facts, zone).IsCovered;
}
