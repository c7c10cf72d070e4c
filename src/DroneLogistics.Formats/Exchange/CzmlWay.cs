using System.Text.Json;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Formats.Exchange;

/// <summary>Reads the one moving point of a CZML file: samples of time, longitude, latitude and height above the ellipsoid.</summary>
internal static class CzmlWay
{
    private const int MostPackets = 10_000;

    // Time, longitude, latitude, height.
    private const int Stride = 4;

    // A year on either side of the epoch.
    private const double MostSeconds = 366 * 86_400.0;

    public static ImportedWay Read(ReadOnlyMemory<byte> content, string file, GeoidGrid geoid)
    {
        var root = JsonSpot.Parse(content, file);
        var packets = root.Items(MostPackets);
        if (packets.Count == 0 || packets[0].Find("id")?.Text() != "document")
        {
            throw new DataFileException(file, "[0].id", "is not \"document\"; expected the packet of the document first, as CZML has it");
        }

        var moving = packets.Where(packet => packet.Find("position")?.Find("cartographicDegrees") is { } degrees && degrees.Items(int.MaxValue).Count > Stride).ToList();
        var packet = moving is [var only] ? only : throw root.Says($"has {moving.Count} moving points with cartographicDegrees; expected one");
        var properties = packet.Find("properties");
        return new ImportedWay
        {
            Format = ExchangeFormat.Czml,
            Name = packet.Find("name")?.Text() ?? string.Empty,
            Points = WayImport.Way(Samples(packet.Get("position"), geoid), file),
            Airspeed = properties?.Find("cruiseAirspeedMps") is { Kind: JsonValueKind.Number } speed ? Speed.FromMetresPerSecond(speed.Number(0, 400)) : null,
            IsRefused = properties?.Find("verdict") is { Kind: JsonValueKind.String } verdict && verdict.Text() == "NO_GO",
        };
    }

    private static IEnumerable<ImportedPoint> Samples(JsonSpot position, GeoidGrid geoid)
    {
        var degrees = position.Get("cartographicDegrees");
        var numbers = degrees.Items(Stride * WayLimits.MaxPoints);
        if (numbers.Count % Stride != 0)
        {
            throw degrees.Says($"has {numbers.Count} numbers; expected {Stride} for each sample: time, longitude, latitude, height");
        }

        var epoch = position.Find("epoch")?.Instant();
        DateTimeOffset? before = null;
        for (var i = 0; i < numbers.Count; i += Stride)
        {
            var time = numbers[i].Kind == JsonValueKind.String ? numbers[i].Instant()
                : (epoch ?? throw position.Says("has no epoch, and times as numbers; expected the instant from which they count")) + TimeSpan.FromSeconds(numbers[i].Number(-MostSeconds, MostSeconds));
            if (time < before)
            {
                throw numbers[i].Says("is before the sample in front of it; expected times in their order");
            }

            before = time;
            var place = JsonSpot.Place(numbers[i + 2], numbers[i + 1]);
            yield return new ImportedPoint(place, WayImport.Amsl(geoid, place, numbers[i + 3].Number(WayLimits.LeastMetres, WayLimits.MostMetres)), time);
        }
    }
}
