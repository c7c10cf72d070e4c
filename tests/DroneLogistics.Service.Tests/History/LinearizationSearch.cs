namespace DroneLogistics.Service.Tests.History;

/// <summary>
/// Whether there is any order of some operations, each at one moment between its invocation and its answer, in which one clerk with one book
/// gives the same answers. Tries every order: for a dozen operations at most. Shares no code with the checker that it judges.
/// </summary>
internal static class LinearizationSearch
{
    public static bool HasOrder(IReadOnlyList<Operation> history) => Place([.. history], new Dictionary<string, Clerk.Entry>(), []);

    /// <summary>Whether what is open can follow on a book; <paramref name="failed"/> holds those of which it is known that they cannot.</summary>
    private static bool Place(List<Operation> open, Dictionary<string, Clerk.Entry> book, HashSet<string> failed)
    {
        if (open.TrueForAll(operation => operation.Answer == Answer.Unknown))
        {
            return true;
        }

        var here = string.Join(' ', open.Select(operation => $"{operation.Client}:{operation.Invoked}").Append("|").Concat(book.Values.Select(entry => $"{entry.RequestId}={entry.FlightId}{(entry.Cancelled ? "x" : string.Empty)}").Order()));
        if (failed.Contains(here))
        {
            return false;
        }

        foreach (var operation in open)
        {
            // Nothing that was answered before this was sent off may come after it.
            if (open.Exists(other => other.Completed < operation.Invoked))
            {
                continue;
            }

            var rest = open.Where(other => !ReferenceEquals(other, operation)).ToList();
            foreach (var next in Clerk.Outcomes(operation, book))
            {
                if (Place(rest, next, failed))
                {
                    return true;
                }
            }
        }

        failed.Add(here);
        return false;
    }

    /// <summary>The rules of the book.</summary>
    private static class Clerk
    {
        public sealed record Entry(string RequestId, string FlightId, string Body, IReadOnlyList<Held> Holds, bool Cancelled);

        /// <summary>The books that may lie there after an operation with the answer it got; none where the clerk would have answered otherwise.</summary>
        public static IEnumerable<Dictionary<string, Entry>> Outcomes(Operation operation, Dictionary<string, Entry> book)
        {
            switch (operation.Kind)
            {
                case OperationKind.Book:
                    var known = book.Values.FirstOrDefault(entry => entry.RequestId == operation.RequestId);
                    var isFree = !book.Values.Any(entry => !entry.Cancelled && entry.Holds.Any(hold => operation.Holds.Any(hold.Meets)));
                    if (operation.Answer == Answer.Ok)
                    {
                        // A flight of which nobody was told gets its id from whoever is told first.
                        if (known is null ? isFree && !book.ContainsKey(operation.FlightId) : known.FlightId == operation.FlightId && known.Body == operation.Body)
                        {
                            yield return known is null ? With(book, Written(operation, operation.FlightId)) : book;
                        }
                        else if (known?.FlightId.StartsWith('?') == true && !book.ContainsKey(operation.FlightId))
                        {
                            var named = new Dictionary<string, Entry>(book);
                            named.Remove(known.FlightId);
                            yield return With(named, known with { FlightId = operation.FlightId, Body = operation.Body });
                        }
                    }
                    else if (operation.Answer == Answer.Refused)
                    {
                        if (known is null && !isFree)
                        {
                            yield return book;
                        }
                    }
                    else
                    {
                        yield return book;
                        if (known is null && isFree)
                        {
                            yield return With(book, Written(operation, $"?{operation.RequestId}"));
                        }
                    }

                    break;
                case OperationKind.Cancel:
                    if (book.TryGetValue(operation.FlightId, out var entry) && !(entry.Cancelled && operation.Answer == Answer.Refused))
                    {
                        yield return With(book, entry with { Cancelled = true });
                    }

                    if (operation.Answer == Answer.Unknown)
                    {
                        yield return book;
                    }

                    break;
                default:
                    var live = book.Values.Where(entry => !entry.Cancelled).ToList();
                    if (operation.Answer == Answer.Unknown || (live.Count == operation.Seen.Count && live.TrueForAll(entry => operation.Seen.Any(seen => Is(seen, entry)))))
                    {
                        yield return book;
                    }

                    break;
            }
        }

        private static bool Is(SeenFlight seen, Entry entry) =>
            (seen.Id == entry.FlightId || entry.FlightId.StartsWith('?')) && seen.Holds.Count == entry.Holds.Count && seen.Holds.All(entry.Holds.Contains);

        private static Entry Written(Operation operation, string id) => new(operation.RequestId, id, operation.Body, operation.Holds, Cancelled: false);

        private static Dictionary<string, Entry> With(Dictionary<string, Entry> book, Entry entry) => new(book) { [entry.FlightId] = entry };
    }
}
