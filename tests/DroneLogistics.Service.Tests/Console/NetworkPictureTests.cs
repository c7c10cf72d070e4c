using System.Globalization;
using System.Text;
using System.Xml.Linq;
using DroneLogistics.Dispatch;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing;
using DroneLogistics.Sites;
using DroneLogistics.Terrain;
using NetTopologySuite.Geometries;
using NUnit.Framework;

// Not "Console": that name would hide System.Console from the other tests.
namespace DroneLogistics.Service.Tests.Pages;

/// <summary>The picture of the network says what the data say, whichever network it is.</summary>
public sealed class NetworkPictureTests
{
    private static readonly World Real = WorldFiles.Load(WorldFiles.DefaultFolder);

    [Test]
    public void Every_site_has_one_mark_and_its_name_in_both_languages()
    {
        var picture = XDocument.Parse(NetworkPicture.Svg(Real));
        Assert.That(Classed(picture, "site").Count(), Is.EqualTo(Real.Sites.All.Count));
        var names = Classed(picture, "name").Select(name => (name.Nodes().OfType<XText>().First().Value, name.Elements().Single().Value));
        Assert.That(names, Is.EquivalentTo(Real.Sites.All.Select(site => (site.NameEnglish, site.NameChinese))));
    }

    [Test]
    public void Every_route_is_drawn_and_there_and_back_are_one_line()
    {
        var picture = XDocument.Parse(NetworkPicture.Svg(Real));
        var drawn = Classed(picture, "route").Select(line => Points(line)).ToList();
        var projected = Classed(picture, "site").Zip(Real.Sites.All, (mark, site) => (site.Id, Place: Place(mark))).ToDictionary(pair => pair.Id, pair => pair.Place);
        var wanted = Real.Routes.Select(route => string.Join(' ', route.Via.Prepend(route.Origin).Append(route.Destination).Select(stop => projected[stop]))).ToList();
        foreach (var track in wanted)
        {
            Assert.That(drawn.Count(line => line == track || line == Reversed(track)), Is.EqualTo(1), track);
        }
    }

    [Test]
    public void Regular_trial_and_planned_routes_are_told_apart_without_colour()
    {
        var world = Small(routes: [RouteOf("one", "two", RouteStatus.Regular), RouteOf("two", "three", RouteStatus.Trial), RouteOf("one", "three", RouteStatus.Planned)]);
        var dashes = Classed(XDocument.Parse(NetworkPicture.Svg(world)), "route").Select(line => (string?)line.Attribute("stroke-dasharray")).ToList();
        Assert.That(dashes, Is.Unique.And.Count.EqualTo(3));
    }

    [Test]
    public void Sites_of_different_status_are_told_apart_without_colour()
    {
        var statuses = Enum.GetValues<SiteStatus>();
        var world = Small(SiteOf("one", 30.0, 122.0), statuses.Select((status, i) => SiteOf($"s{i}", 30.1, 122 + (0.1 * i)) with { Status = status }));
        var shapes = Classed(XDocument.Parse(NetworkPicture.Svg(world)), "site").Skip(1).Select(mark => (string)mark.Elements().First(element => element.Name.LocalName == "path").Attribute("d")!).ToList();
        Assert.That(shapes, Is.Unique.And.Count.EqualTo(statuses.Length));
    }

    [Test]
    public void No_name_of_the_network_hides_another_name_or_a_mark()
    {
        var picture = XDocument.Parse(NetworkPicture.Svg(Real));
        var names = Classed(picture, "name").Select(Box).ToList();
        var marks = Classed(picture, "site").Select(Place).Select(place => place.Split(',')).Select(xy => new Envelope(Number(xy[0]) - 6, Number(xy[0]) + 6, Number(xy[1]) - 6, Number(xy[1]) + 6)).ToList();

        // A pixel square is less than a letter's edge.
        const double Touch = 1;
        for (var i = 0; i < names.Count; i++)
        {
            Assert.That(names.Skip(i + 1).Concat(marks).Select(other => names[i].Intersection(other).Area), Is.All.LessThan(Touch), Real.Sites.All[i].NameEnglish);
        }
    }

