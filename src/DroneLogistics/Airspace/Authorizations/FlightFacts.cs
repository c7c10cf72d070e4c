using DroneLogistics.Airspace.National;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Authorizations;

/// <summary>That a flight is in a zone.</summary>
/// <param name="Zone">Which.</param>
/// <param name="When">From the earliest entry to the latest exit.</param>
/// <param name="Where">A point of the flight in it.</param>
public sealed record ZonePresence(Geozone Zone, TimeWindow When, LatLon Where);

/// <summary>What of a flight its approvals speak of. A null is not known, and no approval covers it.</summary>
public sealed record FlightFacts
{
    /// <summary>Id of the site of departure.</summary>
    public required string Origin { get; init; }

    public required string Destination { get; init; }

    /// <summary>Ids of sites on the way, in order.</summary>
    public IReadOnlyList<string> Via { get; init; } = [];

    /// <summary>Id of the type.</summary>
    public required string AircraftType { get; init; }

    public required MassClass MassClass { get; init; }

    /// <summary>Block-off to block-on.</summary>
    public required TimeWindow? When { get; init; }

    /// <summary>The greatest height above the ground over land; negative infinity where no land is crossed.</summary>
    public required HeightAgl? HighestOverLand { get; init; }

    /// <summary>The greatest altitude over water; negative infinity where no water is crossed.</summary>
    public required AltitudeAmsl? HighestOverSea { get; init; }

    /// <summary>Zones that the flight meets while they are in force.</summary>
    public IReadOnlyList<ZonePresence> Zones { get; init; } = [];

    /// <summary>The greatest height above ground or water; over the sea the altitude stands for it. Null or not a number where not known.</summary>
    public HeightAgl? HighestTrueHeight =>
        HighestOverLand is { } land && HighestOverSea is { } sea ? HeightAgl.FromMetres(Math.Max(land.Metres, sea.Metres)) : null;
}
