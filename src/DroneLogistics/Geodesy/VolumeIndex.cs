using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DroneLogistics.Geodesy;

/// <summary>
/// Finds the stored volumes that meet a volume. Volumes of about one size share a grid over time, north and east, each in the cell of its
/// lowest corner, so that a query reads some runs of one array. Immutable; queries may run side by side.
/// </summary>
/// <remarks>
/// What reaches into a volume has its lowest corner at most one largest size below it. A run of cells along the east is read as rounded
/// bounds, eight comparisons at once, and only what passes them is compared exactly. Volumes too large for any grid, and those with a number that is not one, are looked at every time.
/// </remarks>
public sealed class VolumeIndex
{
    // Each grid holds volumes up to four times as large as the one before.
    private const int Grids = 3;
    private const double Coarser = 4;

    // The first grid holds what is up to twice the mean.
    private const double OverMean = 2;

    private readonly Volume4D[] apart;
    private readonly int[] apartPlaces;
    private readonly Grid[] grids;

    /// <param name="stored">The volumes; they are found by their place here.</param>
    public VolumeIndex(ReadOnlySpan<Volume4D> stored)
    {
        Count = stored.Length;
        var volumes = stored.ToArray();
        var unit = CellSize.Mean(volumes).Times(OverMean);
        var classes = volumes.Select(volume => IsKnown(volume) ? unit.ClassOf(volume) : Grids).ToArray();
        var places = Enumerable.Range(0, volumes.Length).ToLookup(place => Math.Min(classes[place], Grids));
        apartPlaces = [.. places[Grids]];
        apart = [.. apartPlaces.Select(place => volumes[place])];
        grids = [.. Enumerable.Range(0, Grids).Where(places.Contains).Select(k => new Grid(volumes, [.. places[k]], unit.Times(Math.Pow(Coarser, k))))];
    }

    /// <summary>Number of stored volumes.</summary>
    public int Count { get; }

    /// <summary>Whether any stored volume meets this one.</summary>
    public bool Any(in Volume4D volume) => Visit(volume, [], stopAtFirst: true) > 0;

    /// <summary>How many stored volumes meet this one.</summary>
    public int CountOf(in Volume4D volume) => Visit(volume, [], stopAtFirst: false);

    /// <summary>The stored volumes that meet this one, by their places, in no order.</summary>
    /// <param name="volume">What is asked.</param>
    /// <param name="found">Room for places.</param>
    /// <returns>How many there are; more than there was room for: ask again with more room.</returns>
    public int Find(in Volume4D volume, Span<int> found) => Visit(volume, found, stopAtFirst: false);

    private int Visit(in Volume4D volume, Span<int> found, bool stopAtFirst)
    {
        var count = 0;
        Scan(apart, apartPlaces, volume, found, stopAtFirst, ref count);
        foreach (var grid in grids)
        {
            if (stopAtFirst && count > 0)
            {
                break;
            }

            grid.Visit(volume, IsKnown(volume), found, stopAtFirst, ref count);
        }

        return count;
    }

    private static void Scan(ReadOnlySpan<Volume4D> volumes, ReadOnlySpan<int> places, in Volume4D volume, Span<int> found, bool stopAtFirst, ref int count)
    {
        for (var i = 0; i < volumes.Length; i++)
        {
            if (volumes[i].Meets(volume))
            {
                if (count < found.Length)
                {
                    found[count] = places[i];
                }

                count++;
                if (stopAtFirst)
                {
                    return;
                }
            }
        }
    }

    private static bool IsKnown(in Volume4D volume) =>
        double.IsFinite(volume.MinEastMetres) && double.IsFinite(volume.MaxEastMetres) && double.IsFinite(volume.MinNorthMetres) && double.IsFinite(volume.MaxNorthMetres);

