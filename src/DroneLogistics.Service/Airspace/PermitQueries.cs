using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Airspace.Slots;
using DroneLogistics.Units;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service;

/// <summary>Answers questions about authorizations and slots as messages.</summary>
public static class PermitQueries
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(31);

    /// <exception cref="BadRequestException">Malformed.</exception>
    public static V1.ListSlotsResponse ListSlots(AirspacePermits permits, V1.ListSlotsRequest request, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var start = fields.Instant("start_time", request.StartTime) ?? now;
        var end = fields.Instant("end_time", request.EndTime) ?? start.AddDays(1);
        if (!(start < end))
        {
            fields.Add("end_time", "TIME_ORDER", $"is {end:yyyy-MM-ddTHH:mm:ssZ}; expected after the start, {start:yyyy-MM-ddTHH:mm:ssZ}.");
        }
        else if (end - start > LongestInterval)
        {
            fields.Add("end_time", "WINDOW_TOO_LONG", FormattableString.Invariant($"is {(end - start).TotalDays:0.#} days after the start; expected at most {LongestInterval.TotalDays:0}."));
        }

        fields.ThrowIfAny();
        var within = new TimeWindow(start, end);
        var (page, next) = new ListRequest(request.PageSize, request.PageToken, request.Filter, request.OrderBy).Page(permits.Slots.Series, series => Write(series, within), "slots");
        return new V1.ListSlotsResponse { Slots = { page }, NextPageToken = next };
    }

    public static V1.Authorization Write(Authorization held) => new()
    {
        Name = held.ResourceName,
        Number = held.Number,
        Authority = held.AuthorityEnglish,
        AuthorityZh = held.AuthorityChinese,
        Holder = held.HolderEnglish,
        HolderZh = held.HolderChinese,
        ApprovesFlight = held.ApprovesFlight,
        StartTime = held.Validity.Start.ToTimestamp(),
        EndTime = held.Validity.End.ToTimestamp(),
        Hours = Write(held.Hours),
        AllRoutes = held.Routes is null,
        Routes = { (held.Routes ?? []).Select(route => new V1.AuthorizedRoute { Stops = { route.Stops.Select(stop => $"sites/{stop}") }, BothWays = route.BothWays }) },
        AllAircraftTypes = held.AircraftTypes is null,
        AircraftTypes = { (held.AircraftTypes ?? []).Select(type => $"aircraftTypes/{type}") },
        AllGeozones = held.Zones is null,
        Geozones = { (held.Zones ?? []).Select(Name) },
        MaxHeightMAgl = held.MaxTrueHeight.Metres,
        MaxAltitudeOverSeaMAmsl = held.MaxAltitudeOverSea.Metres,
        Demonstration = held.IsDemonstration,
        Remarks = held.RemarksEnglish,
        RemarksZh = held.RemarksChinese,
        SourceStatus = (V1.SourceStatus)held.Status,
        Source = held.Source,
        Licence = held.Licence,
    };

    private static V1.Slot Write(SlotSeries series, TimeWindow within) => new()
    {
        Name = series.ResourceName,
        DisplayName = series.NameEnglish,
        DisplayNameZh = series.NameChinese,
        Geozone = Name(series.Zone),
        StartTime = series.Validity.Start.ToTimestamp(),
        EndTime = series.Validity.End.ToTimestamp(),
        Hours = Write(series.Hours),
        Movements = { series.Movements.Select(movement => new V1.AirlinerMovement { TimeOffset = movement.At.ToDuration(), Kind = (V1.AirlinerMovement.Types.Kind)movement.Kind }) },
        BeforeDuration = series.BufferBefore.ToDuration(),
        AfterDuration = series.BufferAfter.ToDuration(),
        Held = series.IsHeld,
        Demonstration = series.IsDemonstration,
        Remarks = series.RemarksEnglish,
        RemarksZh = series.RemarksChinese,
        SourceStatus = (V1.SourceStatus)series.Status,
        Source = series.Source,
        Licence = series.Licence,

        // Of a series that is not held no time is ours.
        FreeTimes = { (series.IsHeld ? series.FreeWithin(within) : []).Select(free => new V1.FreeTime { StartTime = free.Start.ToTimestamp(), EndTime = free.End.ToTimestamp() }) },
    };

    private static V1.DailyHours Write(DailyHours hours) => new()
    {
        Days = { hours.Days.Select(GeozoneWriter.Write) },
        StartOffset = hours.From.ToDuration(),
        EndOffset = hours.To.ToDuration(),
        UtcOffset = hours.UtcOffset.ToDuration(),
    };

    private static string Name(ZoneId zone) => $"{AirspaceNames.Geozones}/{AirspaceNames.IdOf(zone)}";
}
