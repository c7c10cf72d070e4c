using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Legs;
using DroneLogistics.Weather;

namespace DroneLogistics.Service;

/// <summary>The leg table as a job: one service of those on a database flies it, and the others read what it made.</summary>
public static class LegTableJob
{
    /// <summary>The kind of the job.</summary>
    public const string Kind = "leg-table";

    // A service that starts later takes the table that is there, unless so much of it is past.
    private static readonly TimeSpan Block = TimeSpan.FromHours(6);

    /// <summary>What two services must have in common for the table of the one to be that of the other: program, data, forecast, zones, obstacles and hours.</summary>
    /// <param name="at">Forecast, zones and obstacles.</param>
    /// <param name="forecast">The forecast in force.</param>
    /// <param name="data">The fingerprint of the data folder.</param>
    /// <param name="first">The first departure.</param>
    /// <param name="mostHours">How many departures are wanted.</param>
    public static string Key(OperationsSnapshot at, Forecast forecast, string data, DateTimeOffset first, int mostHours)
    {
        string[] parts =
        [
            typeof(LegTableBuild).Assembly.ManifestModule.ModuleVersionId.ToString(),
            data,
            forecast.Origin.Id,
            at.ZonesInUse,
            string.Join(' ', at.World.Sites.All.Select(site => site.Id.Text)),
            at.Network.SitesKey,
            string.Join(' ', at.World.AircraftTypes.Select(type => type.Id.Text)),
            (first.UtcTicks / Block.Ticks).ToString(CultureInfo.InvariantCulture),
            mostHours.ToString(CultureInfo.InvariantCulture),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }

    /// <summary>The hours of a table, as the job is put there.</summary>
    public static byte[] Input(DateTimeOffset first, int hours) => Encoding.ASCII.GetBytes(FormattableString.Invariant($"{first.ToUnixTimeSeconds()} {hours}"));

    /// <summary>The question of a job.</summary>
    public static LegTableQuestion Question(World world, Forecast forecast, byte[] input)
    {
        var fields = Encoding.ASCII.GetString(input).Split(' ');
        return new LegTableQuestion(
            world,
            forecast,
            world.AircraftTypes,
            LegTableQueries.PayloadSteps,
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(fields[0], CultureInfo.InvariantCulture)),
            int.Parse(fields[1], CultureInfo.InvariantCulture));
    }

    /// <summary>The table as a result.</summary>
    public static byte[] Pack(LegTable table)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(LegTableBytes.Write(table));
        }

        return packed.ToArray();
    }

    /// <summary>The table of a result.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static LegTable Unpack(LegTableQuestion question, byte[] packed)
    {
        using var bytes = new MemoryStream();
        using (var brotli = new BrotliStream(new MemoryStream(packed, writable: false), CompressionMode.Decompress))
        {
            brotli.CopyTo(bytes);
        }

        return LegTableBytes.Read(question, bytes.ToArray());
    }
}
