using System.Collections.Immutable;

namespace DroneLogistics.Scheduling.Intents;

/// <summary>Who holds which cell of the airspace: a value that does not change.</summary>
public sealed class AirspaceBook
{
    /// <summary>Nothing is held.</summary>
    public static readonly AirspaceBook Empty = new(ImmutableDictionary.Create<string, HeldCell>(StringComparer.Ordinal));

    private readonly ImmutableDictionary<string, HeldCell> byCell;

    private AirspaceBook(ImmutableDictionary<string, HeldCell> byCell) => this.byCell = byCell;

    /// <summary>This book and the airspace of one more flight.</summary>
    /// <exception cref="ClaimClashException">It claims what another flight, or itself, holds.</exception>
    public AirspaceBook With(ScheduledFlight flight)
    {
        var cells = byCell.ToBuilder();
        foreach (var claim in flight.Claims.Where(claim => claim.Kind == ClaimKind.Airspace))
        {
            var cell = cells.GetValueOrDefault(claim.Resource, HeldCell.Free);
            if (cell.FirstIn(claim) is { } clash)
            {
                throw new ClaimClashException(flight.Id, claim, clash.Flight.Id, clash.Claim.Window);
            }

            cells[claim.Resource] = cell.With(claim, flight);
        }

        return new AirspaceBook(cells.ToImmutable());
    }

    /// <summary>This book without the airspace of a flight that is in it.</summary>
    public AirspaceBook Without(ScheduledFlight flight)
    {
        var cells = byCell.ToBuilder();
        foreach (var cell in flight.Claims.Where(claim => claim.Kind == ClaimKind.Airspace).Select(claim => claim.Resource).Distinct(StringComparer.Ordinal))
        {
            cells[cell] = cells[cell].Without(flight.Id);
        }

        return new AirspaceBook(cells.ToImmutable());
    }

    /// <summary>Whether another flight holds something of these claims.</summary>
    public bool IsHeldIn(IReadOnlyList<Claim> asked)
    {
        foreach (var claim in asked)
        {
            if (byCell.TryGetValue(claim.Resource, out var cell) && cell.FirstIn(claim) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Every claim on a cell of these at a common height, whenever it is.</summary>
    public IEnumerable<(Claim Asked, Claim Held, ScheduledFlight Flight)> AtHeightOf(IEnumerable<Claim> asked)
    {
        foreach (var claim in asked)
        {
            foreach (var (held, flight) in byCell.GetValueOrDefault(claim.Resource, HeldCell.Free).ByStart)
            {
                if (held.Band.Overlaps(claim.Band))
                {
                    yield return (claim, held, flight);
                }
            }
        }
    }

    /// <summary>The claims on one cell. At several heights they overlap in time, so that whoever looks for one at a time must look back as far as the longest reaches.</summary>
    /// <param name="ByStart">By their start.</param>
    /// <param name="Longest">No claim is longer.</param>
    private readonly record struct HeldCell(ImmutableArray<(Claim Claim, ScheduledFlight Flight)> ByStart, TimeSpan Longest)
    {
        public static readonly HeldCell Free = new([], TimeSpan.Zero);

        public HeldCell With(Claim claim, ScheduledFlight flight) =>
            new(ByStart.Insert(FirstStartingAt(claim.Window.Start), (claim, flight)), claim.Window.Duration > Longest ? claim.Window.Duration : Longest);

        public HeldCell Without(string flight) => this with { ByStart = ByStart.RemoveAll(entry => entry.Flight.Id == flight) };

        /// <summary>The first claim that overlaps another in time and height; null: there is none.</summary>
        public (Claim Claim, ScheduledFlight Flight)? FirstIn(Claim asked)
        {
            for (var i = FirstStartingAt(asked.Window.Start - Longest); i < ByStart.Length && ByStart[i].Claim.Window.Start < asked.Window.End; i++)
            {
                if (ByStart[i].Claim.Band.Overlaps(asked.Band) && ByStart[i].Claim.Window.Overlaps(asked.Window))
                {
                    return ByStart[i];
                }
            }

            return null;
        }

        private int FirstStartingAt(DateTimeOffset start)
        {
            var (low, high) = (0, ByStart.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = ByStart[middle].Claim.Window.Start < start ? (middle + 1, high) : (low, middle);
            }

            return low;
        }
    }
}
