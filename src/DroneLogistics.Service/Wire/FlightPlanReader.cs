using DroneLogistics.Dispatch;
using DroneLogistics.Fleet;
using DroneLogistics.Geodesy;
using DroneLogistics.Simulation;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Service;

/// <summary>Reads a <see cref="V1.FlightPlan"/> of the contract into a question of the core, or names everything that is wrong with it.</summary>
public static class FlightPlanReader
{
    /// <summary>Heavier than anything that flies here.</summary>
    public const double HeaviestPayloadKilograms = 10_000;

    private const double StrongestWindMetresPerSecond = 75;
    private const int MostVia = 20;
    private const int MostWaypoints = 200;
    private const double FarthestFromPadMetres = 10;

    // Observed at sea level: 870 hPa in a typhoon (1979) and 1084 hPa in Siberia (1968), recalled; some room on both sides.
    private const double LowestQnhHectopascals = 850;
    private const double HighestQnhHectopascals = 1090;

    /// <summary>The question, or null where <paramref name="fields"/> now has a violation.</summary>
    /// <param name="plan">The raw message; null: absent.</param>
    /// <param name="prefix">Path of the message in its request, for the violations.</param>
    /// <param name="fields">Takes the violations.</param>
    /// <param name="world">To resolve names.</param>
    /// <param name="fleet">To resolve tails and packs.</param>
    /// <param name="now">For the default departure.</param>
    /// <param name="departureRequired">Absent departure is a violation rather than tomorrow at nine.</param>
    public static FlightQuestion? Read(V1.FlightPlan? plan, string prefix, FieldReader fields, World world, FleetRegister fleet, DateTimeOffset now, bool departureRequired)
    {
        if (plan is null)
        {
            fields.Add(prefix, "REQUIRED", "is missing; expected a flight.");
            return null;
        }

        var origin = Site(plan.Origin, $"{prefix}.origin", fields, world);
        var destination = Site(plan.Destination, $"{prefix}.destination", fields, world);
        var via = fields.Count($"{prefix}.via", plan.Via.Count, MostVia)
            ? plan.Via.Select((name, index) => Site(name, $"{prefix}.via[{index}]", fields, world)).ToList()
            : [];
        if (origin is not null && origin == destination && via.All(site => site == origin))
        {
            fields.Add($"{prefix}.destination", "SAME_SITE", $"is the origin, \"{plan.Destination}\"; expected another site, or a via that leads away from it.");
        }

        var tail = Tail(plan.Aircraft, $"{prefix}.aircraft", fields, fleet);
        var type = Type(plan, tail, prefix, fields, world);
        var pack = Pack(plan.BatteryPack, $"{prefix}.battery_pack", fields, fleet, type);
        var payload = fields.Number($"{prefix}.payload_kg", plan.HasPayloadKg ? plan.PayloadKg : null, 0, HeaviestPayloadKilograms, "kg", "PAYLOAD_EXCEEDS_LIMIT", required: true);
        var departure = fields.Instant($"{prefix}.departure_time", plan.DepartureTime, departureRequired) ?? world.Policy.DefaultDeparture(now);
        var wind = Wind(plan.Wind, $"{prefix}.wind", fields);
        var climatology = Climatology(plan, $"{prefix}.wind_source", fields, world);
        var (temperature, qnh, humidity) = Air(
            plan.HasTemperatureDegc ? plan.TemperatureDegc : null,
            plan.HasQnhHpa ? plan.QnhHpa : null,
            plan.HasRelativeHumidityPercent ? plan.RelativeHumidityPercent : null,
            $"{prefix}.",
            fields);
        var airspeed = Airspeed(plan, $"{prefix}.cruise_airspeed_mps", fields, type);
        var (rule, arrival) = Cruise(plan, prefix, fields, departure);
        var altitude = fields.Number($"{prefix}.cruise_altitude_m_amsl", plan.HasCruiseAltitudeMAmsl ? plan.CruiseAltitudeMAmsl : null, 30, 3000, "m AMSL", "ALTITUDE_RANGE");
        var least = fields.Number($"{prefix}.min_complete_probability", plan.HasMinCompleteProbability ? plan.MinCompleteProbability : null, world.Policy.Completion.MinProbability, 1, "(the policy's least probability, and certainty)", "PROBABILITY_RANGE");
        var reserve = world.Policy.Reserve;
        var contingency = fields.Number($"{prefix}.contingency_ratio", plan.HasContingencyRatio ? plan.ContingencyRatio : null, reserve.LeastContingencyShare ?? reserve.ContingencyShare, reserve.ContingencyShare, "of the trip (the policy's least and usual contingency)", "CONTINGENCY_RANGE");
        var waypoints = Waypoints(plan, $"{prefix}.waypoints", fields, world.Policy.ServiceArea.Box, origin, destination);
        var route = Route(plan.RouteChoice, $"{prefix}.route_choice", fields);
        if (origin is null || destination is null || type is null || payload is null || route is null || via.Contains(null))
        {
            return null;
        }

        return new FlightQuestion
        {
            Origin = origin,
            Destination = destination,
            Via = [.. via.Select(site => site!)],
            Type = type,
            Aircraft = tail?.Id,
            Pack = pack,
            Payload = Mass.FromKilograms(payload.Value),
            Departure = departure,
            Wind = wind,
            Climatology = climatology,
            Forecast = climatology is null ? world.Forecast : null,
            Temperature = temperature,
            Qnh = qnh,
            RelativeHumidityRatio = humidity,
            CruiseAirspeed = airspeed is { } speed ? Speed.FromMetresPerSecond(speed) : null,
            CruiseRule = rule,
            ArriveAt = arrival,
            CruiseAltitude = altitude is { } metres ? AltitudeAmsl.FromMetres(metres) : null,
            Route = route ?? default,
            WithoutApprovals = plan.WithoutApprovals,
            MinCompletionProbability = least,
            ContingencyShare = contingency,
            Waypoints = waypoints,
        };
    }

