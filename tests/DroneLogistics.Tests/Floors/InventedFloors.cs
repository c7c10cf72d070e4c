// A house that breaks its rules, for the test of the test.
namespace DroneLogistics.Tests.Floors.Invented.Units
{
    internal static class Ground
    {
        // Named only inside a body: no signature shows it.
        public static int Look() => new Dispatch.Attic().ToString()!.Length;
    }
}

namespace DroneLogistics.Tests.Floors.Invented.Weather
{
    internal sealed class Wind
    {
        public Sites.Site? Neighbour { get; init; }

        public Units.Metre Below { get; init; }
    }
}

namespace DroneLogistics.Tests.Floors.Invented.Sites
{
    internal sealed class Site;
}

namespace DroneLogistics.Tests.Floors.Invented.Units
{
    internal readonly record struct Metre(double Value);
}

namespace DroneLogistics.Tests.Floors.Invented.Dispatch
{
    internal sealed class Attic
    {
        public IReadOnlyList<Weather.Wind> Below { get; init; } = [];
    }
}