    /// <summary>The size of a cell, metres and microseconds.</summary>
    private readonly record struct CellSize(double East, double North, double Time)
    {
        public static CellSize Mean(Volume4D[] volumes)
        {
            var known = Array.FindAll(volumes, volume => IsKnown(volume));
            double Of(Func<Volume4D, double> length) => known.Length > 0 ? Math.Max(1, known.Average(length)) : 1;
            return new CellSize(
                Of(volume => volume.MaxEastMetres - volume.MinEastMetres),
                Of(volume => volume.MaxNorthMetres - volume.MinNorthMetres),
                Of(volume => (double)(volume.EndMicroseconds - volume.StartMicroseconds)));
        }

        public CellSize Times(double factor) => new(East * factor, North * factor, Time * factor);

        /// <summary>The first grid whose cells are at least as large as a volume.</summary>
        public int ClassOf(Volume4D volume)
        {
            var size = Math.Max(
                Math.Max((volume.MaxEastMetres - volume.MinEastMetres) / East, (volume.MaxNorthMetres - volume.MinNorthMetres) / North),
                (volume.EndMicroseconds - volume.StartMicroseconds) / Time);
            var grid = 0;
            while (grid < Grids && !(size <= 1))
            {
                size /= Coarser;
                grid++;
            }

            return grid;
        }
    }

    /// <summary>Volumes of about one size, ordered by the cell of their lowest corner.</summary>
    private sealed class Grid
    {
        // A grid over a sparse world need not be finer than this many cells a volume.
        private const double MostCellsPerVolume = 8;

        // Cells are this much longer than the largest volume to the north and in time: fewer and longer runs.
        private const double LongerRows = 2;

        private readonly Volume4D[] volumes;
        private readonly RoundedBounds[] bounds;
        private readonly int[] places;
        private readonly int[] starts;
        private readonly CellSize reach;
        private readonly Axis east;
        private readonly Axis north;
        private readonly Axis time;
        private readonly long epoch;

        public Grid(Volume4D[] all, int[] members, CellSize size)
        {
            reach = size;
            (east, north, time) = AxesOf(members.Select(place => all[place]).ToList(), size);
            epoch = members.Min(place => all[place].StartMicroseconds);
            starts = new int[(east.Cells * north.Cells * time.Cells) + 1];
            var cells = Array.ConvertAll(members, place => CellOf(all[place]));
            foreach (var cell in cells)
            {
                starts[cell + 1]++;
            }

            for (var cell = 1; cell < starts.Length; cell++)
            {
                starts[cell] += starts[cell - 1];
            }

            places = new int[members.Length];
            volumes = new Volume4D[members.Length];
            bounds = new RoundedBounds[members.Length];
            var filled = starts.AsSpan(0, starts.Length - 1).ToArray();
            for (var i = 0; i < members.Length; i++)
            {
                var at = filled[cells[i]]++;
                (places[at], volumes[at], bounds[at]) = (members[i], all[members[i]], RoundedBounds.Below(all[members[i]], epoch));
            }
        }

        public void Visit(in Volume4D volume, bool known, Span<int> found, bool stopAtFirst, ref int count)
        {
            if (!known)
            {
                Scan(volumes, places, volume, found, stopAtFirst, ref count);
                return;
            }

            var (firstEast, lastEast) = (east.Cell(volume.MinEastMetres - reach.East), east.Cell(volume.MaxEastMetres));
            var (firstNorth, lastNorth) = (north.Cell(volume.MinNorthMetres - reach.North), north.Cell(volume.MaxNorthMetres));
            var lastTime = time.Cell(volume.EndMicroseconds);
            var query = RoundedBounds.Above(volume, epoch);
            for (var t = time.Cell(volume.StartMicroseconds - reach.Time); t <= lastTime; t++)
            {
                for (var n = firstNorth; n <= lastNorth; n++)
                {
                    var row = ((t * north.Cells) + n) * east.Cells;
                    var (from, to) = (starts[row + firstEast], starts[row + lastEast + 1]);
                    for (var at = from; at < to; at++)
                    {
                        if (bounds[at].MayMeet(query) && volumes[at].Meets(volume))
                        {
                            if (count < found.Length)
                            {
                                found[count] = places[at];
                            }

                            count++;
                            if (stopAtFirst)
                            {
                                return;
                            }
                        }
                    }
                }
            }
        }

