using System.Security.Cryptography;
using DroneLogistics.Airspace;
using DroneLogistics.Dispatch;
using DroneLogistics.Fleet;
using DroneLogistics.Provenance;
using DroneLogistics.Scheduling;
using DroneLogistics.Service.Store;
using Google.Protobuf;

namespace DroneLogistics.Service;

/// <summary>What became of a request to schedule.</summary>
/// <param name="Flight">The stored flight; null where it was refused.</param>
/// <param name="Decision">The decision behind a refusal; null where the flight is stored.</param>
/// <param name="LostRace">It was clear when first looked at, and another flight was stored before it.</param>
public sealed record ScheduleOutcome(V1.Flight? Flight, Dispatch.Decision? Decision, bool LostRace);

/// <summary>Five decisions in a row were overtaken by other bookings; the caller may try again.</summary>
public sealed class ContentionException() : Exception("Other bookings for the same aircraft, pack or pads were stored first, five times in a row. Try again with the same request_id.");

/// <summary>A request id was used before for another request.</summary>
public class RequestIdReusedException(string message) : Exception(message)
{
    /// <summary>With another body, within a day.</summary>
    public static RequestIdReusedException ByAnother(string requestId) => new($"request_id {requestId} was used before with another body. Use a new UUID for a new request.");
}

/// <summary>A request id was answered more than a day ago: the answer is gone, what it booked is not, and it is not booked a second time.</summary>
public sealed class RequestIdExpiredException(string requestId, string flight) : RequestIdReusedException($"request_id {requestId} was answered more than 24 hours ago with {flight}: read that flight, or use a new UUID for a new request.")
{
    /// <summary>Resource name of the flight.</summary>
    public string Flight { get; } = flight;
}

/// <summary>All that decisions rest on, as of one moment.</summary>
/// <param name="World">What does not change.</param>
/// <param name="Timetable">Fleet, flights and closures.</param>
/// <param name="Airspace">Closures and routes as they are stored.</param>
public sealed record OperationsSnapshot(World World, Timetable Timetable, StoredAirspace Airspace)
{
    /// <summary>Sites, fleet and authorizations with what was stored of them.</summary>
    public required NetworkBook Network { get; init; }

    /// <summary>The imported zones and obstacles and closed regions of the world, by id and revision.</summary>
    public string ZonesInUse { get; init; } = string.Empty;
}

/// <summary>
/// The one place where the timetable changes: reads the store, asks the core, writes the store, and decides again when somebody else was
/// first. Safe for concurrent use; several processes may share one database.
/// </summary>
public sealed class OperationsControl(World world, FlightStore store) : IDisposable
{
    private const int MostDecisions = 5;

    // After so many that others overtook, a request decides while no other of this process writes, so that it is not overtaken for ever.
    private const int FreeDecisions = 3;
    private const int MostCargo = 50;
    private const int LongestCargo = 200;

    // Flights that departed longer ago than this, and are not the last of their tail or pack, matter to no decision: neither their claims nor the
    // charge of what they flew with. All is read anew as often, so that the timetable does not grow for ever.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(8);

    private readonly World shipped = world;
    private readonly SemaphoreSlim refreshing = new(1, 1);
    private readonly Lock sharing = new();
    private readonly CancellationTokenSource stopping = new();
    private Timetable timetable = Timetable.Empty(new FleetRegister([], []));
    private StoredAirspace airspace = StoredAirspace.Empty;
    private FleetRegister storedFleet = new([], []);
    private NetworkBook network = NetworkBook.Of(world, new FleetRegister([], []), []);
    private long revision;
    private DateTimeOffset readAt = DateTimeOffset.MinValue;
    private string zonesInUse = string.Empty;
    private long zonesRevision = -1;
    private long forecastRevision = -1;
    private Task<OperationsSnapshot>? next;

    /// <summary>Called between a decision to schedule and its commit. Tests hold two processes apart here.</summary>
    public Func<CancellationToken, Task> BetweenDecisionAndCommit { get; init; } = _ => Task.CompletedTask;

    /// <summary>The clock of what nobody asked for with an instant.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>With the zones and the forecast of the last snapshot.</summary>
    public World World { get; private set; } = world;

    /// <summary>Where the zones come from that were imported; null: those that ship are all.</summary>
    public AirspaceDesk? Airspace { get; set; }

