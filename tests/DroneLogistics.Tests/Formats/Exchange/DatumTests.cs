using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using DroneLogistics.Formats.Exchange;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Formats.Exchange;

/// <summary>Above what each format counts its heights, on one flight at 120 m above the sea, where the geoid lies 14 to 16 m above the ellipsoid.</summary>
public sealed class DatumTests
{
    private static readonly ExchangedFlight Flight = ExchangeFlights.Go;

    private static readonly double OverThePad = Flight.Geoid.At(Flight.Waypoints[0])!.Value.Metres;

    [Test]
    public void GeoJson_counts_from_the_ellipsoid_and_tells_the_altitude_beside_it()
    {
        var way = JsonNode.Parse(Text(ExchangeFormat.GeoJson))!["features"]![0]!;
        Assert.That((double)way["geometry"]!["coordinates"]![1]![2]!, Is.EqualTo(120 + OverThePad).Within(1e-9));
        Assert.That((double)way["properties"]!["altitudesMAmsl"]![1]!, Is.EqualTo(120));
        Assert.That((string?)way["properties"]!["verticalReference"], Is.EqualTo("WGS84"));
    }

    [Test]
    public void Czml_counts_from_the_ellipsoid()
    {
        var samples = JsonNode.Parse(Text(ExchangeFormat.Czml))![1]!["position"]!["cartographicDegrees"]!.AsArray();
        Assert.That((double)samples[3]!, Is.EqualTo(Flight.OriginElevation.Metres + OverThePad).Within(1e-9));
    }

    [Test]
    public void Kml_counts_from_the_sea()
    {
        var line = XDocument.Parse(Text(ExchangeFormat.Kml)).Descendants().First(element => element.Name.LocalName == "LineString");
        Assert.That(line.Elements().Select(element => element.Name.LocalName), Is.EqualTo(new[] { "altitudeMode", "coordinates" }));
        Assert.That(line.Value, Does.StartWith("absolute").And.Contain(",120 "));
    }

    [Test]
    public void A_plan_counts_from_the_sea_and_its_rally_points_from_the_take_off()
    {
        var plan = JsonNode.Parse(Text(ExchangeFormat.Plan))!;
        var takeoff = plan["mission"]!["items"]![0]!;
        Assert.That(((int)takeoff["frame"]!, (double)takeoff["params"]![6]!, (int)takeoff["AltitudeMode"]!), Is.EqualTo((0, 120.0, 2)));
        Assert.That((double)plan["mission"]!["plannedHomePosition"]![2]!, Is.EqualTo(Flight.OriginElevation.Metres));
        Assert.That((double)plan["rallyPoints"]!["points"]![0]![2]!, Is.EqualTo(120 - Flight.OriginElevation.Metres).Within(1e-9));
    }

    [Test]
    public void Waylines_of_DJI_count_from_the_ellipsoid_their_template_from_the_sea_and_the_climb_from_the_start()
    {
        using var archive = new ZipArchive(new MemoryStream(FlightExport.Write(Flight, ExchangeFormat.Wpml, false, IntentOwner.None)));
        var (template, waylines) = (Load("wpmz/template.kml"), Load("wpmz/waylines.wpml"));
        Assert.That(Value(waylines, "executeHeightMode"), Is.EqualTo("WGS84"));
        Assert.That(double.Parse(Value(waylines, "executeHeight"), System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(120 + OverThePad).Within(1e-9));
        Assert.That((Value(template, "heightMode"), Value(template, "height")), Is.EqualTo(("EGM96", "120")));
        Assert.That(double.Parse(Value(template, "ellipsoidHeight"), System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(120 + OverThePad).Within(1e-9));
        Assert.That(Value(waylines, "takeOffSecurityHeight"), Is.EqualTo("114"), "from the pad at 6 m");

        XDocument Load(string path)
        {
            using var content = archive.GetEntry(path)!.Open();
            return XDocument.Load(content);
        }
    }

    [Test]
    public void Where_the_geoid_is_not_known_formats_of_the_ellipsoid_are_refused_and_those_of_the_sea_are_written()
    {
        var far = Flight with { Geoid = new DroneLogistics.Geodesy.GeoidGrid(0, 0, 1, new double[2, 2], Length.Zero) };
        foreach (var entry in ExchangeFormats.All)
        {
            void Write() => FlightExport.Write(far, entry.Format, false, IntentOwner.None);
            if (entry.Format is ExchangeFormat.GeoJson or ExchangeFormat.Czml or ExchangeFormat.Wpml or ExchangeFormat.F3548)
            {
                Assert.That(Write, Throws.TypeOf<ExportException>().With.Message.Contains("geoid"), entry.Word);
            }
            else
            {
                Assert.That(Write, Throws.Nothing, entry.Word);
            }
        }
    }

    private static string Value(XDocument document, string name) => document.Descendants().First(element => element.Name.LocalName == name).Value;

    private static string Text(ExchangeFormat format) => Encoding.UTF8.GetString(FlightExport.Write(Flight, format, false, IntentOwner.None));
}
