using DroneLogistics.Units;

namespace DroneLogistics.Fleet;

/// <summary>One tail.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="HomeSite">The id of the site where it stood before its first flight.</param>
/// <param name="Assumed">Nobody named it: one of each type is assumed at every site.</param>
public sealed record Aircraft(AircraftId Id, AircraftTypeId Type, string HomeSite, bool Assumed);

/// <summary>One battery pack, or the set of packs that is changed as one.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">The type it fits.</param>
/// <param name="HomeSite">The id of the site where it stood before its first flight.</param>
/// <param name="StateOfCharge">Charge there.</param>
/// <param name="HealthRatio">State of health, 0 to 1.</param>
/// <param name="Assumed">Nobody named it.</param>
public sealed record BatteryPack(BatteryPackId Id, AircraftTypeId Type, string HomeSite, StateOfCharge StateOfCharge, double HealthRatio, bool Assumed);
