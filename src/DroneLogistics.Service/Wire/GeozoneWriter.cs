using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Formats;
using DroneLogistics.Geodesy;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service;

/// <summary>Writes zones and their sets as messages of the contract.</summary>
public static class GeozoneWriter
{
    private static readonly Dictionary<DaylightEvent, string> Events = new()
    {
        [DaylightEvent.MorningCivilTwilight] = "BMCT",
        [DaylightEvent.Sunrise] = "SR",
        [DaylightEvent.Sunset] = "SS",
        [DaylightEvent.EveningCivilTwilight] = "EECT",
    };

    /// <param name="held">The zone.</param>
    /// <param name="at">The instant for which it is said whether the zone is in force.</param>
    /// <param name="withVolumes">Whether to write its pieces.</param>
    public static V1.Geozone Write(HeldGeozone held, DateTimeOffset at, bool withVolumes)
    {
        var zone = held.Zone;
        var message = new V1.Geozone
        {
            Name = $"{AirspaceNames.Geozones}/{held.Id}",
            GeozoneSet = held.Set.ResourceName,
            Country = zone.Id.Country,
            Identifier = zone.Id.Identifier,
            DisplayNames = { zone.Names.Select(Write) },
            Type = (V1.Geozone.Types.Type)zone.Type,
            Variant = (V1.Geozone.Types.Variant)zone.Variant,
            Reasons = { zone.Reasons.Select(reason => (V1.Geozone.Types.Reason)reason) },
            RestrictionConditions = zone.RestrictionConditions ?? string.Empty,
            Messages = { zone.Messages.Select(Write) },
            Authorities = { zone.Authorities.Select(Write) },
            Applicabilities = { zone.LimitedApplicability.Select(Write) },
            Bounds = Write(zone.Bounds),
            InForce = zone.InForce(at),
            NotForFlight = held.Set.Zones.IsNotForFlight,
        };
        if (withVolumes)
        {
            message.Volumes.AddRange(zone.Volumes.Select(Write));
        }

        return message;
    }

    public static V1.GeozoneSet Write(HeldGeozoneSet held)
    {
        var set = held.Zones;
        var message = new V1.GeozoneSet
        {
            Name = held.ResourceName,
            DisplayName = set.Name,
            Origin = held.File is null ? V1.GeozoneSet.Types.Origin.Shipped : V1.GeozoneSet.Types.Origin.Imported,
            ZoneCount = set.Zones.Count,
            NotForFlight = set.IsNotForFlight,
            Source = set.Provenance.Source,
            SourceStatus = (V1.SourceStatus)set.Provenance.Status,
            Licence = set.Provenance.Licence,
            ValidStartTime = set.Metadata.ValidFrom?.ToTimestamp(),
            ValidEndTime = set.Metadata.ValidTo?.ToTimestamp(),
        };
        if (held.File is { } file)
        {
            message.FileName = file.FileName;
            message.ContentSha256 = Convert.ToHexStringLower(file.Sha256);
            message.CreateTime = file.Imported.ToTimestamp();
            message.Etag = Store.FlightStore.EtagOf(file.Revision);
        }

        return message;
    }

    public static V1.ImportDiagnostic Write(ImportDiagnostic diagnostic) => new()
    {
        Code = diagnostic.Code,
        Feature = diagnostic.Feature,
        Key = diagnostic.Key,
        Expected = diagnostic.Expected,
        Found = diagnostic.Found,
        Action = diagnostic.Done,
    };

    public static V1.GeoBounds Write(GeoBox box) => new() { Southwest = DecisionWriter.Write(box.SouthWest), Northeast = DecisionWriter.Write(box.NorthEast) };

    public static V1.ZonePeriod.Types.Day Write(ZoneDay day) => day == ZoneDay.Any ? V1.ZonePeriod.Types.Day.AnyDay : (V1.ZonePeriod.Types.Day)day;

    private static V1.LocalizedText Write(LocalizedText text) => new() { Language = text.Language, Text = text.Text };

    private static V1.ZoneAuthority Write(ZoneAuthority authority) => new()
    {
        Purpose = (V1.ZoneAuthority.Types.Purpose)authority.Purpose,
        DisplayNames = { authority.Names.Select(Write) },
        SiteUri = authority.SiteUrl ?? string.Empty,
        Email = authority.Email ?? string.Empty,
        Phone = authority.Phone ?? string.Empty,
        IntervalBefore = authority.IntervalBefore ?? string.Empty,
    };

    private static V1.ZoneApplicability Write(LimitedApplicability limited) => new()
    {
        StartTime = limited.Start?.ToTimestamp(),
        EndTime = limited.End?.ToTimestamp(),
        Periods =
        {
            limited.Schedule.Select(period => new V1.ZonePeriod
            {
                Days = { period.Days.Select(Write) },
                Start = Write(period.Start),
                End = Write(period.End),
            }),
        },
    };

    private static string Write(DayMoment moment)
    {
        if (moment.Clock is not { } clock)
        {
            return Events.GetValueOrDefault(moment.Sun, string.Empty);
        }

        var offset = moment.Offset == TimeSpan.Zero ? "Z" : $"{(moment.Offset < TimeSpan.Zero ? '-' : '+')}{moment.Offset.Duration():hh\\:mm}";
        var fraction = clock.Ticks % TimeSpan.TicksPerSecond == 0 ? string.Empty : $"{clock:\\.ffffff}";
        return $"{clock:hh\\:mm\\:ss}{fraction}{offset}";
    }

    private static V1.ZoneVolume Write(ZoneVolume volume)
    {
        var message = new V1.ZoneVolume { Lower = Write(volume.Layer.Lower), Upper = Write(volume.Layer.Upper) };
        switch (volume.Shape)
        {
            case ZoneCircle circle:
                message.Circle = new V1.GeoCircle { Center = DecisionWriter.Write(circle.Centre), RadiusM = circle.Radius.Metres };
                break;
            case ZonePolygon polygon:
                message.Polygon = new V1.GeoPolygon { Rings = { polygon.Holes.Prepend(polygon.Outer).Select(ring => new V1.GeoRing { Positions = { ring.Select(DecisionWriter.Write) } }) } };
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        return message;
    }

    private static V1.HeightLimit? Write(VerticalLimit? limit) =>
        limit is { } known ? new V1.HeightLimit { HeightM = known.Height.Metres, Reference = (V1.HeightLimit.Types.Reference)known.Reference } : null;
}
