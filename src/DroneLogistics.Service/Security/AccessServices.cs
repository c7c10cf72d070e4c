namespace DroneLogistics.Service;

/// <summary>What the guard of the service is made of.</summary>
public static class AccessServices
{
    /// <summary>Adds it.</summary>
    public static void AddAccess(this WebApplicationBuilder builder, ServeOptions options, LocalTokenValue token)
    {
        var (services, settings) = (builder.Services, options.Access);
        services.AddSingleton(token);
        services.AddSingleton(settings);
        services.AddSingleton(new SignedInCallers(options.Clock, TimeProvider.System));
        services.AddSingleton(provider => provider.GetRequiredService<OperationsControl>().Store.ApiKeys);
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<ConsoleSessions>();
        services.AddSingleton(new WrongSignIns(settings.WrongSignIns, TimeSpan.FromSeconds(settings.SignInWindowS), TimeProvider.System));
        services.AddSingleton(_ => new Allowances(settings, TimeProvider.System));
        if (settings.Oidc is { } oidc)
        {
            services.AddSingleton(oidc);
            services.AddSingleton(provider => new IssuerKeys(oidc, TimeProvider.System, provider.GetRequiredService<ILogger<IssuerKeys>>()));
            services.AddSingleton<JwtVerifier>();
        }

        services.AddSingleton<Credentials>();
        services.AddSingleton<AccessGuard>();
    }
}