    /// <summary>Where the forecast in force comes from; null: there is none.</summary>
    public ForecastDesk? Forecasts { get; set; }

    public FlightStore Store { get; } = store;

    /// <summary>Brings the database up to date and loads it.</summary>
    /// <param name="fleet">Tails and packs to add; where none is named and the database has none, one of each type is assumed at every site.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    public async Task OpenAsync(FleetRegister? fleet, CancellationToken cancellationToken)
    {
        await Store.MigrateAsync(cancellationToken);
        await AddFleetAsync(fleet, cancellationToken);
        await CurrentAsync(cancellationToken);
    }

    /// <summary>Adds tails and packs, or the assumed fleet where there is none at all.</summary>
    public async Task AddFleetAsync(FleetRegister? fleet, CancellationToken cancellationToken)
    {
        if (fleet is not null || (await Store.CountFleetAsync(cancellationToken)).Tails == 0)
        {
            await Store.AddFleetAsync(fleet ?? World.AssumedFleet(), FlightMessages.Micros(Clock.GetUtcNow()), cancellationToken);
        }
    }

    /// <summary>The timetable as the database has it now.</summary>
    public async Task<Timetable> CurrentAsync(CancellationToken cancellationToken) => (await SnapshotAsync(cancellationToken)).Timetable;

    /// <summary>All that the database knows now. Those who ask while it is being read share the next reading.</summary>
    /// <exception cref="StoredAirspaceException">Something stored cannot be read.</exception>
    /// <exception cref="StorageException">The database was found damaged.</exception>
    public async Task<OperationsSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        Store.Writers.Faults.RequireSound();
        if (await refreshing.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return await ReadInTurnAsync(cancellationToken);
        }

        Task<OperationsSnapshot> shared;
        lock (sharing)
        {
            // One that has not begun to read will see all that is there by now.
            shared = next ??= ReadNextAsync();
        }