        private int CellOf(Volume4D volume) =>
            (((time.Cell(volume.StartMicroseconds) * north.Cells) + north.Cell(volume.MinNorthMetres)) * east.Cells) + east.Cell(volume.MinEastMetres);

        private static (Axis East, Axis North, Axis Time) AxesOf(List<Volume4D> volumes, CellSize size)
        {
            var (minEast, minNorth, minTime) = (volumes.Min(volume => volume.MinEastMetres), volumes.Min(volume => volume.MinNorthMetres), (double)volumes.Min(volume => volume.StartMicroseconds));
            var (wide, deep, lasting) = (volumes.Max(volume => volume.MinEastMetres) - minEast, volumes.Max(volume => volume.MinNorthMetres) - minNorth, volumes.Max(volume => volume.StartMicroseconds) - minTime);
            var (north, time) = (size.North * LongerRows, size.Time * LongerRows);
            var wanted = (1 + (wide / size.East)) * (1 + (deep / north)) * (1 + (lasting / time));
            var larger = Math.Cbrt(Math.Max(1, wanted / (MostCellsPerVolume * volumes.Count)));
            return (Axis.Of(minEast, wide, size.East * larger), Axis.Of(minNorth, deep, north * larger), Axis.Of(minTime, lasting, time * larger));
        }
    }

    /// <summary>
    /// Lower and negated upper bounds in single precision, rounded so that what meets is never told apart: a stored volume may meet a query
    /// where none of its eight numbers is above the query's upper and negated lower bounds.
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct RoundedBounds(Vector256<float> values)
    {
        private const double MicrosecondsPerSecond = 1e6;

        private readonly Vector256<float> values = values;

        public static RoundedBounds Below(in Volume4D v, long epoch) => new(Vector256.Create(
            Down(v.MinEastMetres),
            Down(v.MinNorthMetres),
            Down(v.FloorMetresAmsl),
            Down((v.StartMicroseconds - epoch) / MicrosecondsPerSecond),
            Down(-v.MaxEastMetres),
            Down(-v.MaxNorthMetres),
            Down(-v.CeilingMetresAmsl),
            Down((epoch - v.EndMicroseconds) / MicrosecondsPerSecond)));

        public static RoundedBounds Above(in Volume4D v, long epoch) => new(Vector256.Create(
            Up(v.MaxEastMetres),
            Up(v.MaxNorthMetres),
            Up(v.CeilingMetresAmsl),
            Up((v.EndMicroseconds - epoch) / MicrosecondsPerSecond),
            Up(-v.MinEastMetres),
            Up(-v.MinNorthMetres),
            Up(-v.FloorMetresAmsl),
            Up((epoch - v.StartMicroseconds) / MicrosecondsPerSecond)));

        public bool MayMeet(in RoundedBounds query) => Vector256.GreaterThan(values, query.values) == Vector256<float>.Zero;

        private static float Down(double value) => MathF.BitDecrement((float)value);

        private static float Up(double value) => MathF.BitIncrement((float)value);
    }

    /// <summary>Cells along one axis; what lies beyond its ends belongs to the end cells.</summary>
    private readonly record struct Axis(double Min, double CellsPerUnit, int Cells)
    {
        public static Axis Of(double min, double length, double cell) => new(min, 1 / cell, 1 + (int)Math.Min(length / cell, 1 << 20));

        public int Cell(double at)
        {
            var cell = (at - Min) * CellsPerUnit;
            return cell >= Cells ? Cells - 1 : cell > 0 ? (int)cell : 0;
        }
    }
}
