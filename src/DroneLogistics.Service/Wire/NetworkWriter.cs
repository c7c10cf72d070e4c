using DroneLogistics.Dispatch;
using DroneLogistics.Provenance;
using DroneLogistics.Routing;

namespace DroneLogistics.Service;

/// <summary>Writes sites and routes as messages of the contract.</summary>
public static class NetworkWriter
{
    public static V1.Site Write(Sites.Site site)
    {
        var message = WithoutLimits(site);
        if (site.MaxPadGust is { } gust)
        {
            message.MaxPadGustMps = gust.MetresPerSecond;
        }

        if (site.MaxPadCrosswind is { } crosswind)
        {
            message.MaxPadCrosswindMps = crosswind.MetresPerSecond;
        }

        return message;
    }

    private static V1.Site WithoutLimits(Sites.Site site) => new()
    {
        Name = $"sites/{site.Id}",
        DisplayName = site.NameEnglish,
        DisplayNameZh = site.NameChinese,
        County = site.County,
        Island = site.Island,
        Position = DecisionWriter.Write(site.Position),
        HorizontalAccuracyM = site.HorizontalAccuracy.Metres,
        ElevationMAmsl = site.Elevation.Metres,
        Near = site.Near,
        Status = (V1.Site.Types.Status)site.Status,
        Source = site.Source,
        OpeningMinute = site.Hours is { } hours ? Write(hours.OpeningMinute) : null,
        ClosingMinute = site.Hours is { } closing ? Write(closing.ClosingMinute) : null,
        Pads = { site.Pads.Select(pad => new V1.Pad { Name = pad.ResourceName, MaxMass = Write(pad.MaxMass) }) },
        ChargerCount = Write(site.ChargerCount),
        ChargerPower = Write(site.ChargerPowerWatts),
    };

    /// <summary>A route as it ships: nobody has assessed it.</summary>
    public static V1.Route Write(Routing.Route route, World world) => new()
    {
        Name = $"routes/{route.Id}",
        Origin = $"sites/{route.Origin}",
        Destination = $"sites/{route.Destination}",
        Via = { route.Via.Select(site => $"sites/{site}") },
        Kind = route.Kind == RouteKind.Cargo ? V1.Route.Types.Kind.Cargo : V1.Route.Types.Kind.Sightseeing,
        Status = route.Status switch
        {
            RouteStatus.Regular => V1.Route.Types.Status.Regular,
            RouteStatus.Trial => V1.Route.Types.Status.Trial,
            _ => V1.Route.Types.Status.Planned,
        },
        Cargo = { route.Cargo },
        DistanceM = new FlightPath([.. route.Via.Prepend(route.Origin).Append(route.Destination).Select(site => world.Sites[site].Position)]).Distance.Metres,
        Source = route.Source,
        State = V1.Route.Types.State.Draft,
        Version = 1,
        Etag = Store.FlightStore.EtagOf(0),
    };

    public static V1.SourcedNumber Write(SourcedNumber number)
    {
        var message = new V1.SourcedNumber { Key = number.Key, Unit = number.Unit, Status = (V1.SourceStatus)number.Status, Source = number.Source };
        if (number.Value is { } value)
        {
            message.Value = value;
        }

        return message;
    }
}