    /// <summary>The way that is given; null where none is, or it is wrong.</summary>
    private static IReadOnlyList<LatLon>? Waypoints(V1.FlightPlan plan, string field, FieldReader fields, GeoBox area, Site? origin, Site? destination)
    {
        if (plan.Waypoints.Count == 0)
        {
            return null;
        }

        if (plan.Via.Count > 0 || plan.RouteChoice != V1.RouteChoice.Unspecified)
        {
            fields.Add(field, "ONEOF_CONFLICT", "are given beside another choice of the way; expected one of waypoints, via and route_choice.");
        }

        if (plan.Waypoints.Count < 2)
        {
            fields.Add(field, "WAYPOINTS_TOO_FEW", "has 1 point; expected 2 at least, from pad to pad.");
            return null;
        }

        if (!fields.Count(field, plan.Waypoints.Count, MostWaypoints))
        {
            return null;
        }

        var points = new List<LatLon>();
        for (var i = 0; i < plan.Waypoints.Count; i++)
        {
            var (latitude, longitude) = (
                fields.Number($"{field}[{i}].latitude", plan.Waypoints[i].Latitude, -90, 90, "degrees", "LATITUDE_RANGE"),
                fields.Number($"{field}[{i}].longitude", plan.Waypoints[i].Longitude, -180, 180, "degrees", "LONGITUDE_RANGE"));
            if (latitude is not { } north || longitude is not { } east)
            {
                return null;
            }

            if (points is [.., var last] && last == new LatLon(north, east))
            {
                fields.Add($"{field}[{i}]", "WAYPOINT_REPEATED", "is the point before it; expected another.");
                return null;
            }

            if (!area.Contains(north, east))
            {
                fields.Add($"{field}[{i}]", "OUTSIDE_SERVICE_AREA", FormattableString.Invariant($"is latitude {north:R}, longitude {east:R}; expected within {area.SouthWest.LatitudeDegrees:R} to {area.NorthEast.LatitudeDegrees:R} north and {area.SouthWest.LongitudeDegrees:R} to {area.NorthEast.LongitudeDegrees:R} east."));
                return null;
            }

            points.Add(new LatLon(north, east));
        }

        AtPad(origin, points[0], 0);
        AtPad(destination, points[^1], points.Count - 1);
        return points;

        void AtPad(Site? site, LatLon point, int number)
        {
            if (site is not null && site.Position.DistanceTo(point).Metres is var metres && !(metres <= FarthestFromPadMetres))
            {
                fields.Add($"{field}[{number}]", "WAYPOINT_OFF_PAD", FormattableString.Invariant($"lies {metres:0} m from {site.NameEnglish}, {site.Position.LatitudeDegrees:F6},{site.Position.LongitudeDegrees:F6}; expected within {FarthestFromPadMetres:0} m."));
            }
        }
    }

    /// <summary>What the months are like, where that is asked for; null where it is not, or not rightly.</summary>
    private static Climatology? Climatology(V1.FlightPlan plan, string field, FieldReader fields, World world)
    {
        switch (plan.WindSource)
        {
            case V1.WindSource.Unspecified:
                return null;
            case V1.WindSource.Climatology when plan.Wind is not null:
                fields.Add(field, "ONEOF_CONFLICT", "is CLIMATOLOGY beside a wind that is given; expected one of the two.");
                return null;
            case V1.WindSource.Climatology when world.Climatology is null:
                fields.Add(field, "WEATHER_MISSING", "is CLIMATOLOGY, but none was read from the data folder; expected data/weather/climatology.json.");
                return null;
            case V1.WindSource.Climatology:
                return world.Climatology;
            default:
                fields.Add(field, "ENUM_UNKNOWN", FormattableString.Invariant($"is {(int)plan.WindSource}; expected CLIMATOLOGY, or none."));
                return null;
        }
    }

