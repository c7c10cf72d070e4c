using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DroneLogistics.Geodesy;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Dispatch;

/// <summary>The wind of a forecast as the simulation of one flight takes it: over its region, its hours and its heights.</summary>
public static class FlightWinds
{
    // Out, an hour on the ground and back, and on to an alternate: no battery here lasts half as long in the air.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    // Departures of a quarter of a day share a grid: a search for another departure draws some, not one for each hour.
    private static readonly TimeSpan Block = TimeSpan.FromHours(6);

    // Between two heights the grid is linear in the logarithm where the power law bends: by 3e-5 of the wind at this ratio.
    private const double HeightRatio = 1.15;

    // Two kilometres, as the pieces of the way: a geodesic between two places on one parallel lies beside it.
    private const double MarginDegrees = 0.02;

    // Of one forecast: quarters of days times altitudes that are asked about together; some megabytes.
    private const int MostGrids = 64;

    // A grid is drawn from its forecast alone: flights of some hours share it, and it goes when the forecast does.
    private static readonly ConditionalWeakTable<Forecast, ConcurrentDictionary<(GeoBox Box, DateTimeOffset Start, Length Reference, AltitudeAmsl Cruise), WindGrid>> Drawn = [];

    /// <summary>The field for a flight. What the forecast does not know stays not known in it.</summary>
    public static WindField Of(PlanningPolicy policy, FlightQuestion question, Forecast forecast)
    {
        var grids = Drawn.GetOrCreateValue(forecast);
        if (grids.Count >= MostGrids)
        {
            grids.Clear();
        }

        var start = question.Departure.AddTicks(-(question.Departure.UtcTicks % Block.Ticks));
        var key = (Box: Box(policy.ServiceArea, question, forecast), Start: start, Reference: policy.Wind.ReferenceHeight, Cruise: question.CruiseAltitude ?? policy.Flight.CruiseAltitude);
        var grid = grids.GetOrAdd(key, asked => ForecastWinds.Over(forecast, asked.Box, new TimeWindow(asked.Start, asked.Start + Block + Longest), Heights(asked.Reference, asked.Cruise)));
        return new WindField(grid, question.Departure);
    }

    /// <summary>The whole service area, where alternates lie; of a forecast that knows less, what lies about the flight.</summary>
    private static GeoBox Box(ServiceArea area, FlightQuestion question, Forecast forecast)
    {
        var flown = GeoBox.Around([question.Origin.Position, .. question.Via.Select(site => site.Position), .. question.Waypoints ?? [], question.Destination.Position]);
        var (southWest, northEast) = (flown.SouthWest, flown.NorthEast);
        var about = new GeoBox(
            southWest.LatitudeDegrees - MarginDegrees,
            southWest.LongitudeDegrees - MarginDegrees,
            northEast.LatitudeDegrees + MarginDegrees,
            northEast.LongitudeDegrees + MarginDegrees);
        var whole = GeoBox.Around([.. about.Corners, .. area.Box.Corners]);
        return forecast.Covers(whole) ? whole : about;
    }

    /// <summary>From the reference height, below which the wind stays, up to the cruise; there exact.</summary>
    private static List<AltitudeAmsl> Heights(Length reference, AltitudeAmsl cruise)
    {
        var heights = new List<AltitudeAmsl> { AltitudeAmsl.FromMetres(reference.Metres) };
        for (var metres = reference.Metres * HeightRatio; metres < cruise.Metres && double.IsFinite(cruise.Metres); metres *= HeightRatio)
        {
            heights.Add(AltitudeAmsl.FromMetres(metres));
        }

        // At least two; a cruise below the reference is refused as not known.
        heights.Add(cruise > heights[^1] ? cruise : heights[^1] + reference);
        return heights;
    }
}
