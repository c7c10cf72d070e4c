namespace DroneLogistics.Service;

/// <summary>On whose behalf something is done. Network, zones and weather are common to all organizations; flights and request ids are of one.</summary>
/// <param name="Organization">Resource name of the organization.</param>
/// <param name="Principal">Resource name of who asks.</param>
public sealed record Caller(string Organization, string Principal)
{
    public const string LocalOrganization = "organizations/default";

    /// <summary>Whoever reads the token file of the service.</summary>
    public const string LocalPrincipal = "principals/local";

    /// <summary>The service itself.</summary>
    public const string ServicePrincipal = "principals/service";

    public static Caller Local { get; } = new(LocalOrganization, LocalPrincipal);

    public static Caller Service { get; } = new(LocalOrganization, ServicePrincipal);

    /// <summary>For whom and by whom the call is made that is being answered; see <see cref="Principal.Current"/>.</summary>
    public static Caller Current => DroneLogistics.Service.Principal.Current.Caller;
}
