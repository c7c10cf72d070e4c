using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation;

/// <summary>A piece of a simulated flight.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="IsOnTheSpot">Straight up from a pad or down to it.</param>
/// <param name="Planned">Its altitudes and times.</param>
internal readonly record struct FlownPiece(LatLon From, LatLon To, bool IsOnTheSpot, PlannedStretch Planned);

/// <summary>A simulated flight in pieces.</summary>
internal static class FlownPieces
{
    /// <summary>
    /// In flying order: the climb on the spot, the way cut at its corners, at the ends of climb and descent and at a longest length, and the
    /// descent on the spot. Empty where the flight cannot be flown as asked.
    /// </summary>
    /// <param name="forecast">The flight.</param>
    /// <param name="longest">No piece of the way is longer, above 0 m.</param>
    public static IReadOnlyList<FlownPiece> Of(FlightForecast forecast, Length longest)
    {
        var segments = forecast.Profile.Segments;
        if (forecast.Profile.Trouble != ProfileTrouble.None || segments.Count == 0)
        {
            return [];
        }

        var first = segments.TakeWhile(segment => !(segment.PathMetres > 0)).Count();
        var last = segments.Count - segments.Reverse().TakeWhile(segment => !(segment.PathMetres > 0)).Count();
        if (!(first < last))
        {
            return [];
        }

        var (task, path) = (forecast.Task, forecast.Task.Path);
        var way = new WayProfile([.. segments.Skip(first).Take(last - first)], segments.Take(first).Sum(segment => segment.Seconds));
        var (top, down) = (segments[first].From.Metres, segments[last - 1].To.Metres);
        var pieces = new List<FlownPiece> { new(path.Origin, path.Origin, IsOnTheSpot: true, new PlannedStretch(task.OriginElevation.Metres, top, 0, way.StartSeconds)) };
        var from = path.Origin;
        foreach (var cut in way.Cuts(path.Legs.Select(leg => leg.Distance.Metres), longest.Metres))
        {
            var to = cut.To >= way.TotalMetres ? path.Destination : path.PointAt(Length.FromMetres(cut.To));
            pieces.Add(new FlownPiece(from, to, IsOnTheSpot: false, way.Between(cut.From, cut.To)));
            from = to;
        }

        pieces.Add(new FlownPiece(path.Destination, path.Destination, IsOnTheSpot: true, new PlannedStretch(task.DestinationElevation.Metres, down, way.EndSeconds, segments.Sum(segment => segment.Seconds))));
        return pieces;
    }
}
