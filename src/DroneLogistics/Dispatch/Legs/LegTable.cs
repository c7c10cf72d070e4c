using DroneLogistics.Fleet;
using DroneLogistics.Sites;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch.Legs;

/// <summary>
/// Every directed leg in every type, payload and hour of a forecast, flown ahead. A quote between its rows has an error bound; where there is none
/// the table does not answer.
/// </summary>
/// <remarks>
/// A row stands for the checks of payload, wind, model validity, thrust margin, energy reserve, battery power and cell temperature of a flight
/// with a full pack of the assumed health on the approved way. It does not stand for the others: sites, pads, tails, packs, closures, zones and
/// slots at their times, terrain, pad wind, precipitation, visibility, icing, lightning, the age of the forecast, alternates and probability.
/// </remarks>
public sealed class LegTable
{
    private readonly Dictionary<(SiteId, SiteId, AircraftTypeId), LegColumn> byLeg;

    internal LegTable(LegTableQuestion question, IReadOnlyList<(Site Origin, Site Destination)> legs, LegWays ways, IReadOnlyList<LegColumn> columns, int waysLaid)
    {
        (Question, Ways, Columns, WaysLaid, LegCount) = (question, ways, columns, waysLaid, legs.Count);
        byLeg = columns.ToDictionary(column => (column.Origin.Id, column.Destination.Id, column.Type.Id));
        RowCount = columns.Sum(column => (long)column.Rows.Length);
        FlownRows = columns.Sum(column => (long)column.FlownRows);
        FlyingRows = columns.Sum(column => column.Rows.LongCount(row => row.Flies));
    }

    public LegTableQuestion Question { get; }

    public LegWays Ways { get; }

    /// <summary>By leg, then type.</summary>
    public IReadOnlyList<LegColumn> Columns { get; }

    /// <summary>Directed legs.</summary>
    public int LegCount { get; }

    public long RowCount { get; }

    /// <summary>Rows that were simulated for this table; the others were taken over, or have no way.</summary>
    public long FlownRows { get; }

    /// <summary>Rows that no limit of the table refuses.</summary>
    public long FlyingRows { get; }

    /// <summary>Ways that were looked for to make this table; 0 where those from before stand.</summary>
    public int WaysLaid { get; }

    /// <summary>All flights of a leg and type; null: none.</summary>
    public LegColumn? Find(SiteId origin, SiteId destination, AircraftTypeId type) => byLeg.GetValueOrDefault((origin, destination, type));

    /// <summary>Looks a flight up.</summary>
    public LegQuote Quote(SiteId origin, SiteId destination, AircraftTypeId type, Mass payload, DateTimeOffset departure)
    {
        if (Find(origin, destination, type) is not { } column)
        {
            return new LegQuote { Miss = LegMiss.UnknownLeg };
        }

        var step = payload.Kilograms / LegTableQuestion.MostPayload(column.Type).Kilograms * (Question.PayloadSteps - 1);
        if (!(step >= 0 && step <= Question.PayloadSteps - 1))
        {
            return new LegQuote { Miss = LegMiss.PayloadOutside, Column = column };
        }

        var hour = (departure - Question.First) / TimeSpan.FromHours(1);
        return hour >= 0 && hour <= Question.Hours - 1
            ? LegCell.Quote(column, Question.World.Policy, hour, step)
            : new LegQuote { Miss = LegMiss.DepartureOutside, Column = column };
    }
}
