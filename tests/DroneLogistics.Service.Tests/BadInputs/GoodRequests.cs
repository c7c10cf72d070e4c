using DroneLogistics.Geodesy;
using DroneLogistics.Service.Tests.Airspace;
using DroneLogistics.Service.Tests.Weather;
using DroneLogistics.Sites;
using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service.Tests.BadInputs;

/// <summary>A good request of each method that the list of bad inputs is about.</summary>
internal static class GoodRequests
{
    public static IMessage Of(string method, string path, BadInputWorld world)
    {
        var plan = Requests.Plan();
        if (path.StartsWith("flight.waypoints", StringComparison.Ordinal))
        {
            var (from, to) = (Pad(world, "putuo"), Pad(world, "liuheng"));
            plan.Waypoints.Add([Point(from), Point(new LatLon((from.LatitudeDegrees + to.LatitudeDegrees) / 2, (from.LongitudeDegrees + to.LongitudeDegrees) / 2)), Point(to)]);
        }

        var id = Guid.NewGuid().ToString();
        var (start, end) = (Requests.Now.ToTimestamp(), Requests.Nine.ToTimestamp());
        return method switch
        {
            "CheckFlight" => new CheckFlightRequest { Flight = plan },
            "PlanRoute" => new PlanRouteRequest { Flight = plan },
            "ScheduleFlight" => Requests.Schedule(plan, id),
            "SimulateFlight" => new SimulateFlightRequest { Flight = plan },
            "ExportFlight" => new ExportFlightRequest { Flight = plan, Format = ExportFormat.Geojson },
            "AssessFlight" => new AssessFlightRequest { Flight = plan, SampleCount = 1024, ReturnLeg = path.StartsWith("return_leg", StringComparison.Ordinal) ? new ReturnLeg() : null },
            "FindAlternates" => new FindAlternatesRequest { Flight = plan },
            "SearchDepartureWindows" => new SearchDepartureWindowsRequest { Flight = plan },
            "ComputeEnvelope" => new ComputeEnvelopeRequest { Flight = plan },
            "EvaluateSite" => new EvaluateSiteRequest { Position = Point(Pad(world, "liuheng")), AircraftType = "aircraftTypes/fz90", PayloadKg = 10 },
            "CreateClosure" when path.Contains(".circle", StringComparison.Ordinal) => new CreateClosureRequest { RequestId = id, Closure = new Closure { Region = new GeoRegion { Circle = new GeoCircle { Center = Point(Pad(world, "liuheng")), RadiusM = 500 } }, Cause = Closure.Types.Cause.Event, StartTime = start, EndTime = end } },
            "CreateClosure" => new CreateClosureRequest { RequestId = id, Closure = new Closure { Site = "sites/taohua", Cause = Closure.Types.Cause.Maintenance, StartTime = start, EndTime = end, Description = "painting" } },
            "DeleteClosure" => new DeleteClosureRequest { Name = world.Closed.Name, Etag = world.Closed.Etag },
            "CancelFlight" => new CancelFlightRequest { Name = world.Booked.Name, Etag = world.Booked.Etag },
            "ImportGeozones" => ZoneFiles.Import(ZoneFiles.Ed318()),
            "ImportForecast" => ForecastFiles.Import(ForecastFiles.Csv(ForecastFiles.Calm)),
            "ListFlights" => path == "end_time" ? new ListFlightsRequest { StartTime = start, EndTime = end } : new ListFlightsRequest(),
            "ListClosures" => path == "end_time" ? new ListClosuresRequest { StartTime = start, EndTime = end } : new ListClosuresRequest(),
            "ListSlots" => new ListSlotsRequest { StartTime = start, EndTime = end },
            "ListSites" => new ListSitesRequest(),
            "ListGeozones" => new ListGeozonesRequest(),
            _ => throw new ArgumentException($"No good request of {method} is known."),
        };
    }

    private static LatLon Pad(BadInputWorld world, string site) => world.Service.Host.World.Sites.TryGet(new SiteId(site), out var found) ? found.Position : throw new ArgumentException(site);

    private static Google.Type.LatLng Point(LatLon position) => new() { Latitude = position.LatitudeDegrees, Longitude = position.LongitudeDegrees };
}