        return await shared.WaitAsync(cancellationToken);
    }

    private async Task<OperationsSnapshot> ReadNextAsync()
    {
        // It must not begin before it stands in its place, and is asked for before the service stops.
        var stopped = stopping.Token;
        await Task.Yield();
        await refreshing.WaitAsync(CancellationToken.None);
        lock (sharing)
        {
            next = null;
        }

        return await ReadInTurnAsync(stopped);
    }

    private async Task<OperationsSnapshot> ReadInTurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return await ReadAsync(cancellationToken);
        }
        finally
        {
            refreshing.Release();
        }
    }

    private async Task<OperationsSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        var heads = await Store.Reads.HeadsAsync(cancellationToken);
        var now = Clock.GetUtcNow();
        var changes = await Store.Reads.ChangesAsync(revision, heads.Flights, cancellationToken);

        // Where one of long ago is cancelled, its tail stood and its pack was charged as the one before it left them, which was not kept.
        if (!(now - readAt < Kept) || changes.Any(change => change.Row.State == FlightStore.CancelledState && FlightMessages.Instant(change.Row.DepartureUs) < now - Kept))
        {
            readAt = DateTimeOffset.MinValue;
            timetable = Timetable.Empty(timetable.Fleet).WithClosures(timetable.Closures);
            changes = await Store.Reads.StandingAsync(FlightMessages.Micros(now - Kept), heads.Flights, cancellationToken);
        }

        foreach (var (row, claims) in changes)
        {
            timetable = timetable.Without(row.Id);
            if (row.State != FlightStore.CancelledState)
            {
                timetable = timetable.With(FlightMessages.Scheduled(row, claims));
            }
        }

        (revision, readAt) = (heads.Flights, readAt == DateTimeOffset.MinValue ? now : readAt);

        var stored = heads.Airspace == airspace.Revision ? airspace : await Store.Airspace.ReadAsync(cancellationToken);
        await RefreshNetworkAsync(heads, stored, cancellationToken);
        if (stored.Revision != airspace.Revision)
        {
            timetable = timetable.WithClosures(ClosureMessages.Register(stored, World));
            airspace = stored;
        }

        // Zones, obstacles and forecasts count revisions of the airspace too: what comes in after it was read is seen the next time.
        await RefreshZonesAsync(cancellationToken);
        await RefreshForecastAsync(cancellationToken);
        return new OperationsSnapshot(World, timetable, airspace) { Network = network, ZonesInUse = zonesInUse };
    }

    private async Task RefreshNetworkAsync(StoredHeads heads, StoredAirspace stored, CancellationToken cancellationToken)
    {
        // Rows of tails and packs are only ever added, so their number tells; what is changed of them counts a revision.
        var isOtherFleet = (heads.Tails, heads.Packs) != (storedFleet.Aircraft.Count, storedFleet.Packs.Count);
        if (!isOtherFleet && stored.Records.Select(row => row.Revision).DefaultIfEmpty().Max() == network.Revision)
        {
            return;
        }

        var fleet = await Store.ReadFleetAsync(cancellationToken);
        var now = NetworkBook.Of(shipped, fleet, stored.Records);
        (World, timetable, storedFleet, network) = (now.Apply(World, network), timetable.WithFleet(now.Fleet), fleet, now);
    }

    private async Task RefreshZonesAsync(CancellationToken cancellationToken)
    {
        if (Airspace is null || zonesRevision == airspace.Revision)
        {
            return;
        }

        // Closures of sites and routes raise the revision as well; maps are laid out anew only where zones, obstacles or closed regions changed.
        var now = await Airspace.CurrentAsync(cancellationToken);
        var regions = timetable.Closures.Regions;
        var inUse = string.Join(' ', now.Imported.Select(set => FormattableString.Invariant($"{set.Id}@{set.File!.Revision}"))
            .Concat(now.ObstacleSets.Select(set => FormattableString.Invariant($"{set.Id}@{set.File.Revision}o")))
            .Concat(regions.Select(region => region.Id.ToString())));
        if (inUse != zonesInUse)
        {
            var closed = new GeozoneSet("closed regions", regions, new GeozoneProvenance("closures of this service", SourceStatus.Published, "none"));
            World = World.With(World.Space.With([.. now.Sets.Select(set => set.Zones), closed], now.Obstacles));
            zonesInUse = inUse;
        }

        zonesRevision = airspace.Revision;
    }

    private async Task RefreshForecastAsync(CancellationToken cancellationToken)
    {
        if (Forecasts is not null && forecastRevision != airspace.Revision)
        {
            World = World.With(await Forecasts.InForceAsync(cancellationToken));
            forecastRevision = airspace.Revision;
        }
    }

    /// <summary>Decides a flight and stores it if the verdict is GO. Idempotent by request id.</summary>
    /// <param name="request">The raw request.</param>
    /// <param name="now">The instant of the decision.</param>
    /// <param name="cancellationToken">Stops before the commit, never in it.</param>
    /// <exception cref="BadRequestException">Malformed, or about something that does not exist.</exception>
    /// <exception cref="RequestIdReusedException">The request id belongs to another request, or was answered more than a day ago.</exception>
    /// <exception cref="ContentionException">Overtaken too often.</exception>
    public async Task<ScheduleOutcome> ScheduleAsync(V1.ScheduleFlightRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Store.Writers.Faults.RequireSound();
        var fields = new FieldReader();
        ReadEnvelope(request, fields);
        var fingerprint = SHA256.HashData(request.ToByteArray());
        if (Guid.TryParseExact(request.RequestId, "D", out _) && await ReplayAsync(request.RequestId, fingerprint, now, cancellationToken) is { } earlier)
        {
            return earlier;
        }

        var at = await SnapshotAsync(cancellationToken);
        var question = ReadQuestion(request, fields, at, now);
        for (var attempt = 0; attempt < MostDecisions; attempt++)
        {
            using var turn = attempt < FreeDecisions ? null : await Store.Writers.Turns.TakeAsync(cancellationToken);
            if (attempt > 0)
            {
                // A claim clashed, or the tail or pack was given another flight: the database knows more than this snapshot did.
                at = await SnapshotAsync(cancellationToken);

                // A site, a tail or a pack that was deleted meanwhile is not flown to or with.
                question = ReadQuestion(request, new FieldReader(), at, now);
            }

            // The forecast may be another one than at the attempt before.
            var decision = CheckFlight.Decide(at.World, at.Timetable, question with { Forecast = at.World.Forecast }, now, DecisionPurpose.Schedule);
            if (decision.Verdict != Verdict.Go)
            {
                // What stands in the way may be this very request, stored by a copy of it that came a moment earlier.
                return await ReplayAsync(request.RequestId, fingerprint, now, cancellationToken)
                    ?? new ScheduleOutcome(null, decision, LostRace: attempt > 0);
            }

            var id = $"f{Store.Writers.Around.NewId():N}";
            var row = FlightMessages.Row(id, request, decision, now);
            var claims = FlightMessages.Claims(id, decision);
            if (request.ValidateOnly)
            {
                var preview = FlightMessages.Write(row, claims);
                (preview.Name, preview.Etag) = (string.Empty, string.Empty);
                return new ScheduleOutcome(preview, null, LostRace: false);
            }

            await BetweenDecisionAndCommit(cancellationToken);
            var commit = Commit(request, at.Timetable, decision, row, claims, fingerprint, now);
            switch (turn is null ? await Store.CommitAsync(commit, cancellationToken) : await Store.CommitInTurnAsync(commit, cancellationToken))
            {
                case CommitOutcome.Committed:
                    return new ScheduleOutcome(FlightMessages.Write(row, claims), null, LostRace: false);
                case CommitOutcome.Replayed:
                    return (await ReplayAsync(request.RequestId, fingerprint, now, cancellationToken))!;
            }
        }

        throw new ContentionException();
    }

    public void Dispose()
    {
        // A reading under way has the database open, whether or not anybody still waits for it; one that waits for its turn ends before it begins.
        stopping.Cancel();
        refreshing.Wait();
        refreshing.Release();
        stopping.Dispose();
        Store.Dispose();
    }

    private static void ReadEnvelope(V1.ScheduleFlightRequest request, FieldReader fields)
    {
        fields.RequestId(request.RequestId);
        if (fields.Count("cargo", request.Cargo.Count, MostCargo))
        {
            for (var i = 0; i < request.Cargo.Count; i++)
            {
                fields.Text($"cargo[{i}]", request.Cargo[i], LongestCargo);
            }
        }
    }

    private static FlightQuestion ReadQuestion(V1.ScheduleFlightRequest request, FieldReader fields, OperationsSnapshot at, DateTimeOffset now)
    {
        var question = FlightPlanReader.Read(request.Flight, "flight", fields, at.World, at.Timetable.Fleet, now, departureRequired: true);
        if (question is not null && request.Flight.DepartureTime is not null && question.Departure < now)
        {
            fields.Add("flight.departure_time", "START_IN_PAST", $"is {question.Departure:yyyy-MM-ddTHH:mm:ssZ}, before {now.ToUniversalTime():yyyy-MM-ddTHH:mm:ssZ}; expected an instant to come.");
        }

        fields.ThrowIfAny();
        return question!;
    }

    private async Task<ScheduleOutcome?> ReplayAsync(string requestId, byte[] fingerprint, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (flight, answered) = await Store.Reads.AnswerAsync(Caller.LocalOrganization, requestId, FlightMessages.Micros(now), cancellationToken);
        if (answered is not { } earlier)
        {
            return flight is null ? null : throw new RequestIdExpiredException(requestId, $"flights/{flight}");
        }

        return CryptographicOperations.FixedTimeEquals(earlier.Fingerprint, fingerprint)
            ? new ScheduleOutcome(V1.ScheduleFlightResponse.Parser.ParseFrom(earlier.Response).Flight, null, LostRace: false)
            : throw RequestIdReusedException.ByAnother(requestId);
    }

    private static FlightCommit Commit(
        V1.ScheduleFlightRequest request,
        Timetable current,
        Dispatch.Decision decision,
        FlightRow row,
        IReadOnlyList<ClaimRow> claims,
        byte[] fingerprint,
        DateTimeOffset now)
    {
        return new FlightCommit(
            row,
            claims,
            new RequestRow { RequestId = request.RequestId, Fingerprint = fingerprint, Response = [], CreateUs = FlightMessages.Micros(now) },
            Respond,
            Neighbours(ResourceNames.Of(decision.Aircraft!.Id)),
            Neighbours(ResourceNames.Of(decision.Pack!.Id)),
            current.Closures.Revision);

        byte[] Respond(long revision)
        {
            row.Revision = revision;
            return new V1.ScheduleFlightResponse { Flight = FlightMessages.Write(row, claims) }.ToByteArray();
        }

        Neighbours Neighbours(string resource) => new(
            current.LastBefore(resource, decision.Question.Departure)?.Id,
            current.FirstFrom(resource, decision.Question.Departure)?.Id);
    }
}
