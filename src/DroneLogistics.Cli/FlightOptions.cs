using System.CommandLine;
using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Cli;

/// <summary>The arguments and options that describe a flight, the same in every command that takes one.</summary>
internal sealed class FlightOptions
{
    private readonly Argument<string?> from = new("FROM") { Description = "Origin: the id of a site, for example putuo (see `drone sites`).", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string?> to = new("TO") { Description = "Destination: the id of a site.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> type = new("--aircraft", "--aircraft-type") { Description = "Aircraft type, for example fz90 (see `drone aircraft`): any tail of it.", HelpName = "TYPE" };
    private readonly Option<string?> tail = new("--tail") { Description = "One tail and no other.", HelpName = "AIRCRAFT" };
    private readonly Option<string?> pack = new("--pack") { Description = "One battery pack and no other. Default: any at least 95 % charged at the origin.", HelpName = "PACK" };
    private readonly Option<double?> payload = Values.Number("--payload", "Payload, kilograms.", "KG");
    private readonly Option<string[]> via = new("--via") { Description = "A site to fly over without landing; may be given several times.", HelpName = "SITE" };
    private readonly Option<Timestamp?> depart = Values.Instant("--depart", "Departure (block-off) with its zone, for example 2026-12-01T09:00+08:00. Default of check and simulate: 09:00 Asia/Shanghai on the day after the decision instant.");
    private readonly Option<string?> windSource = new("--wind") { Description = "climatology: the wind of the month on the average of years, in place of a forecast; marked as such, and never enough to book on. Default: the forecast, or --wind-speed.", HelpName = "climatology" };
    private readonly Option<double?> windFrom = Values.Number("--wind-from", "Direction the wind blows from, degrees true, 0 to 360; with --wind-speed.", "DEG");
    private readonly Option<double?> windSpeed = Values.Number("--wind-speed", "Mean wind at 10 m, metres a second. Default of check and simulate: that of the forecast, else calm, and the answer says so.", "MPS");
    private readonly Option<double?> gust = Values.Number("--gust", "Gust at 10 m, metres a second. Default: estimated from the mean.", "MPS");
    private readonly Option<double?> temperature = Values.Number("--temperature", "Air temperature at sea level, degrees Celsius. Default: 15.", "C");
    private readonly Option<double?> qnh = Values.Qnh();
    private readonly Option<double?> humidity = Values.Humidity();
    private readonly Option<string?> speed = Values.CruiseSpeed();
    private readonly Option<Timestamp?> arrive = Values.Instant("--arrive", "Arrival (block-on) with its zone: the airspeed is chosen so that the flight meets it; instead of --speed.");
    private readonly Option<double?> altitude = Values.Number("--altitude", "Cruise altitude, metres above mean sea level. Default: the policy's, 120.", "M");

    private readonly Option<double?> probability = Values.Number("--p", "Least probability to end as planned, from the policy's, 0.9, to 1. Default: the policy's.", "P");

    private readonly Option<double?> contingency = Values.Number("--contingency", "Contingency, a share of the trip, from the policy's least, 0.03, to its usual one. Default: the usual one, 0.05.", "SHARE");
    private readonly Option<string[]> waypoints = new("--waypoint") { Description = "A point of the way over the ground, LAT,LON; given once for each, from pad to pad, instead of a way that is found.", HelpName = "LAT,LON" };

    private readonly Option<string?> way = new("--way") { Description = "The way over the ground and, without --altitude, its cruise altitude from a file that another program planned: GeoJSON, KML, KMZ, CZML, a plan of QGroundControl, a mission of MAVLink (QGC WPL 110), waylines of DJI, or CSV; from pad to pad, instead of --waypoint.", HelpName = "FILE" };

    private readonly Option<bool> direct = new("--direct") { Description = "Fly the straight line, and hear what stands in it, rather than the best way round islands and zones." };
    private readonly Option<bool> withoutApprovals = new("--without-approvals") { Description = "Answer as if no authorization and no slot were held: what would have to be asked for." };

    /// <summary>The wind by hand: beside it other winds are refused.</summary>
    public System.CommandLine.Option WindSpeed => windSpeed;

    /// <summary>The wind of climatology: beside it other winds are refused.</summary>
    public System.CommandLine.Option WindOfClimatology => windSource;

    private IEnumerable<System.CommandLine.Option> Options => [type, tail, pack, payload, via, depart, windSource, windFrom, windSpeed, gust, temperature, qnh, humidity, speed, arrive, altitude, probability, contingency, waypoints, way, direct, withoutApprovals];

    /// <summary>Adds them, and after them what else the command takes: the order of the help.</summary>
    public void AddTo(Command command, params System.CommandLine.Option[] others)
    {
        command.Add(from);
        command.Add(to);
        foreach (var option in Options.Concat(others))
        {
            command.Add(option);
        }

        windSource.AcceptOnlyFromAmong("climatology");
        command.OnlyOneOf(speed, arrive);
        command.OnlyOneOf(windSource, windSpeed);
        command.OnlyOneOf(waypoints, way);
    }

    /// <summary>Whether any of them was given.</summary>
    public bool AnyGiven(ParseResult parsed) =>
        parsed.GetValue(from) is not null || Options.Any(option => parsed.GetResult(option) is { Implicit: false });

    /// <summary>The plan as the API takes it; what is missing is left absent, so that the API names it.</summary>
    public FlightPlan Read(ParseResult parsed)
    {
        var plan = new FlightPlan
        {
            Origin = NameOrEmpty("sites", parsed.GetValue(from)),
            Destination = NameOrEmpty("sites", parsed.GetValue(to)),
            AircraftType = NameOrEmpty("aircraftTypes", parsed.GetValue(type)),
            Aircraft = NameOrEmpty("aircraft", parsed.GetValue(tail)),
            BatteryPack = NameOrEmpty("batteryPacks", parsed.GetValue(pack)),
            Via = { (parsed.GetValue(via) ?? []).Select(site => Values.Name("sites", site)) },
            DepartureTime = parsed.GetValue(depart),
            ArrivalTime = parsed.GetValue(arrive),
            Wind = ReadWind(parsed, windFrom, windSpeed, gust),
            WindSource = parsed.GetValue(windSource) is null ? WindSource.Unspecified : WindSource.Climatology,
            RouteChoice = parsed.GetValue(direct) ? RouteChoice.DirectRoute : RouteChoice.Unspecified,
            WithoutApprovals = parsed.GetValue(withoutApprovals),
        };
        if (parsed.GetValue(payload) is { } kilograms)
        {
            plan.PayloadKg = kilograms;
        }

        if (parsed.GetValue(temperature) is { } degrees)
        {
            plan.TemperatureDegc = degrees;
        }

        if (parsed.GetValue(qnh) is { } hectopascals)
        {
            plan.QnhHpa = hectopascals;
        }

        if (parsed.GetValue(humidity) is { } percent)
        {
            plan.RelativeHumidityPercent = percent;
        }

        Values.SetCruiseSpeed(plan, parsed.GetValue(speed));

        if (parsed.GetValue(altitude) is { } metres)
        {
            plan.CruiseAltitudeMAmsl = metres;
        }

        if (parsed.GetValue(probability) is { } least)
        {
            plan.MinCompleteProbability = least;
        }

        if (parsed.GetValue(contingency) is { } share)
        {
            plan.ContingencyRatio = share;
        }

        plan.Waypoints.AddRange((parsed.GetValue(waypoints) ?? []).Select(point => Values.Position("--waypoint", point)));
        if (parsed.GetValue(way) is { } file)
        {
            WayFile.Put(parsed, file, plan);
        }

        return plan;
    }

    /// <summary>The wind of three options; null where none is given. Half a wind is left half, so that the API names what is missing.</summary>
    public static WindConditions? ReadWind(ParseResult parsed, Option<double?> from, Option<double?> speed, Option<double?> gust)
    {
        var (degrees, mean, peak) = (parsed.GetValue(from), parsed.GetValue(speed), parsed.GetValue(gust));
        if (degrees is null && mean is null && peak is null)
        {
            return null;
        }

        var wind = new WindConditions();
        if (degrees is { } direction)
        {
            wind.FromDeg = direction;
        }

        if (mean is { } value)
        {
            wind.SpeedMps = value;
        }

        if (peak is { } most)
        {
            wind.GustMps = most;
        }

        return wind;
    }

    private static string NameOrEmpty(string collection, string? given) => given is null ? string.Empty : Values.Name(collection, given);
}
