using DroneLogistics.Geodesy;
using DroneLogistics.Sites;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch.Legs;

/// <summary>What a table is at.</summary>
public enum LegStage
{
    None = 0,

    /// <summary>Laying out ways; the maps first.</summary>
    Ways,

    /// <summary>Flying.</summary>
    Flights,
}

/// <summary>Does pieces of work, each once, in any order and on any threads; may throw to end it. The result depends on neither.</summary>
/// <param name="stage">Of the table.</param>
/// <param name="count">How many pieces.</param>
/// <param name="work">One of them, by its number.</param>
public delegate void LegWork(LegStage stage, int count, Action<int> work);

/// <summary>Makes leg tables. Pure: equal arguments give equal tables, bit for bit.</summary>
public static class LegTableBuild
{
    /// <summary>One piece of work after the other.</summary>
    public static readonly LegWork OneByOne = (_, count, work) =>
    {
        for (var i = 0; i < count; i++)
        {
            work(i);
        }
    };

    /// <summary>Simulates what is not known yet.</summary>
    /// <param name="question">What the table holds.</param>
    /// <param name="before">An earlier table, of which rows are kept that no changed number of the forecast touches; null: there is none.</param>
    /// <param name="run">Does the work.</param>
    public static LegTable Build(LegTableQuestion question, LegTable? before, LegWork run)
    {
        var legs = Legs(question);
        var ways = LegWays.Lay(question, legs, before?.Ways, run);
        var kept = before is not null && before.Ways == ways && before.Question.PayloadSteps == question.PayloadSteps ? KeptRows.Of(question, before) : null;
        var strongest = Strongest(question);
        var columns = new LegColumn[ways.Count];
        run(LegStage.Flights, columns.Length, index =>
        {
            var leg = legs[index / question.Types.Count];
            var flights = new LegFlights(question, leg.Origin, leg.Destination, question.Types[index % question.Types.Count], ways[index], strongest);
            columns[index] = flights.Fly(kept, before?.Columns[index]);
        });
        return new LegTable(question, legs, ways, columns, waysLaid: before?.Ways == ways ? 0 : ways.Count);
    }

    /// <summary>Every directed leg, in the order of the table.</summary>
    internal static IReadOnlyList<(Site Origin, Site Destination)> Legs(LegTableQuestion question) =>
        [.. from origin in question.World.Sites.All from destination in question.World.Sites.All where origin != destination select (origin, destination)];

    /// <summary>The strongest mean wind that the forecast tells at the policy's cruise altitude: between its points it is weaker.</summary>
    private static Speed Strongest(LegTableQuestion question) =>
        (from grid in question.Forecast.Grids
         from instant in question.Forecast.ValidTimes
         from latitude in grid.LatitudesDegrees
         from longitude in grid.LongitudesDegrees
         let wind = question.Forecast.WindAt(new LatLon(latitude, longitude), question.World.Policy.Flight.CruiseAltitude, instant)
         where wind is not null
         select wind.Value.Speed).Append(Speed.Zero).Max();
}
