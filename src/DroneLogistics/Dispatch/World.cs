using System.Diagnostics.CodeAnalysis;
using DroneLogistics.Airspace;
using DroneLogistics.Fleet;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing;
using DroneLogistics.Scheduling;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Sites;
using DroneLogistics.Terrain;
using DroneLogistics.Weather;

namespace DroneLogistics.Dispatch;

/// <summary>What is true whoever asks: sites, routes, aircraft types, coast, ferries, airspace, policy and the forecast in force. It does not change while it is used.</summary>
public sealed class World
{
    private readonly Dictionary<AircraftTypeId, AircraftType> typesById;

    public World(SiteRegister sites, IReadOnlyList<Route> routes, IEnumerable<AircraftType> types, IReadOnlyList<FerryTerminal> ferryTerminals, Coastline coastline, PlanningPolicy policy, FlightUncertainty uncertainty, FlightSpace space, WeatherPolicy weather, Forecast? forecast = null)
    {
        Sites = sites;
        Routes = routes;
        AircraftTypes = [.. types.Where(type => type.Purpose == AircraftPurpose.Network).OrderBy(type => type.Id.Text, StringComparer.Ordinal)];
        typesById = AircraftTypes.ToDictionary(type => type.Id);
        FerryTerminals = ferryTerminals;
        Coastline = coastline;
        Policy = policy;
        Uncertainty = uncertainty;
        Space = space;
        Weather = weather;
        Forecast = forecast;
        Charging = new PackCharging(sites, AircraftTypes, policy.ChargingEfficiency, policy.Claims.Turnaround, policy.Flight.PackTemperature);
    }

    public SiteRegister Sites { get; }

    public IReadOnlyList<Route> Routes { get; }

    /// <summary>The types of the network, without those that are kept for validation only.</summary>
    public IReadOnlyList<AircraftType> AircraftTypes { get; }

    public IReadOnlyList<FerryTerminal> FerryTerminals { get; }

    public Coastline Coastline { get; }

    public PlanningPolicy Policy { get; }

    /// <summary>How far a flight may differ from its plan.</summary>
    public FlightUncertainty Uncertainty { get; }

    public PackCharging Charging { get; }

    /// <summary>Ground, obstacles, zones and permits.</summary>
    public FlightSpace Space { get; }

    /// <summary>What forecasts are read and believed by.</summary>
    public WeatherPolicy Weather { get; }

    /// <summary>What the months are like, for whoever asks for it; null: nobody knows.</summary>
    public Climatology? Climatology { get; init; }

    /// <summary>How far mean sea level lies above the ellipsoid, for files whose heights count from it; null: not known.</summary>
    public GeoidGrid? Geoid { get; init; }

    /// <summary>The forecast in force, for whoever asks without a wind; null: there is none.</summary>
    public Forecast? Forecast { get; }

    /// <summary>Flights simulated before; they hold as long as sites, types and policies do.</summary>
    internal FlownBefore Flown { get; private init; } = FlownBefore.OfWorld();

    /// <summary>The same with another space.</summary>
    public World With(FlightSpace space) => new(Sites, Routes, AircraftTypes, FerryTerminals, Coastline, Policy, Uncertainty, space, Weather, Forecast) { Climatology = Climatology, Geoid = Geoid, Flown = Flown };

    /// <summary>The same with other places to land and other routes between them.</summary>
    public World With(SiteRegister sites, IReadOnlyList<Route> routes) => new(sites, routes, AircraftTypes, FerryTerminals, Coastline, Policy, Uncertainty, Space.With(sites), Weather, Forecast) { Climatology = Climatology, Geoid = Geoid };

    /// <summary>The same with other permits.</summary>
    public World With(AirspacePermits permits) => With(Space.With(permits));

    /// <summary>The same with another forecast in force, or none.</summary>
    public World With(Forecast? forecast) => new(Sites, Routes, AircraftTypes, FerryTerminals, Coastline, Policy, Uncertainty, Space, Weather, forecast) { Climatology = Climatology, Geoid = Geoid, Flown = Flown };

    /// <summary>The same under another policy.</summary>
    public World With(PlanningPolicy policy) => new(Sites, Routes, AircraftTypes, FerryTerminals, Coastline, policy, Uncertainty, Space, Weather, Forecast) { Climatology = Climatology, Geoid = Geoid };

    /// <summary>The same with one more place to land.</summary>
    public World With(Site guest) =>
        new(new SiteRegister([.. Sites.All, guest]), Routes, AircraftTypes, FerryTerminals, Coastline, Policy, Uncertainty, Space.With(guest), Weather, Forecast) { Climatology = Climatology, Geoid = Geoid };

    public bool TryGetType(AircraftTypeId id, [NotNullWhen(true)] out AircraftType? type) => typesById.TryGetValue(id, out type);

    /// <summary>One tail of each type at every site, with two full packs: what is assumed where nobody names a fleet.</summary>
    public FleetRegister AssumedFleet() =>
        FleetRegister.Assumed(AircraftTypes.Select(type => type.Id), Sites.All.Select(site => site.Id.Text), Policy.AssumedPackHealthRatio);
}