    private static RouteChoice? Route(V1.RouteChoice choice, string field, FieldReader fields)
    {
        switch (choice)
        {
            case V1.RouteChoice.Unspecified or V1.RouteChoice.BestRoute:
                return RouteChoice.Planned;
            case V1.RouteChoice.DirectRoute:
                return RouteChoice.Direct;
            default:
                fields.Add(field, "ENUM_UNKNOWN", FormattableString.Invariant($"is {(int)choice}; expected BEST_ROUTE or DIRECT_ROUTE."));
                return null;
        }
    }

    /// <summary>A site by its resource name.</summary>
    public static Site? Site(string name, string field, FieldReader fields, World world)
    {
        if (fields.Name(field, name, "sites") is not { } id)
        {
            return null;
        }

        if (!world.Sites.TryGet(new SiteId(id), out var site))
        {
            fields.AddNotFound(field, "SITE_NOT_FOUND", FieldReader.NoSuch("site", id, world.Sites.All.Select(known => known.Id.Text)));
        }

        return site;
    }

    /// <summary>An aircraft type by its resource name.</summary>
    public static AircraftType? Type(string name, string field, FieldReader fields, World world)
    {
        if (fields.Name(field, name, "aircraftTypes") is not { } id)
        {
            return null;
        }

        if (!world.TryGetType(new AircraftTypeId(id), out var type))
        {
            fields.AddNotFound(field, "AIRCRAFT_TYPE_NOT_FOUND", FieldReader.NoSuch("aircraft type", id, world.AircraftTypes.Select(known => known.Id.Text)));
        }

        return type;
    }

    /// <summary>The wind of a request; null where it is absent or wrong.</summary>
    public static Wind? Wind(V1.WindConditions? wind, string prefix, FieldReader fields)
    {
        if (wind is null)
        {
            return null;
        }

        var from = fields.Number($"{prefix}.from_deg", wind.HasFromDeg ? wind.FromDeg : null, 0, 360, "degrees", "DIRECTION_RANGE", required: true);
        var speed = fields.Number($"{prefix}.speed_mps", wind.HasSpeedMps ? wind.SpeedMps : null, 0, StrongestWindMetresPerSecond, "m/s", "WIND_RANGE", required: true);
        var gust = fields.Number($"{prefix}.gust_mps", wind.HasGustMps ? wind.GustMps : null, 0, 2 * StrongestWindMetresPerSecond, "m/s", "WIND_RANGE");
        if (gust < speed)
        {
            fields.Add($"{prefix}.gust_mps", "GUST_BELOW_WIND", FormattableString.Invariant($"is {gust:R}; expected at least speed_mps, {speed:R} m/s."));
        }

        return from is { } degrees && speed is { } mean
            ? new Wind(Bearing.FromDegrees(degrees), Speed.FromMetresPerSecond(mean), gust is { } peak ? Speed.FromMetresPerSecond(peak) : null)
            : null;
    }

    /// <summary>The air of a request; null where it is absent or wrong.</summary>
    /// <param name="temperatureDegc">At sea level, °C.</param>
    /// <param name="qnhHpa">Pressure at mean sea level, hPa.</param>
    /// <param name="humidityPercent">Relative humidity, percent.</param>
    /// <param name="prefix">Path before the fields, with its dot.</param>
    /// <param name="fields">Takes the violations.</param>
    public static (Temperature? Temperature, Pressure? Qnh, double? RelativeHumidityRatio) Air(
        double? temperatureDegc,
        double? qnhHpa,
        double? humidityPercent,
        string prefix,
        FieldReader fields)
    {
        var temperature = fields.Number($"{prefix}temperature_degc", temperatureDegc, -60, 60, "°C", "TEMPERATURE_RANGE");
        var qnh = fields.Number($"{prefix}qnh_hpa", qnhHpa, LowestQnhHectopascals, HighestQnhHectopascals, "hPa", "PRESSURE_RANGE");
        var humidity = fields.Number($"{prefix}relative_humidity_percent", humidityPercent, 0, 100, "%", "HUMIDITY_RANGE");
        return (
            temperature is { } degrees ? Temperature.FromDegreesCelsius(degrees) : null,
            qnh is { } hectopascals ? Pressure.FromHectopascals(hectopascals) : null,
            humidity / 100);
    }

