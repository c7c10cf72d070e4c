using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Airspace.National;
using DroneLogistics.Airspace.Slots;

namespace DroneLogistics.Airspace;

/// <summary>What must be asked for, and what was granted. Immutable.</summary>
/// <param name="Rules">Of the country.</param>
/// <param name="Authorizations">That are held.</param>
/// <param name="Slots">Staggering against airliners.</param>
public sealed record AirspacePermits(NationalRules Rules, AuthorizationRegister Authorizations, SlotCalendar Slots)
{
    /// <summary>The same rules and movements with nothing granted: what would have to be asked for.</summary>
    public AirspacePermits WithoutApprovals() => new(Rules, AuthorizationRegister.Empty, Slots.WithoutSlots());
}
