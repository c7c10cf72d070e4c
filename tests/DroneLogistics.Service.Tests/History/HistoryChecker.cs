namespace DroneLogistics.Service.Tests.History;

/// <summary>What no correct service can have answered.</summary>
public enum AnomalyKind
{
    /// <summary>Two flights surely held one thing at one time.</summary>
    Overlap,

    /// <summary>A flight was acknowledged, not cancelled, and not told by a later read.</summary>
    LostAcknowledgement,

    /// <summary>Refused though no flight can have stood in the way.</summary>
    UnjustifiedRefusal,

    /// <summary>A read told a flight after its cancellation was acknowledged.</summary>
    StaleRead,

    /// <summary>A read told a flight that nobody can have booked, or that holds something else than what was booked.</summary>
    Phantom,

    /// <summary>One request got two flights, or two different answers.</summary>
    TwoAnswers,
}

/// <summary>One anomaly.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Text">Which operations, in words.</param>
public sealed record Anomaly(AnomalyKind Kind, string Text);

/// <summary>
/// Judges what clients saw, without looking into the service: a booking takes effect at one moment between its invocation and its answer,
/// and so does a cancellation. Sound: what it reports cannot come from a service that does one thing after the other; it need not find
/// every history of which no order exists. O(n log n) but for pairs of bookings that want the same thing at the same time.
/// </summary>
public static class HistoryChecker
{
    public static IReadOnlyList<Anomaly> Check(IReadOnlyList<Operation> history)
    {
        var bookings = Bookings(history, out var anomalies);
        var index = new HoldIndex(bookings);
        anomalies.AddRange(Overlaps(index));
        anomalies.AddRange(Refusals(history, index));
        anomalies.AddRange(Reads(history, bookings));
        return anomalies;
    }

    /// <summary>The tries of each request as one booking, with the moments between which its flight may have and must have stood.</summary>
    private static List<Booking> Bookings(IReadOnlyList<Operation> history, out List<Anomaly> anomalies)
    {
        anomalies = [];
        var cancels = history.Where(operation => operation.Kind == OperationKind.Cancel && operation.Answer != Answer.Refused).ToLookup(cancel => cancel.FlightId);
        var bookings = new List<Booking>();
        foreach (var tries in history.Where(operation => operation.Kind == OperationKind.Book && operation.Answer != Answer.Refused).GroupBy(booking => booking.RequestId))
        {
            var done = tries.Where(one => one.Answer == Answer.Ok).ToList();
            if (done.Select(one => (one.FlightId, one.Body)).Distinct().Count() > 1)
            {
                anomalies.Add(new(AnomalyKind.TwoAnswers, $"request {tries.Key} was answered by flights {string.Join(", ", done.Select(one => one.FlightId).Distinct())} with {done.Select(one => one.Body).Distinct().Count()} bodies"));
            }

            // Where one request made two flights, each is judged on its own.
            foreach (var same in done.Count == 0 ? [[]] : done.GroupBy(one => one.FlightId).Select(group => group.ToList()))
            {
                var ends = same.Count == 0 ? [] : cancels[same[0].FlightId].ToList();
                bookings.Add(new Booking(
                    tries.Key,
                    same.Count == 0 ? null : same[0].FlightId,
                    (same.Count == 0 ? tries.First() : same[0]).Holds,
                    MayFrom: tries.Min(one => one.Invoked),
                    MustFrom: same.Count == 0 ? long.MaxValue : same.Min(one => one.Completed),
                    MustTo: ends.Count == 0 ? long.MaxValue : ends.Min(end => end.Invoked),
                    MayTo: ends.Where(end => end.Answer == Answer.Ok).Select(end => end.Completed).DefaultIfEmpty(long.MaxValue).Min()));
            }
        }

        return bookings;
    }

    private static IEnumerable<Anomaly> Overlaps(HoldIndex index)
    {
        foreach (var (one, other, hold) in index.Pairs())
        {
            var (from, to) = (Math.Max(one.MustFrom, other.MustFrom), Math.Min(one.MustTo, other.MustTo));
            if (from < to)
            {
                yield return new(AnomalyKind.Overlap, $"flights {one.FlightId} and {other.FlightId} both held {hold.Resource} from {hold.Window.Start:O} at moments {from} to {to}");
            }
        }
    }

    private static IEnumerable<Anomaly> Refusals(IReadOnlyList<Operation> history, HoldIndex index) =>
        from refused in history
        where refused is { Kind: OperationKind.Book, Answer: Answer.Refused }
        where !index.Meeting(refused.Holds).Any(booking => booking.RequestId != refused.RequestId && booking.MayFrom < refused.Completed && booking.MayTo > refused.Invoked)
        select new Anomaly(AnomalyKind.UnjustifiedRefusal, $"request {refused.RequestId} of client {refused.Client} was refused between {refused.Invoked} and {refused.Completed} with nothing in its way");

