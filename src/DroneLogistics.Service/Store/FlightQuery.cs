namespace DroneLogistics.Service.Store;

/// <summary>Which flights a list shows.</summary>
/// <param name="ShowCancelled">Also cancelled ones.</param>
/// <param name="RequestId">Only the flight of this request; empty: all.</param>
/// <param name="FromUs">Departure at or after.</param>
/// <param name="ToUs">Departure before.</param>
/// <param name="AfterDepartureUs">Beyond this departure and id: the last row of the page before.</param>
/// <param name="AfterId">See <paramref name="AfterDepartureUs"/>.</param>
/// <param name="Take">At most this many.</param>
public sealed record FlightQuery(bool ShowCancelled, string RequestId, long FromUs, long ToUs, long AfterDepartureUs, string AfterId, int Take)
{
    public IQueryable<FlightRow> Apply(IQueryable<FlightRow> flights)
    {
        var rows = flights.Where(row => row.DepartureUs >= FromUs && row.DepartureUs < ToUs);
        if (!ShowCancelled)
        {
            rows = rows.Where(row => row.State != FlightStore.CancelledState);
        }

        if (RequestId.Length > 0)
        {
            rows = rows.Where(row => row.RequestId == RequestId);
        }

        return rows
            .Where(row => row.DepartureUs > AfterDepartureUs || (row.DepartureUs == AfterDepartureUs && string.Compare(row.Id, AfterId) > 0))
            .OrderBy(row => row.DepartureUs)
            .ThenBy(row => row.Id)
            .Take(Take);
    }
}
