using System.Globalization;
using DroneLogistics.Weather.Formats;

namespace DroneLogistics.Service.Tests.BadInputs;

/// <summary>The classes of bad reports of aerodromes. No method takes one: a report tells the weather that was.</summary>
internal static class BadReports
{
    public static Answer Ask(string kind, Random random, BadInputWorld world)
    {
        var text = kind switch
        {
            "truncated METAR" => Truncated[random.Next(Truncated.Length)],
            "gust below wind in METAR" => string.Create(CultureInfo.InvariantCulture, $"METAR ZSZS 240000Z {Directions[random.Next(Directions.Length)]}{random.Next(20, 99):00}G{random.Next(1, 19):00}KT 9999 FEW020 12/08 Q1020="),
            _ => throw new ArgumentException(kind),
        };
        var read = MetarReader.Read(text, "report.txt", Requests.Now, world.Service.Host.World.Weather);
        return read.Failures.Count == 0 ? new Answer("OK", string.Empty, text) : new Answer("INVALID_ARGUMENT", read.Failures[0].Code, $"{text}: {read.Failures[0]}");
    }

    private static readonly string[] Truncated = ["ZSZS 2408", "METAR ZSZS 2408", "METAR ZSZS 240800", "METAR ZSZS"];

    private static readonly string[] Directions = ["VRB", "340", "010"];
}
