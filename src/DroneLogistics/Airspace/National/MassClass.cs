using DroneLogistics.Units;

namespace DroneLogistics.Airspace.National;

/// <summary>The class of an unmanned aircraft by its masses. The zero value is unknown, which has no airspace without an approval.</summary>
public enum MassClass
{
    Unknown = 0,
    Micro,
    Light,
    Small,
    Medium,
    Large,
}

/// <summary>Where the classes end. All limits belong to the lower class, but the micro's empty mass.</summary>
/// <remarks>State Council decree 761 (in force since 2024-01-01), article 62: figures with status and source in <c>data/policy/national.json</c>.</remarks>
public sealed record MassClassLimits
{
    /// <summary>A micro is lighter than this.</summary>
    public required Mass MicroEmpty { get; init; }

    /// <summary>A micro is built to fly no higher above the ground.</summary>
    public required HeightAgl MicroHeight { get; init; }

    public required Speed MicroSpeed { get; init; }

    public required Mass LightEmpty { get; init; }

    public required Mass LightTakeoff { get; init; }

    public required Speed LightSpeed { get; init; }

    public required Mass SmallEmpty { get; init; }

    public required Mass SmallTakeoff { get; init; }

    public required Mass MediumTakeoff { get; init; }

    /// <summary>The class of an aircraft. Masses that are not numbers, or below zero, have none.</summary>
    /// <param name="empty">Without payload.</param>
    /// <param name="maxTakeoff">The most it may weigh at take-off.</param>
    /// <param name="maxSpeed">In level flight; not a number is beyond light.</param>
    /// <param name="builtFor">The height above the ground it is built never to pass; null where it has no such bound.</param>
    public MassClass Of(Mass empty, Mass maxTakeoff, Speed maxSpeed, HeightAgl? builtFor = null)
    {
        if (!(empty >= Mass.Zero && maxTakeoff >= Mass.Zero))
        {
            return MassClass.Unknown;
        }

        if (empty < MicroEmpty && maxSpeed <= MicroSpeed && builtFor <= MicroHeight)
        {
            return MassClass.Micro;
        }

        if (empty <= LightEmpty && maxTakeoff <= LightTakeoff && maxSpeed <= LightSpeed)
        {
            return MassClass.Light;
        }

        if (empty <= SmallEmpty && maxTakeoff <= SmallTakeoff)
        {
            return MassClass.Small;
        }

        return maxTakeoff <= MediumTakeoff ? MassClass.Medium : MassClass.Large;
    }
}
