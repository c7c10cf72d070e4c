using CsCheck;
using DroneLogistics.Scheduling;
using DroneLogistics.Scheduling.Intents;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Scheduling.Intents;

/// <summary>Whether a cell is held is found by its times and heights, as a look at every claim finds it.</summary>
public sealed class AirspaceBookTests
{
    private static readonly Gen<Claim> Claims = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 600], Gen.Int[1, 90], Gen.Int[0, 8], Gen.Int[1, 4], (cell, start, minutes, low, high) =>
        new Claim(ClaimKind.Airspace, $"airspace/cells/{cell}", new TimeWindow(Worlds.Nine.AddMinutes(start), Worlds.Nine.AddMinutes(start + minutes))) { Band = new AltitudeCells(10 * low, 10 * (low + high)) });

    [Test]
    public void What_is_held_is_what_overlaps_one_of_all_claims_and_a_flight_that_overlaps_one_is_not_taken() =>
        Gen.Select(Claims.Array[1, 40], Claims.Array[1, 3], Gen.Int[0, 39]).Sample((wanted, asked, leaves) =>
        {
            var (book, held) = (AirspaceBook.Empty, new List<(string Id, Claim Claim)>());
            for (var i = 0; i < wanted.Length; i++)
            {
                var flight = Flight($"f{i}", wanted[i]);
                if (held.Exists(one => one.Claim.Overlaps(wanted[i])))
                {
                    Assert.That(() => book.With(flight), Throws.TypeOf<ClaimClashException>());
                }
                else
                {
                    book = book.With(flight);
                    held.Add((flight.Id, wanted[i]));
                }
            }

            if (held.Exists(one => one.Id == $"f{leaves}"))
            {
                book = book.Without(Flight($"f{leaves}", wanted[leaves]));
                held.RemoveAll(one => one.Id == $"f{leaves}");
            }

            Assert.That(book.IsHeldIn(asked), Is.EqualTo(held.Exists(one => asked.Any(one.Claim.Overlaps))));
            Assert.That(
                book.AtHeightOf(asked).Select(pair => (pair.Asked, pair.Flight.Id)),
                Is.EquivalentTo(asked.SelectMany(claim => held.Where(one => one.Claim.Resource == claim.Resource && one.Claim.Band.Overlaps(claim.Band)).Select(one => (claim, one.Id)))));
        });

    private static ScheduledFlight Flight(string id, Claim claim) =>
        Worlds.Flown(id, $"tail-{id}", $"pack-{id}", Worlds.West, Worlds.East, Worlds.Nine, Worlds.Nine.AddMinutes(10)) with { Claims = [claim] };
}
