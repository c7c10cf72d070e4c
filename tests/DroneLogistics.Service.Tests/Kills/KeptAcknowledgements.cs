using System.Security.Cryptography;
using Google.Protobuf;

namespace DroneLogistics.Service.Tests.Kills;

/// <summary>What a client was promised, written through to the disk by the client's own process before it asks for anything else.</summary>
internal sealed class KeptAcknowledgements(string path) : IDisposable
{
    private readonly FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read);

    /// <summary>Keeps one acknowledgement.</summary>
    public void Keep(V1.ScheduleFlightRequest request, V1.ScheduleFlightResponse answer)
    {
        var line = $"{Convert.ToBase64String(request.ToByteArray())} {answer.Flight.Name} {Fingerprint(answer)}\n";
        file.Write(System.Text.Encoding.ASCII.GetBytes(line));
        file.Flush(flushToDisk: true);
    }

    /// <summary>All that was ever kept in a file.</summary>
    public static IReadOnlyList<(V1.ScheduleFlightRequest Request, string Flight, string Answer)> Read(string path) =>
    [
        .. File.ReadAllLines(path).Select(line => line.Split(' ')).Select(fields => (V1.ScheduleFlightRequest.Parser.ParseFrom(Convert.FromBase64String(fields[0])), fields[1], fields[2])),
    ];

    public static string Fingerprint(V1.ScheduleFlightResponse answer) => Convert.ToHexStringLower(SHA256.HashData(answer.ToByteArray()));

    public void Dispose() => file.Dispose();
}
