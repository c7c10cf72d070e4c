namespace DroneLogistics.Service.Store;

/// <summary>A flight as stored. Instants are UTC microseconds since 1970.</summary>
public sealed class FlightRow
{
    public required string Id { get; init; }

    /// <summary>Grows with every change in the database: what a reader has not seen yet is above what it has.</summary>
    public required long Revision { get; set; }

    /// <summary>Whose it is.</summary>
    public string Organization { get; init; } = Caller.LocalOrganization;

    /// <summary>Who booked it.</summary>
    public string Principal { get; init; } = Caller.LocalPrincipal;

    public required string RequestId { get; init; }

    public required int State { get; set; }

    public required string Aircraft { get; init; }

    public required string BatteryPack { get; init; }

    public required string Origin { get; init; }

    public required string Destination { get; init; }

    public required long DepartureUs { get; init; }

    public required long ArrivalUs { get; init; }

    public required double PayloadKg { get; init; }

    public required double TakeoffSoc { get; init; }

    public required double LandingSoc { get; init; }

    /// <summary>The plan, cargo and decision as a serialized message of the contract.</summary>
    public required byte[] Message { get; init; }

    public required long CreateUs { get; init; }

    public required long UpdateUs { get; set; }

    public required string CancelReason { get; set; }

    /// <summary>How it stands now as a serialized message of the contract; empty: as it was booked. It changes without a new revision: claims and order of booking stay.</summary>
    public byte[] Verdict { get; set; } = [];

    /// <summary>Of all of it and its claims; see <see cref="RowChecksum"/>.</summary>
    public long Checksum { get; set; } = RowChecksum.None;
}

/// <summary>A claim of a flight; deleted when the flight is cancelled.</summary>
public sealed class ClaimRow
{
    public required string FlightId { get; init; }

    public required int Kind { get; init; }

    public required string Resource { get; init; }

    /// <summary>Lowest altitude of the band, whole metres above mean sea level. A thing without height holds [0, 1).</summary>
    public int LowM { get; init; }

    /// <summary>Where the band ends, exclusive.</summary>
    public int HighM { get; init; } = 1;

    public required long StartUs { get; init; }

    public required long EndUs { get; init; }
}

/// <summary>What a request id was answered with, so that a retry within a day gets the same answer.</summary>
public sealed class RequestRow
{
    /// <summary>How long an answer is kept: whoever heard none asks again within minutes, and a day spans an outage.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>Ids are of an organization: two may draw the same.</summary>
    public string Organization { get; init; } = Caller.LocalOrganization;

    public required string RequestId { get; init; }

    /// <summary>SHA-256 of the request.</summary>
    public required byte[] Fingerprint { get; init; }

    /// <summary>The first answer, serialized.</summary>
    public required byte[] Response { get; set; }

    public required long CreateUs { get; init; }

    /// <summary>See <see cref="RowChecksum"/>.</summary>
    public long Checksum { get; set; } = RowChecksum.None;

    /// <summary>Answers from this moment and before it have outlived their time.</summary>
    public static long Oldest(long nowUs) => nowUs - ((long)Life.TotalMilliseconds * 1000);
}

/// <summary>A tail.</summary>
public sealed class AircraftRow
{
    public required string Id { get; init; }

    public required string Type { get; init; }

    public required string HomeSite { get; init; }

    public required long Assumed { get; init; }

    /// <summary>See <see cref="RowChecksum"/>.</summary>
    public long Checksum { get; set; } = RowChecksum.None;
}

/// <summary>A battery pack.</summary>
public sealed class BatteryPackRow
{
    public required string Id { get; init; }

    public required string Type { get; init; }

    public required string HomeSite { get; init; }

    public required double Soc { get; init; }

    public required double Soh { get; init; }

    public required long Assumed { get; init; }

    /// <summary>See <see cref="RowChecksum"/>.</summary>
    public long Checksum { get; set; } = RowChecksum.None;
}

/// <summary>The one row that counts changes of the airspace: what a reader has of a lower revision is old.</summary>
public sealed class AirspaceRow
{
    public required long Id { get; init; }

    public required long Revision { get; set; }

    /// <summary>That of the last change of zones: an assessment of a route speaks of it.</summary>
    public required long ZonesRevision { get; set; }

    /// <summary>The revision on which all booked flights were decided the last time.</summary>
    public required long CheckedRevision { get; set; }
}

/// <summary>An imported file of zones, as it came, with the way in which it was read: it is read again so at every start.</summary>
public sealed class GeozoneSetRow
{
    public required string Id { get; init; }

    /// <summary>That of the airspace at the import.</summary>
    public required long Revision { get; set; }

    public required string FileName { get; init; }

    public required int Format { get; init; }

    public required int Mode { get; init; }

    public required string Source { get; init; }

    public required int SourceStatus { get; init; }

    public required string Licence { get; init; }

    /// <summary>SHA-256 of <see cref="Content"/>.</summary>
    public required byte[] Sha256 { get; init; }

    public required byte[] Content { get; init; }

    public required long CreateUs { get; init; }
}

/// <summary>An imported file of obstacles, as it came: it is read again so at every start.</summary>
public sealed class ObstacleSetRow
{
    public required string Id { get; init; }

    /// <summary>That of the airspace at the import.</summary>
    public required long Revision { get; set; }

    public required string FileName { get; init; }

    public required string Source { get; init; }

    public required int SourceStatus { get; init; }

    public required string Licence { get; init; }

    /// <summary>SHA-256 of <see cref="Content"/>.</summary>
    public required byte[] Sha256 { get; init; }

    public required byte[] Content { get; init; }

    public required long CreateUs { get; init; }
}

/// <summary>A closure as stored.</summary>
public sealed class ClosureRow
{
    public required string Id { get; init; }

    /// <summary>That of the airspace when it was stored.</summary>
    public required long Revision { get; set; }

    /// <summary>The closure as a serialized message of the contract, without what is output only.</summary>
    public required byte[] Message { get; init; }

    public required long StartUs { get; init; }

    public required long EndUs { get; init; }

    public required long CreateUs { get; init; }
}

/// <summary>A route that was added or changed.</summary>
public sealed class RouteRow
{
    public required string Id { get; init; }

    /// <summary>That of the airspace at its last change.</summary>
    public required long Revision { get; set; }

    public required int Version { get; set; }

    public required int State { get; set; }

    public required string StateReason { get; set; }

    /// <summary>Stops, kind, status, cargo and source as a serialized message of the contract.</summary>
    public required byte[] Definition { get; set; }

    /// <summary>The last assessment as a serialized message of the contract; empty: none.</summary>
    public required byte[] Assessment { get; set; }

    /// <summary>0 of routes that ship.</summary>
    public required long CreateUs { get; init; }

    public required long UpdateUs { get; set; }
}

/// <summary>What a route was in one version; never changed.</summary>
public sealed class RouteVersionRow
{
    public required string Id { get; init; }

    public required int Version { get; init; }

    public required byte[] Definition { get; init; }

    public required long CreateUs { get; init; }
}