    [Test]
    public void A_made_up_network_appears_with_its_own_counts_and_text_is_escaped()
    {
        var world = Small(SiteOf("one", 10.0, -20.0) with { NameEnglish = "<One> & \"only\"", Status = SiteStatus.Planned }, [SiteOf("two", 10.3, -20.4), SiteOf("three", 10.1, -19.8)], [RouteOf("one", "two", RouteStatus.Trial), RouteOf("two", "one", RouteStatus.Trial)]);
        var picture = XDocument.Parse(NetworkPicture.Svg(world));
        Assert.That(picture.Root!.Elements().First(element => element.Name.LocalName == "title").Value, Is.EqualTo("3 sites, 2 of them open, and 1 route"));
        Assert.That(Classed(picture, "site").Count(), Is.EqualTo(3));
        Assert.That(Classed(picture, "name").First().Value, Does.StartWith("<One> & \"only\""));
    }

    [Test]
    public void A_network_of_one_site_is_a_picture_too()
    {
        var picture = XDocument.Parse(NetworkPicture.Svg(Small(SiteOf("alone", 30.0, 122.0), [])));
        Assert.That(Classed(picture, "site").Count(), Is.EqualTo(1));
        Assert.That(picture.ToString(), Does.Not.Contain("NaN").And.Not.Contain("Infinity").And.Not.Contain("∞"));
    }

    [Test]
    public void The_picture_is_drawn_alike_twice_and_small_enough_for_a_page()
    {
        var svg = NetworkPicture.Svg(Real);
        Assert.That(svg, Is.EqualTo(NetworkPicture.Svg(Real)));
        Assert.That(Encoding.UTF8.GetByteCount(svg), Is.LessThan(350_000));
    }

    private static IEnumerable<XElement> Classed(XDocument picture, string name) =>
        picture.Descendants().Where(element => (string?)element.Attribute("class") == name);

    private static string Points(XElement line) => (string)line.Attribute("points")!;

    private static string Reversed(string points) => string.Join(' ', points.Split(' ').Reverse());

    private static string Place(XElement mark) => ((string)mark.Attribute("transform")!)["translate(".Length..^1];

    /// <summary>The text's box as the reader sees it, narrower than the room it was given: 6 pixels a Latin letter, 11 a Chinese one.</summary>
    private static Envelope Box(XElement name)
    {
        var lines = new[] { name.Nodes().OfType<XText>().First().Value, name.Elements().Single().Value };
        var width = lines.Max(line => line.Sum(letter => letter < 0x2E80 ? 6.0 : 11.0));
        var x = Number((string)name.Attribute("x")!);
        var left = (string)name.Attribute("text-anchor")! switch { "end" => x - width, "middle" => x - (width / 2), _ => x };
        var baseline = Number((string)name.Attribute("y")!);
        return new Envelope(left, left + width, baseline - 9, baseline + 16);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static World Small(IReadOnlyList<Route> routes) =>
        Small(SiteOf("one", 30.0, 122.0), [SiteOf("two", 30.1, 122.1), SiteOf("three", 30.0, 122.3)], routes);

    private static World Small(Site first, IEnumerable<Site> others, IReadOnlyList<Route>? routes = null) =>
        new(new SiteRegister([first, .. others]), routes ?? [], [], [], new Coastline([]), Real.Policy, Real.Uncertainty, Real.Space, Real.Weather);

    private static Site SiteOf(string id, double latitude, double longitude) => Real.Sites.All[0] with
    {
        Id = new SiteId(id),
        NameEnglish = id,
        NameChinese = "某地",
        Position = new LatLon(latitude, longitude),
    };

    private static Route RouteOf(string from, string to, RouteStatus status) =>
        new(new RouteId($"{from}-{to}"), new SiteId(from), new SiteId(to), [], RouteKind.Cargo, status, [], "made up");
}
