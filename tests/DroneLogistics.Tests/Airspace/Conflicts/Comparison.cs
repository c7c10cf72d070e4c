using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Conflicts;
using DroneLogistics.Geodesy;

namespace DroneLogistics.Tests.Airspace.Conflicts;

/// <summary>Whether a checker finds a corridor in conflict with a zone of one volume.</summary>
internal delegate bool Checker(SweptCorridor corridor, Geozone zone, GroundBelow ground);

/// <summary>How often a checker and the slow one say the same of drawn cases.</summary>
internal sealed record Comparison(int Clears, int Breaches, int Borders, IReadOnlyList<int> FalseClears, IReadOnlyList<int> FalseBreaches)
{
    /// <summary>The first cases of a series, each judged by both.</summary>
    public static Comparison Of(Checker checker, int seed, int cases)
    {
        var (clears, breaches, borders) = (0, 0, 0);
        var (falseClears, falseBreaches) = (new List<int>(), new List<int>());
        for (var number = 0; number < cases; number++)
        {
            var drawn = ConflictCase.Of(seed, number);
            var found = checker(drawn.Corridor, drawn.Zone, drawn.Ground);
            switch (SlowChecker.Judge(drawn.Corridor, drawn.Zone, drawn.Ground)[0])
            {
                case SlowVerdict.Clear:
                    clears++;
                    if (found)
                    {
                        falseBreaches.Add(number);
                    }

                    break;
                case SlowVerdict.Breach:
                    breaches++;
                    if (!found)
                    {
                        falseClears.Add(number);
                    }

                    break;
                default:
                    borders++;
                    break;
            }
        }

        return new Comparison(clears, breaches, borders, falseClears, falseBreaches);
    }
}
