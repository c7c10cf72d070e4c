using System.Globalization;
using System.Runtime.CompilerServices;
using DroneLogistics.Service.Store;

namespace DroneLogistics.Service;

/// <summary>
/// Tells what happens to flights, from the log of the database: a reader that is slow, or comes back with the number of the last change that it
/// has seen, misses nothing, and holds up nobody, as no more than one batch is held in memory for it.
/// </summary>
public sealed class FlightWatch(OperationsControl operations)
{
    private const int ChangesAtOnce = 100;

    // Another process on the same database does not wake this one.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private VerdictStore Verdicts => operations.Store.Verdicts;

    /// <summary>The present state of the flights and then their changes, or the changes after a token alone; until it is cancelled.</summary>
    /// <exception cref="BadRequestException">Malformed, or there is no such site.</exception>
    public async IAsyncEnumerable<V1.FlightChange> WatchAsync(V1.WatchFlightsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The number first: what happens while the present is read is told after it, perhaps a second time, and never left out.
        var head = await Verdicts.ReadHeadAsync(cancellationToken);
        var (filter, token) = Read(request, head);
        var seen = token ?? head;
        if (token is null)
        {
            await foreach (var present in PresentAsync(filter, cancellationToken))
            {
                yield return present;
            }

            yield return new V1.FlightChange { Kind = V1.FlightChange.Types.Kind.CaughtUp, ResumeToken = Token(head) };
        }

        while (true)
        {
            var next = Verdicts.NextChange;
            var changes = await Verdicts.ReadChangesAsync(seen, ChangesAtOnce, cancellationToken);
            foreach (var row in changes)
            {
                seen = row.Revision;
                if (await operations.Store.FindAsync(row.FlightId, cancellationToken) is { } flight && filter.Takes(flight.Row))
                {
                    var change = V1.FlightChange.Parser.ParseFrom(row.Message);
                    (change.Flight, change.ResumeToken) = (Shown(flight), Token(row.Revision));
                    yield return change;
                }
            }

            if (changes.Count == 0)
            {
                await Task.WhenAny(next, Task.Delay(Patience, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private (Filter Filter, long? Token) Read(V1.WatchFlightsRequest request, long head)
    {
        var fields = new FieldReader();
        var site = request.Site.Length > 0 ? FlightPlanReader.Site(request.Site, "site", fields, operations.World) : null;
        var from = fields.Instant("start_time", request.StartTime);
        var to = fields.Instant("end_time", request.EndTime);
        long? token = null;
        if (request.ResumeToken.Length > 0)
        {
            token = long.TryParse(request.ResumeToken, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= head ? number : null;
            if (token is null)
            {
                fields.Add("resume_token", "PAGE_TOKEN", "is none of this service; expected resume_token of a change that it told, or none to begin with the present state.");
            }
        }

        fields.ThrowIfAny();
        return (new Filter(site?.Id.Text, from is { } start ? FlightMessages.Micros(start) : long.MinValue, to is { } end ? FlightMessages.Micros(end) : long.MaxValue), token);
    }

    private async IAsyncEnumerable<V1.FlightChange> PresentAsync(Filter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new FlightQuery(ShowCancelled: false, string.Empty, filter.FromUs, filter.ToUs, long.MinValue, string.Empty, ChangesAtOnce);
        while (true)
        {
            var flights = await operations.Store.ListAsync(query, cancellationToken);
            foreach (var flight in flights.Where(flight => filter.Takes(flight.Row)))
            {
                var stands = FlightVerdicts.Of(flight.Row);
                yield return new V1.FlightChange
                {
                    Kind = V1.FlightChange.Types.Kind.Present,
                    Flight = Shown(flight),
                    Verdict = stands.Verdict,
                    Codes = { FlightVerdicts.Codes(stands) },
                    Cause = stands.Cause,
                    ChangeTime = stands.SinceTime,
                };
            }

            if (flights.Count < ChangesAtOnce)
            {
                yield break;
            }

            query = query with { AfterDepartureUs = flights[^1].Row.DepartureUs, AfterId = flights[^1].Row.Id };
        }
    }

    private static V1.Flight Shown((FlightRow Row, IReadOnlyList<ClaimRow> Claims) flight)
    {
        var shown = FlightMessages.Write(flight.Row, flight.Claims);
        shown.Decision.Forecast = null;
        return shown;
    }

    private static string Token(long revision) => revision.ToString(CultureInfo.InvariantCulture);

    /// <summary>Which flights are told of.</summary>
    private sealed record Filter(string? Site, long FromUs, long ToUs)
    {
        public bool Takes(FlightRow row) =>
            (Site is null || row.Origin == Site || row.Destination == Site) && row.DepartureUs >= FromUs && row.DepartureUs < ToUs;
    }
}
