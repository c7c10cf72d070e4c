using DroneLogistics.Performance;
using DroneLogistics.Units;
using MathNet.Numerics.RootFinding;

namespace DroneLogistics.Simulation;

/// <summary>How the cruise airspeed of a flight is chosen.</summary>
public enum CruiseRule
{
    /// <summary>The one that was asked, or the type's where none was.</summary>
    Fixed = 0,

    /// <summary>The least energy over the ground in the wind of the flight.</summary>
    BestRange,

    /// <summary>The least power.</summary>
    BestEndurance,

    /// <summary>The one with which the flight takes the time that was asked.</summary>
    ArriveAt,
}

/// <summary>Whether a choice stands at an end of the range of airspeeds.</summary>
public enum CruiseBound
{
    /// <summary>Inside of it.</summary>
    None = 0,

    /// <summary>At the slowest: the stall speed with its margin, or the least speed over the ground.</summary>
    Slowest,

    /// <summary>At the type's highest airspeed.</summary>
    Fastest,
}

/// <summary>The cruise airspeed that was chosen for a flight, and why.</summary>
/// <param name="Rule">How.</param>
/// <param name="Airspeed">What was chosen. Where no airspeed of the type makes its way in this wind the highest, so that the simulation says so.</param>
/// <param name="Bound">The range binds: a slower or faster one would serve the rule better.</param>
/// <param name="Reach">The shortest and the longest time from pad to pad, seconds; only of <see cref="CruiseRule.ArriveAt"/>, and null where there is none.</param>
public sealed record CruiseSelection(CruiseRule Rule, Speed Airspeed, CruiseBound Bound, (double ShortestSeconds, double LongestSeconds)? Reach)
{
    // Half of the microsecond in which instants are told: rounded up, the arrival is the one asked.
    private const double HalfMicrosecond = 0.5e-6;

    // Over 100 km at 20 m/s the time changes by 250 s a metre a second: 1e-10 m/s are 2.5e-8 s.
    private const double AccuracyMetresPerSecond = 1e-10;
    private const int RootSteps = 100;
    private const int Halvings = 50;

    /// <summary>Chooses the airspeed of a task.</summary>
    /// <param name="task">The flight; its airspeed is the one of <see cref="CruiseRule.Fixed"/>.</param>
    /// <param name="rule">How.</param>
    /// <param name="blockSeconds">Time from pad to pad; only read for <see cref="CruiseRule.ArriveAt"/>.</param>
    public static CruiseSelection Of(FlightTask task, CruiseRule rule, double blockSeconds)
    {
        if (rule == CruiseRule.Fixed)
        {
            return new CruiseSelection(rule, task.CruiseAirspeed, CruiseBound.None, null);
        }

        var type = task.Variation.Of(task.Type);
        var density = task.Atmosphere.DensityAt(task.CruiseAltitude);
        var walk = new PathWalk(task);
        var winds = walk.Winds(task.CruiseAltitude);
        var loadFactor = walk.Turns || task.Variation.HoldSeconds > 0 ? ProfileBuilder.TurnLoadFactor(type) : 1;
        if (CruiseSpeeds.Usable(type, task.TakeoffMass, density, loadFactor, InGusts(task, winds), task.Policy.MinGroundSpeed) is not { } range)
        {
            return new CruiseSelection(rule, type.MaxAirspeed, CruiseBound.Fastest, null);
        }

        return rule switch
        {
            CruiseRule.BestRange => Within(rule, range, CruiseSpeeds.BestRange(type, task.TakeoffMass, density, winds, range)),
            CruiseRule.BestEndurance => Within(rule, range, CruiseSpeeds.BestEndurance(type, task.TakeoffMass, density, range)),
            _ => Arriving(task, range, blockSeconds),
        };
    }

    /// <summary>The winds with the strength of the gust, which is that of the one wind of the task: a grid of winds has none of its own.</summary>
    private static List<LegWind> InGusts(FlightTask task, List<LegWind> winds)
    {
        var mean = task.Wind.MeanAt(task.CruiseAltitude, task.WindPolicy);
        if (!(mean > Speed.Zero))
        {
            return winds;
        }

        var factor = task.GustAt(task.CruiseAltitude).MetresPerSecond / mean.MetresPerSecond;
        return winds.ConvertAll(wind => wind with { Head = wind.Head * factor, Cross = wind.Cross * factor });
    }

    private static CruiseSelection Within(CruiseRule rule, AirspeedRange range, Speed chosen) =>
        new(rule, chosen, chosen == range.Slowest ? CruiseBound.Slowest : chosen == range.Fastest ? CruiseBound.Fastest : CruiseBound.None, null);

    /// <summary>
    /// The faster the sooner: the time from pad to pad falls with the airspeed, and Brent's method finds the airspeed of the time asked. Where
    /// the way over a corner changes with the radius of the turn the time jumps; there the airspeed of the jump is taken.
    /// </summary>
    private static CruiseSelection Arriving(FlightTask task, AirspeedRange range, double blockSeconds)
    {
        double Block(double airspeed) => ProfileBuilder.Build(task with { CruiseAirspeed = Speed.FromMetresPerSecond(airspeed) }) is { Trouble: ProfileTrouble.None } profile
            ? profile.Segments.Sum(segment => segment.Seconds)
            : double.NaN;

        if (Flyable(range.Slowest.MetresPerSecond, range.Fastest.MetresPerSecond, task.CruiseAirspeed.MetresPerSecond, Block) is not var (slow, fast))
        {
            return new CruiseSelection(CruiseRule.ArriveAt, task.CruiseAirspeed, CruiseBound.None, null);
        }

        var reach = (Block(fast), Block(slow));
        var target = blockSeconds - HalfMicrosecond;
        if (!(target > reach.Item1))
        {
            return new CruiseSelection(CruiseRule.ArriveAt, Speed.FromMetresPerSecond(fast), CruiseBound.Fastest, reach);
        }

        if (!(target < reach.Item2))
        {
            return new CruiseSelection(CruiseRule.ArriveAt, Speed.FromMetresPerSecond(slow), CruiseBound.Slowest, reach);
        }

        // The ends have been tried: there is a root or a jump between them, and either way the last airspeed is the answer.
        _ = Brent.TryFindRoot(airspeed => Block(airspeed) - target, slow, fast, AccuracyMetresPerSecond, RootSteps, out var root);
        return new CruiseSelection(CruiseRule.ArriveAt, Speed.FromMetresPerSecond(root), CruiseBound.None, reach);
    }

    /// <summary>The part of the range in which the profile can be laid out: a path may be too short for the transitions of the fastest.</summary>
    private static (double Slow, double Fast)? Flyable(double slow, double fast, double usual, Func<double, double> block)
    {
        var good = Array.Find([fast, slow, usual], airspeed => airspeed >= slow && airspeed <= fast && double.IsFinite(block(airspeed)));
        return good > 0 ? (Edge(good, slow), Edge(good, fast)) : null;

        double Edge(double from, double to)
        {
            if (double.IsFinite(block(to)))
            {
                return to;
            }

            var (flies, fails) = (from, to);
            for (var i = 0; i < Halvings; i++)
            {
                var middle = 0.5 * (flies + fails);
                (flies, fails) = double.IsFinite(block(middle)) ? (middle, fails) : (flies, middle);
            }

            return flies;
        }
    }
}
