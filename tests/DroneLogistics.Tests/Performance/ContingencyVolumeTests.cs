using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Performance.Formats;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Performance;

public sealed class ContingencyVolumeTests
{
    // Half a unit of the last figure given.
    private const double LastFigure = 0.05;

    private static readonly CorridorPolicy Policy = CorridorPolicyFile.Read(ShippedFiles.Bytes("policy/corridor.json"), "policy/corridor.json");

    private static readonly Length Top = Length.FromMetres(120);

    // 3 + 3 + 1 + 20 + 20² / 2g = 47.39; 120 + 1 + 14 + 20.39 = 155.39; + 1.55 = 156.94; 20 √(2 x 155.39 / g) + 1.55 = 114.1.
    [TestCase("fc30", 20, 3.1, 47.4, 155.4, 156.9, 114.1)]

    // A Matrice 350: 7 + 15 + 225 / 2g = 33.47; 120 + 1 + 10.5 + 11.47 = 142.97; + 0.55; 15 √(2 x 142.97 / g) + 0.55 = 81.5.
    [TestCase("fc30", 15, 1.1, 33.5, 143.0, 143.5, 81.5)]
    public void A_multirotor_has_the_volumes_of_the_published_method(string id, double speed, double dimension, double lateral, double height, double oneToOne, double ballistic)
    {
        var volume = Of(ShippedData.Type(id) with { CharacteristicDimension = Length.FromMetres(dimension) }, speed);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(volume.Lateral.Metres, Is.EqualTo(lateral).Within(LastFigure));
            Assert.That(Top.Metres + volume.Upward.Metres, Is.EqualTo(height).Within(LastFigure));
            Assert.That(volume.GroundRiskBuffer(Top, GroundRisk.OneToOne).Metres, Is.EqualTo(oneToOne).Within(LastFigure));
            Assert.That(volume.GroundRiskBuffer(Top, GroundRisk.Ballistic).Metres, Is.EqualTo(ballistic).Within(LastFigure));
            Assert.That(() => volume.GroundRiskBuffer(Top, GroundRisk.Glide), Throws.InvalidOperationException);
        }
    }

    [Test]
    public void On_the_wing_the_FZ90_needs_room_to_turn_back_and_a_glide_to_the_ground()
    {
        var volume = Of(ShippedData.Type("fz90"), 27);

        // 7 + 27 + 27² / (g tan 30°) = 162.8; above 1 + 18.9 + 0.3 x 27² / g = 42.2, and 162.2 m times a glide ratio near 15.
        using (Assert.EnterMultipleScope())
        {
            Assert.That(volume.Lateral.Metres, Is.EqualTo(162.8).Within(LastFigure));
            Assert.That(volume.Upward.Metres, Is.EqualTo(42.2).Within(LastFigure));
            Assert.That(volume.GroundRiskBuffer(Top, GroundRisk.OneToOne).Metres, Is.EqualTo(165.2).Within(LastFigure));
            Assert.That(volume.GroundRiskBuffer(Top, GroundRisk.Glide).Kilometres, Is.EqualTo(2.5).Within(0.3));
            Assert.That(() => volume.GroundRiskBuffer(Top, GroundRisk.Ballistic), Throws.InvalidOperationException);
        }
    }

    [Test]
    public void For_planning_the_FZ90_at_27_mps_is_given_10_mps_of_wind()
    {
        var volume = ContingencyVolume.Of(ShippedData.Type("fz90"), Speed.FromMetresPerSecond(27), Policy);

        // 1.5 x 6 + 7 + 37 + 37² / (g tan 30°) = 9 + 7 + 37 + 241.8; up 9 + 1 + 25.9 + 0.3 x 37² / g = 77.8; down 9 + 1.
        // On the spot 9 + 7 + 10 + 10² / 2g = 31.1.
        using (Assert.EnterMultipleScope())
        {
            Assert.That(volume.GroundSpeed.MetresPerSecond, Is.EqualTo(37));
            Assert.That(volume.HalfWidth.Metres, Is.EqualTo(294.8).Within(LastFigure));
            Assert.That(volume.VerticalAbove.Metres, Is.EqualTo(77.8).Within(LastFigure));
            Assert.That(volume.VerticalBelow.Metres, Is.EqualTo(10).Within(1e-9));
            Assert.That(volume.HoverHalfWidth.Metres, Is.EqualTo(31.1).Within(LastFigure));
        }
    }

    [Test]
    public void A_faster_flight_never_needs_less_room()
    {
        foreach (var type in ShippedData.World.AircraftTypes)
        {
            var volumes = Enumerable.Range(1, 60).Select(speed => Of(type, speed)).ToList();
            Assert.That(volumes.Select(volume => volume.HalfWidth.Metres), Is.Ordered.Ascending, type.Id.Text);
            Assert.That(volumes.Select(volume => volume.VerticalAbove.Metres), Is.Ordered.Ascending, type.Id.Text);
        }
    }

    [TestCase(0.0)]
    [TestCase(-1.0)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void A_speed_that_is_none_is_refused(double speed)
    {
        Assert.That(() => Of(ShippedData.Type("fz90"), speed), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Of(ShippedData.Type("fz90"), 27).GroundRiskBuffer(Length.FromMetres(double.NaN), GroundRisk.Glide), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static ContingencyVolume Of(AircraftType type, double groundSpeed) =>
        ContingencyVolume.OfGroundSpeed(type, Speed.FromMetresPerSecond(groundSpeed), Policy);
}
