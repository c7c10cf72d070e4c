using System.Collections.Immutable;

namespace DroneLogistics.Scheduling.Intents;

/// <summary>Who holds which cell of the airspace: a value that does not change.</summary>
/// <remarks>In one cell claims at several heights overlap in time, so that they are looked through; a cell sees tens of flights a day.</remarks>
public sealed class AirspaceBook
{
    /// <summary>Nothing is held.</summary>
    public static readonly AirspaceBook Empty = new(ImmutableDictionary.Create<string, ImmutableArray<(Claim, ScheduledFlight)>>(StringComparer.Ordinal));

    private readonly ImmutableDictionary<string, ImmutableArray<(Claim Claim, ScheduledFlight Flight)>> byCell;

    private AirspaceBook(ImmutableDictionary<string, ImmutableArray<(Claim Claim, ScheduledFlight Flight)>> byCell) => this.byCell = byCell;

    /// <summary>This book and the airspace of one more flight.</summary>
    /// <exception cref="ClaimClashException">It claims what another flight, or itself, holds.</exception>
    public AirspaceBook With(ScheduledFlight flight)
    {
        var cells = byCell.ToBuilder();
        foreach (var claim in flight.Claims.Where(claim => claim.Kind == ClaimKind.Airspace))
        {
            var held = cells.TryGetValue(claim.Resource, out var before) ? before : [];
            foreach (var (other, holder) in held)
            {
                if (other.Overlaps(claim))
                {
                    throw new ClaimClashException(flight.Id, claim, holder.Id, other.Window);
                }
            }

            cells[claim.Resource] = held.Add((claim, flight));
        }

        return new AirspaceBook(cells.ToImmutable());
    }

    /// <summary>This book without the airspace of a flight that is in it.</summary>
    public AirspaceBook Without(ScheduledFlight flight)
    {
        var cells = byCell.ToBuilder();
        foreach (var cell in flight.Claims.Where(claim => claim.Kind == ClaimKind.Airspace).Select(claim => claim.Resource).Distinct(StringComparer.Ordinal))
        {
            cells[cell] = cells[cell].RemoveAll(entry => entry.Flight.Id == flight.Id);
        }

        return new AirspaceBook(cells.ToImmutable());
    }

    /// <summary>Whether another flight holds something of these claims.</summary>
    public bool IsHeldIn(IEnumerable<Claim> asked) => AtHeightOf(asked).Any(pair => pair.Asked.Window.Overlaps(pair.Held.Window));

    /// <summary>Every claim on a cell of these at a common height, whenever it is.</summary>
    public IEnumerable<(Claim Asked, Claim Held, ScheduledFlight Flight)> AtHeightOf(IEnumerable<Claim> asked)
    {
        foreach (var claim in asked)
        {
            foreach (var (held, flight) in byCell.GetValueOrDefault(claim.Resource, []))
            {
                if (held.Band.Overlaps(claim.Band))
                {
                    yield return (claim, held, flight);
                }
            }
        }
    }
}
