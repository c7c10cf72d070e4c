using System.Text;
using DroneLogistics.Formats;
using DroneLogistics.Provenance;
using NUnit.Framework;

namespace DroneLogistics.Tests.Formats;

/// <summary>Tables that people bring: what is wrong is named with file, line, column, value and bound.</summary>
public sealed class CsvTableTests
{
    private const string Header = "flight,route,speed_mps,payload_g,altitude_m,ambient_wind_mps,energy_wh\n";

    [TestCase("7,R1,-3,0,25,,", "line 2, column speed_mps", "\"-3\"", "between 0 and 100 m/s")]
    [TestCase("7,R1,NaN,0,25,,", "line 2, column speed_mps", "\"NaN\"", "between 0 and 100 m/s")]
    [TestCase("7,R1,8,1e9,25,,", "line 2, column payload_g", "\"1e9\"", "between 0 and 1000000 g")]
    [TestCase("7,R1,8,0,25-x,,", "line 2, column altitude_m", "\"25-x\"", "between 0 and 5000 m")]
    [TestCase("7,R1,8,0,400ft,,", "line 2, column altitude_m", "\"400ft\"", "a number")]
    [TestCase("7,R1,8,0,25,\"3,5\",", "line 2, column ambient_wind_mps", "\"3,5\"", "between 0 and 60 m/s")]
    [TestCase("7,R1,8,0,25,3,-1", "line 2, column energy_wh", "\"-1\"", "Wh")]
    [TestCase(",R1,8,0,25,3,1", "line 2, column flight", "is empty", "a text")]
    [TestCase("7,R1,8,0,25,3,1\n8,R1,8", "line 3", "has 3 cells", "7 as in the header")]
    [TestCase("7,R1,8,0,25,3,\"1\"x", "line 2", "quote", "round the whole cell")]
    public void A_row_that_cannot_be_read_is_named_with_line_column_value_and_bound(string rows, string where, string value, string bound)
    {
        var trouble = Assert.Throws<DataFileException>(() => Read(Header + rows));
        Assert.That(trouble.File, Is.EqualTo("log.csv"));
        Assert.That(trouble.Key, Is.EqualTo(where));
        Assert.That(trouble.Problem, Does.Contain(value).And.Contain(bound));
    }

    [TestCase("", "empty")]
    [TestCase(Header, "no rows")]
    [TestCase("flight,route,speed_mps,payload_g\n1,R1,4,0", "altitude_m")]
    [TestCase("flight,route,speed_mps,speed_mps,payload_g,altitude_m\n1,R1,4,4,0,25", "speed_mps")]
    public void A_table_without_header_rows_or_columns_is_refused(string text, string told)
    {
        Assert.That(Assert.Throws<DataFileException>(() => Read(text)).Message, Does.Contain(told));
    }

    [Test]
    public void Bytes_that_are_no_text_are_refused()
    {
        Assert.That(() => FlightRecordFile.Read(new byte[] { 0x66, 0xFF, 0xFE, 0x0A }, "log.csv"), Throws.TypeOf<DataFileException>().With.Message.Contains("UTF-8"));
    }

    [Test]
    public void A_mark_of_byte_order_line_ends_of_Windows_and_quoted_cells_are_read()
    {
        var flight = Read("\uFEFFroute,flight,speed_mps,payload_g,altitude_m,remark\r\n\"R1\",\"7, again\",8,250,25-50,\"a \"\"b\"\"\"\r\n").Single();
        Assert.That(flight.Flight, Is.EqualTo("7, again"));
        Assert.That(flight.Payload.Kilograms, Is.EqualTo(0.25));
        Assert.That(flight.Heights.Select(height => height.Metres), Is.EqualTo([25.0, 50.0]));
        Assert.That(flight.AmbientWind, Is.Null);
        Assert.That(flight.MeasuredEnergy, Is.Null);
    }

    private static IReadOnlyList<DroneLogistics.Simulation.FlightRecord> Read(string text) => FlightRecordFile.Read(Encoding.UTF8.GetBytes(text), "log.csv");
}
