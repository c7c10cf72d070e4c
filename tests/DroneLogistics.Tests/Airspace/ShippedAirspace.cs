using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Aerodromes;
using DroneLogistics.Airspace.Formats;

namespace DroneLogistics.Tests.Airspace;

/// <summary>The airspace data that ship.</summary>
internal static class ShippedAirspace
{
    public static AirspacePolicy Policy { get; } = AirspacePolicyFile.Read(ShippedFiles.Bytes("policy/airspace.json"), "policy/airspace.json");

    public static IReadOnlyList<Aerodrome> Aerodromes { get; } = AerodromeFile.Read(ShippedFiles.Bytes("airspace/aerodromes.json"), "airspace/aerodromes.json");

    public static AerodromeRules Rules => Policy.Aerodromes;

    public static Aerodrome Aerodrome(string ident) => Aerodromes.Single(aerodrome => aerodrome.Ident == ident);

    public static GeozoneSet ZonesByRule => AerodromeZones.Of(Aerodromes, Rules, Zones.Ours);
}
