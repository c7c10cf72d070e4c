using System.Runtime.InteropServices;
using System.Text;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing.Map;

namespace DroneLogistics.Dispatch.Legs;

/// <summary>A leg table as bytes, for one who asks the same question and need not fly it again: what is read is what was written, bit for bit.</summary>
/// <remarks>
/// Little-endian. What a way bends round is left out: no quote tells it. Rows of a leg that is not flown are all the same and stand there once.
/// </remarks>
public static class LegTableBytes
{
    private const uint Magic = 0x31474C44;

    /// <summary>Writes a table.</summary>
    public static byte[] Write(LegTable table)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(table.Question.PayloadSteps);
        writer.Write(table.Question.Hours);
        writer.Write(table.Columns.Count);
        writer.Write(table.WaysLaid);
        foreach (var column in table.Columns)
        {
            writer.Write((int)column.Way.Standing);
            writer.Write(column.Way.Points.Count);
            foreach (var point in column.Way.Points)
            {
                writer.Write(point.LatitudeDegrees);
                writer.Write(point.LongitudeDegrees);
            }

            writer.Write(column.NotFlown is { } limit ? (int)limit : 0);
            writer.Write(column.FlownRows);
            Write(writer, column.Rows);
            Write(writer, column.Hours);
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Reads the table of a question.</summary>
    /// <param name="question">The question that it answers: the same sites, types, payloads and hours, in the same order.</param>
    /// <param name="bytes">What was written.</param>
    /// <exception cref="InvalidDataException">They are not the bytes of such a table.</exception>
    public static LegTable Read(LegTableQuestion question, byte[] bytes)
    {
        var legs = LegTableBuild.Legs(question);
        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
        try
        {
            var count = legs.Count * question.Types.Count;
            if (reader.ReadUInt32() != Magic || reader.ReadInt32() != question.PayloadSteps || reader.ReadInt32() != question.Hours || reader.ReadInt32() != count)
            {
                throw new InvalidDataException("These are not the bytes of a leg table of this question.");
            }

            var waysLaid = reader.ReadInt32();
            var (ways, columns) = (new PlannedWay[count], new LegColumn[count]);
            for (var i = 0; i < count; i++)
            {
                var standing = (WayStanding)reader.ReadInt32();
                ways[i] = new PlannedWay(Points(reader), standing, [], []);
                var (limit, flown) = (reader.ReadInt32(), reader.ReadInt32());
                columns[i] = new LegColumn(
                    legs[i / question.Types.Count].Origin,
                    legs[i / question.Types.Count].Destination,
                    question.Types[i % question.Types.Count],
                    ways[i],
                    Read<LegRow>(reader, question.Hours * question.PayloadSteps),
                    Read<LegHour>(reader, question.Hours),
                    flown)
                {
                    NotFlown = limit == 0 ? null : (ReasonCode)limit,
                };
            }

            return new LegTable(question, legs, LegWays.Of(question, ways), columns, waysLaid);
        }
        catch (Exception trouble) when (trouble is EndOfStreamException or ArgumentException)
        {
            throw new InvalidDataException("The bytes of the leg table end too early, or hold what is no place.", trouble);
        }
    }

    private static LatLon[] Points(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        if (!(count >= 0 && count <= reader.BaseStream.Length / (2 * sizeof(double))))
        {
            throw new InvalidDataException("The bytes of the leg table tell of more points than they hold.");
        }

        var points = new LatLon[count];
        for (var i = 0; i < count; i++)
        {
            points[i] = new LatLon(reader.ReadDouble(), reader.ReadDouble());
        }

        return points;
    }

    private static void Write<T>(BinaryWriter writer, T[] values)
        where T : unmanaged, IEquatable<T>
    {
        var isOne = values.AsSpan(1).IndexOfAnyExcept(values[0]) < 0;
        writer.Write(isOne);
        writer.Write(MemoryMarshal.AsBytes(values.AsSpan(0, isOne ? 1 : values.Length)));
    }

    private static T[] Read<T>(BinaryReader reader, int count)
        where T : unmanaged
    {
        var values = new T[count];
        var isOne = reader.ReadBoolean();
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(0, isOne ? 1 : count)));
        if (isOne)
        {
            values.AsSpan(1).Fill(values[0]);
        }

        return values;
    }
}
