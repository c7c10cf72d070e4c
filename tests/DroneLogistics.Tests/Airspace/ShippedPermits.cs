using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Airspace.Formats;
using DroneLogistics.Airspace.National;
using DroneLogistics.Airspace.Slots;

namespace DroneLogistics.Tests.Airspace;

/// <summary>The rules of the country, the approval and the slots that ship.</summary>
internal static class ShippedPermits
{
    public static NationalRules Rules { get; } = NationalRulesFile.Read(ShippedFiles.Bytes("policy/national.json"), "policy/national.json");

    public static AuthorizationRegister Authorizations { get; } = AuthorizationFile.Read(ShippedFiles.Bytes("airspace/authorizations.json"), "airspace/authorizations.json");

    public static SlotCalendar Slots { get; } = SlotFile.Read(ShippedFiles.Bytes("airspace/slots.json"), "airspace/slots.json");

    public static AirspacePermits All => new(Rules, Authorizations, Slots);
}
