using DroneLogistics.Dispatch;
using DroneLogistics.Geodesy;
using DroneLogistics.Simulation;
using DroneLogistics.SiteEvaluation;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Service;

/// <summary>Answers questions about the network as messages; the RPC and the command line both come through here.</summary>
public static class NetworkDesk
{
    /// <summary>What a point on the map would reach.</summary>
    /// <exception cref="BadRequestException">Malformed, outside the service area, or about an unknown type.</exception>
    public static V1.EvaluateSiteResponse EvaluateSite(World world, V1.EvaluateSiteRequest request)
    {
        var candidate = ReadCandidate(world, request);
        var reaches = ReachEvaluation.Evaluate(candidate, world.Sites.All);
        var response = new V1.EvaluateSiteResponse
        {
            Reaches = { reaches.Select(reach => Write(world, candidate, reach)) },
            ReachableCount = reaches.Count(reach => reach.Reachable),
            RoundTripCount = reaches.Count(reach => reach.RoundTrip),
            NearestFerryTerminal = NearestFerry(world, candidate.Position),
            Advisories = { DecisionWriter.Write(FlightAdvisories.StraightLines()) },
        };
        if (world.Coastline.Nearest(candidate.Position) is { } shore)
        {
            response.Island = shore.Island.NameEnglish ?? $"islet {shore.Island.Id}";
            response.ShoreDistanceM = shore.ShoreDistance.Metres;
        }

        return response;
    }

    private static SiteCandidate ReadCandidate(World world, V1.EvaluateSiteRequest request)
    {
        var fields = new FieldReader();
        if (request.Position is null)
        {
            fields.Add("position", "REQUIRED", "is missing; expected latitude and longitude in degrees.");
        }

        var latitude = fields.Number("position.latitude", request.Position?.Latitude, -90, 90, "degrees", "LATITUDE_RANGE");
        var longitude = fields.Number("position.longitude", request.Position?.Longitude, -180, 180, "degrees", "LONGITUDE_RANGE");
        var area = world.Policy.ServiceArea;

        // Most likely latitude and longitude are swapped.
        if (latitude is { } north && longitude is { } east && !area.Contains(new LatLon(north, east)))
        {
            fields.Add("position", "OUTSIDE_SERVICE_AREA", FormattableString.Invariant($"is {latitude:R}, {longitude:R}; expected latitude {area.SouthDegrees:R} to {area.NorthDegrees:R} and longitude {area.WestDegrees:R} to {area.EastDegrees:R}."));
        }

        var elevation = fields.Number("elevation_m_amsl", request.HasElevationMAmsl ? request.ElevationMAmsl : null, -10, 1000, "m AMSL", "ELEVATION_RANGE");
        var type = FlightPlanReader.Type(request.AircraftType, "aircraft_type", fields, world);
        var payload = fields.Number("payload_kg", request.HasPayloadKg ? request.PayloadKg : null, 0, 10_000, "kg", "PAYLOAD_EXCEEDS_LIMIT", required: true);
        if (payload > type?.MaxPayload?.Kilograms)
        {
            fields.Add("payload_kg", "PAYLOAD_EXCEEDS_LIMIT", FormattableString.Invariant($"is {payload:R}; expected at most {type.MaxPayload.Value.Kilograms:R} kg for {type.NameEnglish}."));
        }

        var wind = FlightPlanReader.Wind(request.Wind, "wind", fields) ?? Wind.Calm;
        var (temperature, qnh, humidity) = FlightPlanReader.Air(
            request.HasTemperatureDegc ? request.TemperatureDegc : null,
            request.HasQnhHpa ? request.QnhHpa : null,
            request.HasRelativeHumidityPercent ? request.RelativeHumidityPercent : null,
            string.Empty,
            fields);
        fields.ThrowIfAny();
        return new SiteCandidate
        {
            Position = new LatLon(latitude!.Value, longitude!.Value),
            Elevation = elevation is { } metres ? AltitudeAmsl.FromMetres(metres) : world.Policy.CandidateElevation,
            Type = type!,
            Payload = Mass.FromKilograms(payload!.Value),
            Wind = wind,
            Atmosphere = Atmosphere.Of(temperature, qnh, humidity),
            WindPolicy = world.Policy.Wind,
            Flight = world.Policy.Flight,
            Reserve = world.Policy.Reserve,
            PackHealthRatio = world.Policy.AssumedPackHealthRatio,
        };
    }

    private static V1.SiteReach Write(World world, SiteCandidate candidate, SiteReach reach)
    {
        var here = AsSite(candidate, reach.Site);
        var message = new V1.SiteReach
        {
            Site = $"sites/{reach.Site.Id}",
            DistanceM = reach.Distance.Metres,
            Outbound = Write(world, here, reach.Site, reach.Outbound),
            Inbound = Write(world, reach.Site, here, reach.Inbound),
            Reachable = reach.Reachable,
            RoundTrip = reach.RoundTrip,
        };
        if (reach.RoundTripReturn?.LandingCharge is { } charge)
        {
            message.RoundTripLandingSocRatio = charge.Ratio;
        }

        return message;
    }

    private static V1.LegReach? Write(World world, Site from, Site to, FlightForecast? forecast)
    {
        if (forecast is null)
        {
            return null;
        }

        var message = new V1.LegReach { BlockDuration = forecast.BlockSeconds is { } seconds ? ForecastWriter.Seconds(seconds) : null };
        if (forecast.LandingCharge is { } charge)
        {
            message.LandingSocRatio = charge.Ratio;
        }

        if (forecast.Reserve is { } reserve)
        {
            message.ReserveMarginWh = reserve.Margin.WattHours;
        }

        var question = new FlightQuestion { Origin = from, Destination = to, Type = forecast.Task.Type, Payload = forecast.Task.Payload, Departure = DateTimeOffset.UnixEpoch };
        message.Findings.AddRange(PhysicsFindings.For(world.Policy, question, forecast).Select(DecisionWriter.Write));
        return message;
    }

    /// <summary>The candidate as one end of a flight: what the findings need to name it; all else is as at the site compared with.</summary>
    private static Site AsSite(SiteCandidate candidate, Site like) => like with
    {
        Id = new SiteId("candidate"),
        NameEnglish = "the candidate",
        NameChinese = "候选起降点",
        Position = candidate.Position,
        Elevation = candidate.Elevation,
    };

    private static V1.FerryTerminalDistance? NearestFerry(World world, LatLon position)
    {
        var nearest = world.FerryTerminals
            .Select(terminal => (Terminal: terminal, Metres: position.DistanceTo(terminal.Position).Metres))
            .OrderBy(candidate => candidate.Metres)
            .FirstOrDefault();
        return nearest.Terminal is null ? null : new V1.FerryTerminalDistance
        {
            Code = nearest.Terminal.Code,
            DisplayName = nearest.Terminal.NameEnglish,
            DisplayNameZh = nearest.Terminal.NameChinese,
            DistanceM = nearest.Metres,
        };
    }
}
