using System.Text;
using DroneLogistics.Provenance;
using DroneLogistics.Routing;
using DroneLogistics.Routing.Formats;
using NUnit.Framework;

namespace DroneLogistics.Tests.Routing;

public sealed class ShippedRoutesTests
{
    private static readonly IReadOnlyList<Route> All = ShippedData.World.Routes;

    [TestCase("putuo-liuheng", "putuo", "liuheng")]
    [TestCase("jinshan-sijiao", "jinshan", "sijiao")]
    [TestCase("sijiao-huaniao", "sijiao", "huaniao")]
    [TestCase("sijiao-gouqi", "sijiao", "gouqi")]
    [TestCase("dinghai-dongju", "dinghai-port", "dongju")]
    [TestCase("dingzuimen-gaoting", "dingzuimen", "gaoting")]
    public void A_route_of_the_source_document_exists_in_both_directions(string id, string from, string to)
    {
        var there = All.Single(route => route.Id.Text == id);
        var back = All.Single(route => route.Origin.Text == to && route.Destination.Text == from);

        Assert.That((there.Origin.Text, there.Destination.Text), Is.EqualTo((from, to)));
        Assert.That(back.Via, Is.EqualTo(there.Via.Reverse()));
        Assert.That(there.Kind, Is.EqualTo(RouteKind.Cargo));
        Assert.That(back.Kind, Is.EqualTo(RouteKind.Cargo));
    }

    [Test]
    public void Loops_and_no_others_are_sightseeing_and_have_a_way_round()
    {
        var loops = All.Where(route => route.Origin == route.Destination).ToList();

        Assert.That(loops.Select(loop => loop.Id.Text), Is.EquivalentTo(["dongji-loop", "gouqi-loop", "zhoushan-island-loop"]));
        Assert.That(loops, Is.EquivalentTo(All.Where(route => route.Kind == RouteKind.Sightseeing)));
        Assert.That(loops.Select(loop => loop.Via.Count), Is.All.Positive);
    }

    [Test]
    public void Every_end_and_every_site_on_the_way_is_a_site_of_the_network()
    {
        foreach (var site in All.SelectMany(route => route.Via.Append(route.Origin).Append(route.Destination)))
        {
            Assert.That(ShippedData.World.Sites.TryGet(site, out _), Is.True, site.Text);
        }
    }

    [Test]
    public void The_first_route_is_the_32_1_km_that_are_published()
    {
        var (putuo, liuheng) = (ShippedData.Site("putuo").Position, ShippedData.Site("liuheng").Position);

        // The source gives one decimal.
        Assert.That(putuo.DistanceTo(liuheng).Kilometres, Is.EqualTo(32.1).Within(0.05));
    }

    [TestCase("\"from\": \"putuo\"", "\"from\": \"nowhere\"", "routes[0].from")]
    [TestCase("\"to\": \"liuheng\"", "\"to\": \"Liuheng\"", "routes[0].to")]
    [TestCase("\"to\": \"liuheng\"", "\"to\": \"putuo\"", "routes[0].via")]
    [TestCase("\"id\": \"jinshan-sijiao\"", "\"id\": \"putuo-liuheng\"", "routes")]
    public void A_route_to_nowhere_or_to_itself_or_twice_is_refused(string text, string spoiled, string key)
    {
        var json = Encoding.UTF8.GetString(ShippedFiles.Bytes("routes/zhoushan.json"));
        var at = json.IndexOf(text, StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(json[..at] + spoiled + json[(at + text.Length)..]);

        var trouble = Assert.Throws<DataFileException>(() => RouteFile.Read(bytes, "zhoushan.json", ShippedData.World.Sites));
        Assert.That(trouble.Key, Is.EqualTo(key));
    }
}
