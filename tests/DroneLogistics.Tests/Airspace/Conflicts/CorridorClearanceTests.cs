using DroneLogistics.Airspace.Conflicts;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Terrain;
using DroneLogistics.Tests.Terrain;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace.Conflicts;

public sealed class CorridorClearanceTests
{
    private static readonly Length Required = Length.FromMetres(30);
    private static readonly ElevationAccuracy Accuracy = new(Published: Length.FromMetres(5), Recalled: Length.FromMetres(15), Assumed: Length.FromMetres(30));
    private static readonly LatLon From = new(30, 122);
    private static readonly LatLon To = From.Towards(Bearing.FromDegrees(90), Length.FromKilometres(10));

    // A hill of 85 m, known to 5 m, under a flight that keeps 30 m.
    [TestCase(120.0, true, 0.0)]
    [TestCase(119.99, false, -0.01)]
    [TestCase(double.NaN, false, double.NaN)]
    public void Thirty_metres_over_the_top_and_its_accuracy_suffice_and_a_centimetre_less_does_not(double low, bool suffices, double margin)
    {
        var clearance = CorridorClearance.Over(At(low), new Ground(AltitudeAmsl.FromMetres(85), TerrainSource.IslandMaximum, "hill", SourceStatus.Published, Length.FromMetres(5)), Required);

        Assert.That(clearance.Suffices, Is.EqualTo(suffices));
        Assert.That(clearance.Margin!.Value.Metres, Is.EqualTo(margin).Within(1e-9));
    }

    [Test]
    public void Ground_that_is_not_known_is_never_cleared()
    {
        var clearance = CorridorClearance.Over(At(10_000), new Ground(null, TerrainSource.Mainland, "mainland", SourceStatus.Assumed, Length.Zero), Required);

        Assert.That(clearance.Suffices, Is.False);
        Assert.That(clearance.Margin, Is.Null);
    }

    [Test]
    public void A_pylon_counts_with_its_accuracy_upward_and_sideways()
    {
        // 370 m, recalled to 15 m; it stands within 400 m of a point 650 m beside the way, half a width is 300 m: 50 m of overlap.
        var aside = From.Towards(Bearing.FromDegrees(90), Length.FromKilometres(5)).Towards(Bearing.FromDegrees(0), Length.FromMetres(650));
        var pylon = new Obstacle("pylon", "Pylon", "塔", ObstacleKind.Pylon, aside, Length.FromMetres(400), new SourcedNumber("topM", 370, "m", SourceStatus.Recalled, "ours"), null, string.Empty);
        var obstacles = new ObstacleSet([pylon]);

        var clearance = CorridorClearance.Over(At(400), obstacles, Accuracy, Required).Single();
        Assert.That(clearance.Margin.Metres, Is.EqualTo(400 - 370 - 15 - 30).Within(1e-9));
        Assert.That(clearance.Suffices, Is.False);
        Assert.That(CorridorClearance.Over(At(415), obstacles, Accuracy, Required).Single().Suffices, Is.True);
        Assert.That(CorridorClearance.Over(At(400) with { HalfWidth = Length.FromMetres(240) }, obstacles, Accuracy, Required), Is.Empty, "650 - 400 = 250 m away");
    }

    [Test]
    public void The_place_told_is_one_from_which_the_hill_is_in_reach()
    {
        // From Putuo straight to Liuheng, over islands.
        var (putuo, liuheng) = (ShippedData.Site("putuo").Position, ShippedData.Site("liuheng").Position);
        var corridor = new SweptCorridor(putuo, liuheng, Length.FromMetres(295), AltitudeAmsl.FromMetres(110), AltitudeAmsl.FromMetres(200), Window);

        var clearance = CorridorClearance.Over(corridor, ShippedTerrain.Map, Required);
        var place = CorridorClearance.PlaceOf(corridor, ShippedTerrain.Map, clearance.Ground);

        Assert.That(clearance.Suffices, Is.False);
        Assert.That(ShippedTerrain.Map.HighestGround(place, place, Length.FromMetres(295 + 100)).Name, Is.EqualTo(clearance.Ground.Name));
    }

    private static readonly TimeWindow Window = Zones.Window("2024-11-25T04:00Z", "2024-11-25T04:10Z");

    private static SweptCorridor At(double low) => new(From, To, Length.FromMetres(300), AltitudeAmsl.FromMetres(low), AltitudeAmsl.FromMetres(low + 100), Window);
}
