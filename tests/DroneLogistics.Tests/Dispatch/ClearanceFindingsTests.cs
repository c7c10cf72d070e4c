using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Dispatch;
using DroneLogistics.Provenance;
using DroneLogistics.Simulation;
using DroneLogistics.Terrain;
using DroneLogistics.Tests.Simulation;
using DroneLogistics.Tests.Terrain;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

public sealed class ClearanceFindingsTests
{
    private static readonly ObstacleSet Nothing = new([]);

    private static readonly IReadOnlyList<IslandElevation> TwoHundredMetres = [Seas.Elevation("isle", 200)];

    // 200 m, known to 5 m, under half a width of 294.8 m: right below the way, and 500 m beside it with a shore margin of 300 m.
    private static readonly TerrainMap Below = Seas.Map([Seas.Square("isle", 0, 0, 1_000)], TwoHundredMetres);
    private static readonly TerrainMap Beside = Seas.Map([Seas.Square("isle", 0, 1_000, 500)], TwoHundredMetres);

    [Test]
    public void Over_the_open_sea_nothing_is_found()
    {
        Assert.That(All(Fly(120, Corridors.OpenSea), Corridors.OpenSea, Nothing), Is.Empty);
    }

    [Test]
    public void A_hill_below_the_way_is_named_with_its_place_and_leaves_no_altitude()
    {
        var corridor = Fly(120, Below);

        // The lowest is 110 m: 110 - 205 = -95 m, 30 m required. To fly over it 205 + 30 + 10 m are needed, 120 m are allowed over land.
        var terrain = ClearanceFindings.OverGround(corridor, Below, Corridors.Policy).Single();
        var band = ClearanceFindings.Band(corridor, Below, Nothing, Seas.Policy.Accuracy, Corridors.Policy).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((terrain.Code, terrain.Subject, terrain.Unit), Is.EqualTo((ReasonCode.TerrainClearanceInsufficient, "terrain/isle", "m")));
            Assert.That((terrain.Limit, terrain.Actual, terrain.Margin), Is.EqualTo((30.0, -95.0, -125.0)));
            Assert.That(terrain.Where!.Value.DistanceTo(Seas.Middle).Metres, Is.LessThan(1_000 + 300 + 295 + 200));
            Assert.That(terrain.When!.Value.Contains(Flights.Nine.AddMinutes(6)), Is.True);
            Assert.That(terrain.English, Is.EqualTo("-95 m of clearance, 30 m required: the flight may come down to 110 m over isle, which reaches 200 m, known to 5 m."));
            Assert.That(terrain.Chinese, Is.EqualTo("净空 -95 m,须 ≥ 30 m:飞行最低 110 m,isle高 200 m(精度 5 m)。"));
            Assert.That((band.Code, band.Subject), Is.EqualTo((ReasonCode.AltitudeBandEmpty, "terrain/isle")));
            Assert.That((band.Limit, band.Actual, band.Margin), Is.EqualTo((120.0, 245.0, -125.0)));
            Assert.That(band.English, Is.EqualTo("At least 245 m to clear isle, at most 120 m (120 m above the ground): 125 m are missing for any altitude."));
        }
    }

    [Test]
    public void A_hill_beside_the_way_is_flown_by_at_245_metres_and_not_below()
    {
        Assert.That(All(Fly(245, Beside), Beside, Nothing), Is.Empty, "205 + 30 + 10 m, and over the sea 300 m are allowed");
        Assert.That(All(Fly(244.9, Beside), Beside, Nothing).Select(finding => finding.Code), Is.EqualTo([ReasonCode.TerrainClearanceInsufficient]));
    }

    [Test]
    public void Where_the_ground_is_not_known_no_altitude_is_high_enough()
    {
        // Far beyond the coastline's box.
        var task = Corridors.Task(AltitudeAmsl.FromMetres(290), (-8_000, 0), (-30_000, 0));
        var findings = All(Corridors.Of(task, Corridors.OpenSea), Corridors.OpenSea, Nothing);

        Assert.That(findings, Has.Count.EqualTo(1));
        Assert.That((findings[0].Code, findings[0].Unknown, findings[0].Margin), Is.EqualTo((ReasonCode.TerrainClearanceInsufficient, true, (double?)null)));
        Assert.That(findings[0].Where, Is.Not.Null);
    }

    [Test]
    public void The_mainland_is_not_flown_over()
    {
        var mainland = Seas.Map([Seas.Square("continent", 0, 0, 1_000)], [], mainland: "continent");
        var findings = All(Fly(290, mainland), mainland, Nothing);

        Assert.That(findings.Select(finding => (finding.Code, finding.Unknown, finding.Subject)), Is.EqualTo([(ReasonCode.TerrainClearanceInsufficient, false, "terrain/continent")]));
    }

    // Half a width of 294.8 m and the pylon's own 100 m: 394.8 m from the way.
    [TestCase(390, 1)]
    [TestCase(400, 0)]
    public void A_pylon_is_found_within_half_a_width_and_its_own_accuracy(double metresAside, int found)
    {
        var obstacles = new ObstacleSet([Pylon(0, metresAside, 150)]);
        var findings = All(Fly(120, Corridors.OpenSea), Corridors.OpenSea, obstacles);

        // 150 + 5 + 30 + 10 = 195 m is below the 300 m allowed over the sea.
        Assert.That(findings.Select(finding => (finding.Code, finding.Subject)), Is.EqualTo(Enumerable.Repeat((ReasonCode.ObstacleClearanceInsufficient, "obstacles/pylon"), found)));
        if (found > 0)
        {
            Assert.That((findings[0].Limit, findings[0].Actual, findings[0].Margin), Is.EqualTo((30.0, 110.0 - 155, 110.0 - 155 - 30)));
            Assert.That(findings[0].Where, Is.EqualTo(Seas.At(0, metresAside)));
        }
    }

    [Test]
    public void A_tower_too_high_for_the_limit_over_the_sea_leaves_no_altitude()
    {
        var findings = All(Fly(290, Corridors.OpenSea), Corridors.OpenSea, new ObstacleSet([Pylon(0, 0, 370)]));

        // 370 + 5 + 30 + 10 = 415 m.
        Assert.That(findings.Select(finding => finding.Code), Is.EqualTo([ReasonCode.ObstacleClearanceInsufficient, ReasonCode.AltitudeBandEmpty]));
        Assert.That((findings[1].Limit, findings[1].Actual, findings[1].Subject), Is.EqualTo((300.0, 415.0, "obstacles/pylon")));
    }

    // On the spot 31.1 m and the pylon's 100 m count.
    [TestCase(130, true)]
    [TestCase(135, false)]
    public void Over_a_pad_no_clearance_is_asked_over_the_ground_but_an_obstacle_in_the_width_of_a_hover_counts(double metresAside, bool found)
    {
        // 70 m high: cleared in transition, 105 m at the lowest, and not while the aircraft climbs past it.
        var findings = All(Fly(120, Corridors.OpenSea), Corridors.OpenSea, new ObstacleSet([Pylon(-8_000 - metresAside, 0, 70)]));

        Assert.That(findings.Select(finding => (finding.Code, finding.Actual)), Is.EqualTo(Enumerable.Repeat((ReasonCode.ObstacleClearanceInsufficient, (double?)(5 - 75)), found ? 1 : 0)));
    }

    [Test]
    public void The_straight_way_from_Putuo_to_Liuheng_names_the_islands_in_its_way()
    {
        var corridor = Corridors.Shipped(Flights.Question());
        var terrain = ClearanceFindings.OverGround(corridor, ShippedTerrain.Map, Corridors.Policy).ToList();

        Assert.That(terrain.Select(finding => finding.Subject), Does.Contain("terrain/Zhoushan Dao").Or.Contain("terrain/Zhoushan Island"));
        Assert.That(terrain, Is.All.Matches<Finding>(finding => finding is { Where: not null, When: not null, English.Length: > 20, Chinese.Length: > 10 }));
        Assert.That(terrain.Select(finding => finding.Subject), Is.Unique);
    }

    private static FlightCorridor Fly(double altitude, TerrainMap terrain) =>
        Corridors.Of(Corridors.Task(AltitudeAmsl.FromMetres(altitude), (-8_000, 0), (8_000, 0)), terrain);

    private static List<Finding> All(FlightCorridor corridor, TerrainMap terrain, ObstacleSet obstacles) =>
    [
        .. ClearanceFindings.OverGround(corridor, terrain, Corridors.Policy),
        .. ClearanceFindings.OverObstacles(corridor, obstacles, Seas.Policy.Accuracy, Corridors.Policy),
        .. ClearanceFindings.Band(corridor, terrain, obstacles, Seas.Policy.Accuracy, Corridors.Policy),
    ];

    private static Obstacle Pylon(double east, double north, double top) => new(
        "pylon", "Pylon", "塔", ObstacleKind.Pylon, Seas.At(east, north), Length.FromMetres(100), new SourcedNumber("topM", top, "m", SourceStatus.Published, "ours"), null, string.Empty);
}