    private static IEnumerable<Anomaly> Reads(IReadOnlyList<Operation> history, List<Booking> bookings)
    {
        var byId = bookings.Where(booking => booking.FlightId is not null).ToDictionary(booking => booking.FlightId!);
        var unresolved = bookings.Where(booking => booking.FlightId is null).ToList();
        foreach (var read in history.Where(operation => operation is { Kind: OperationKind.Read, Answer: Answer.Ok }))
        {
            var seen = read.Seen.Select(flight => flight.Id).ToHashSet(StringComparer.Ordinal);
            foreach (var booking in bookings.Where(booking => booking.MustFrom < read.Invoked && booking.MustTo > read.Completed && !seen.Contains(booking.FlightId!)))
            {
                yield return new(AnomalyKind.LostAcknowledgement, $"flight {booking.FlightId} was acknowledged at {booking.MustFrom} and is not told by the read from {read.Invoked} to {read.Completed}");
            }

            foreach (var flight in read.Seen)
            {
                if (byId.TryGetValue(flight.Id, out var booking))
                {
                    if (booking.MayTo < read.Invoked)
                    {
                        yield return new(AnomalyKind.StaleRead, $"flight {flight.Id} was cancelled by {booking.MayTo} and is told by the read from {read.Invoked}");
                    }

                    if (booking.MayFrom > read.Completed || !SameHolds(booking.Holds, flight.Holds))
                    {
                        yield return new(AnomalyKind.Phantom, $"flight {flight.Id} is told by the read from {read.Invoked}, before it was asked for or with other claims");
                    }
                }
                else if (!unresolved.Any(request => request.MayFrom < read.Completed && (flight.RequestId.Length > 0 ? request.RequestId == flight.RequestId : SameHolds(request.Holds, flight.Holds))))
                {
                    yield return new(AnomalyKind.Phantom, $"flight {flight.Id} is told by the read from {read.Invoked}, and nobody asked for it");
                }
            }
        }
    }

    private static bool SameHolds(IReadOnlyList<Held> these, IReadOnlyList<Held> those) => these.Count == those.Count && these.ToHashSet().SetEquals(those);

    /// <summary>One request with all its tries.</summary>
    /// <param name="RequestId">The request.</param>
    /// <param name="FlightId">The flight that was acknowledged; null: no client was told.</param>
    /// <param name="Holds">What the flight holds.</param>
    /// <param name="MayFrom">It cannot have stood before.</param>
    /// <param name="MustFrom">It stood from here on.</param>
    /// <param name="MustTo">It stood up to here.</param>
    /// <param name="MayTo">It cannot have stood after.</param>
    private sealed record Booking(string RequestId, string? FlightId, IReadOnlyList<Held> Holds, long MayFrom, long MustFrom, long MustTo, long MayTo);

    /// <summary>What bookings hold, by thing and start.</summary>
    private sealed class HoldIndex
    {
        private readonly Dictionary<string, (List<(Held Hold, Booking Booking)> ByStart, TimeSpan Longest)> things;

        public HoldIndex(IEnumerable<Booking> bookings) => things = bookings
            .SelectMany(booking => booking.Holds.Select(hold => (Hold: hold, Booking: booking)))
            .GroupBy(held => held.Hold.Resource)
            .ToDictionary(group => group.Key, group => (group.OrderBy(held => held.Hold.Window.Start).ToList(), group.Max(held => held.Hold.Window.End - held.Hold.Window.Start)));

        /// <summary>Bookings that want one thing at one time.</summary>
        public IEnumerable<(Booking One, Booking Other, Held Hold)> Pairs()
        {
            foreach (var (held, _) in things.Values)
            {
                for (var i = 0; i < held.Count; i++)
                {
                    for (var j = i + 1; j < held.Count && held[j].Hold.Window.Start < held[i].Hold.Window.End; j++)
                    {
                        if (!ReferenceEquals(held[i].Booking, held[j].Booking))
                        {
                            yield return (held[i].Booking, held[j].Booking, held[j].Hold);
                        }
                    }
                }
            }
        }

        /// <summary>Bookings that hold any of some things at their times.</summary>
        public IEnumerable<Booking> Meeting(IReadOnlyList<Held> wanted)
        {
            foreach (var want in wanted.Where(want => things.ContainsKey(want.Resource)))
            {
                var (held, longest) = things[want.Resource];
                var earliest = want.Window.Start - longest;
                var (low, high) = (0, held.Count);
                while (low < high)
                {
                    var middle = (low + high) / 2;
                    (low, high) = held[middle].Hold.Window.Start < earliest ? (middle + 1, high) : (low, middle);
                }

                for (var i = low; i < held.Count && held[i].Hold.Window.Start < want.Window.End; i++)
                {
                    if (held[i].Hold.Meets(want))
                    {
                        yield return held[i].Booking;
                    }
                }
            }
        }
    }
}