    private static Aircraft? Tail(string name, string field, FieldReader fields, FleetRegister fleet)
    {
        if (fields.Name(field, name, "aircraft", required: false) is not { } id)
        {
            return null;
        }

        if (!fleet.TryGet(new AircraftId(id), out Aircraft? tail))
        {
            fields.AddNotFound(field, "AIRCRAFT_UNAVAILABLE", FieldReader.NoSuch("aircraft", id, fleet.Aircraft.Select(known => known.Id.Text)));
        }

        return tail;
    }

    private static AircraftType? Type(V1.FlightPlan plan, Aircraft? tail, string prefix, FieldReader fields, World world)
    {
        if (plan.AircraftType.Length == 0 && plan.Aircraft.Length > 0)
        {
            return tail is not null && world.TryGetType(tail.Type, out var ofTail) ? ofTail : null;
        }

        var type = Type(plan.AircraftType, $"{prefix}.aircraft_type", fields, world);
        if (tail is not null && type is not null && tail.Type != type.Id)
        {
            fields.Add($"{prefix}.aircraft_type", "ONEOF_CONFLICT", $"is \"{plan.AircraftType}\", but {plan.Aircraft} is of type {tail.Type}.");
        }

        return type;
    }

    private static BatteryPackId? Pack(string name, string field, FieldReader fields, FleetRegister fleet, AircraftType? type)
    {
        if (fields.Name(field, name, "batteryPacks", required: false) is not { } id)
        {
            return null;
        }

        if (!fleet.TryGet(new BatteryPackId(id), out BatteryPack? pack))
        {
            fields.AddNotFound(field, "BATTERY_UNAVAILABLE", FieldReader.NoSuch("battery pack", id, fleet.Packs.Select(known => known.Id.Text)));
            return null;
        }

        if (type is not null && pack.Type != type.Id)
        {
            fields.Add(field, "ONEOF_CONFLICT", $"is a pack of {pack.Type}; expected one of {type.Id}.");
        }

        return pack.Id;
    }

    /// <summary>How the airspeed is chosen; at most one of a speed, a rule and an arrival may be given.</summary>
    private static (CruiseRule Rule, DateTimeOffset? Arrival) Cruise(V1.FlightPlan plan, string prefix, FieldReader fields, DateTimeOffset departure)
    {
        var field = $"{prefix}.cruise_rule";
        if (!System.Enum.IsDefined(plan.CruiseRule))
        {
            fields.Add(field, "ENUM_UNKNOWN", FormattableString.Invariant($"is {(int)plan.CruiseRule}; expected FIXED_SPEED, BEST_RANGE, BEST_ENDURANCE or ARRIVE_AT."));
            return (CruiseRule.Fixed, null);
        }

        var arrival = fields.Instant($"{prefix}.arrival_time", plan.ArrivalTime, required: plan.CruiseRule == V1.CruiseRule.ArriveAt);
        var rule = plan.CruiseRule switch
        {
            V1.CruiseRule.BestRange => CruiseRule.BestRange,
            V1.CruiseRule.BestEndurance => CruiseRule.BestEndurance,
            V1.CruiseRule.ArriveAt => CruiseRule.ArriveAt,
            V1.CruiseRule.Unspecified when plan.ArrivalTime is not null => CruiseRule.ArriveAt,
            _ => CruiseRule.Fixed,
        };
        if (plan.HasCruiseAirspeedMps && rule != CruiseRule.Fixed)
        {
            fields.Add($"{prefix}.cruise_airspeed_mps", "ONEOF_CONFLICT", "is given beside another choice of the airspeed; expected one of cruise_airspeed_mps, cruise_rule and arrival_time.");
        }

        if (plan.ArrivalTime is not null && rule != CruiseRule.ArriveAt)
        {
            fields.Add($"{prefix}.arrival_time", "ONEOF_CONFLICT", "is given beside another choice of the airspeed; expected one of cruise_airspeed_mps, cruise_rule and arrival_time.");
        }

        if (arrival is { } instant && !(instant > departure))
        {
            fields.Add($"{prefix}.arrival_time", "ARRIVAL_BEFORE_DEPARTURE", FormattableString.Invariant($"is {instant.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}; expected after the departure, {departure.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}."));
        }

        return (rule, arrival);
    }

    private static double? Airspeed(V1.FlightPlan plan, string field, FieldReader fields, AircraftType? type)
    {
        if (!plan.HasCruiseAirspeedMps)
        {
            return null;
        }

        if (plan.CruiseAirspeedMps <= 0)
        {
            fields.Add(field, "NOT_POSITIVE", FormattableString.Invariant($"is {plan.CruiseAirspeedMps:R}; expected more than 0 m/s."));
            return null;
        }

        return fields.Number(field, plan.CruiseAirspeedMps, 0, type?.MaxAirspeed.MetresPerSecond ?? 1000, $"m/s for {type?.NameEnglish ?? "this type"}", "SPEED_ABOVE_MAX");
    }
}
