using CsCheck;
using DroneLogistics.Airspace.Aerodromes;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace.Aerodromes;

/// <summary>A runway of 3,000 m from south to north at 30 N, aerodrome 10 m above the sea; heights below are above the aerodrome.</summary>
public sealed class ObstacleLimitationSurfacesTests
{
    private static readonly LatLon South = new(30, 122);
    private static readonly Runway Runway = new("36/18", South, South.Towards(Bearing.FromDegrees(0), Length.FromMetres(3000)), Length.FromMetres(45), Length.Zero, Length.Zero, SourceStatus.Assumed, "ours");
    private static readonly ObstacleLimitationSurfaces Surfaces = new(Runway, AltitudeAmsl.FromMetres(10), ShippedAirspace.Rules);
    private static readonly LocalFrame Middle = new(South.Towards(Bearing.FromDegrees(0), Length.FromMetres(1500)));

    // North metres beyond the northern strip end (1,500 + 60 m from the middle) and metres east.
    [TestCase(-1560, 0, LimitationSurface.Strip, 0, TestName = "On the runway nothing may stand.")]
    [TestCase(-1560, 250, LimitationSurface.Transitional, 14.3, TestName = "100 m beside the strip: 0.143 of 100 m.")]
    [TestCase(-1560, 2000, LimitationSurface.InnerHorizontal, 45, TestName = "2 km beside the runway: the inner horizontal surface.")]
    [TestCase(-1560, 5000, LimitationSurface.Conical, 95, TestName = "5 km beside: 45 m and 5 % of 1 km.")]
    [TestCase(-1560, 5999, LimitationSurface.Conical, 144.95, TestName = "At the rim of the conical surface: nearly 145 m.")]
    [TestCase(1000, 0, LimitationSurface.Approach, 20, TestName = "1 km out: 2 %.")]
    [TestCase(3000, 0, LimitationSurface.InnerHorizontal, 45, TestName = "3 km out the approach is at 60 m, the inner horizontal below it.")]
    [TestCase(6500, 700, LimitationSurface.TakeoffClimb, 130, TestName = "6.5 km out, within 900 m: the climb surface, 2 %.")]
    [TestCase(6500, 950, LimitationSurface.Approach, 147.5, TestName = "6.5 km out, beyond 900 m: the approach, 60 m and 2.5 % of 3,500 m.")]
    [TestCase(8000, 0, LimitationSurface.Approach, 150, TestName = "8 km out the approach is level at 150 m and the climb surface at 160.")]
    [TestCase(14_999, 0, LimitationSurface.Approach, 150, TestName = "15 km out: still 150 m.")]
    [TestCase(14_000, 2200, LimitationSurface.Approach, 150, TestName = "14 km out the approach is 2,250 m wide on each side.")]
    public void The_lowest_surface_is_that_of_the_tables(double north, double east, LimitationSurface surface, double height)
    {
        var limit = Surfaces.LimitAt(At(north, east))!.Value;

        Assert.That(limit.Surface, Is.EqualTo(surface));
        Assert.That(limit.Height.Metres, Is.EqualTo(10 + height).Within(0.01));
    }

    [TestCase(6500, 0, 130)]
    [TestCase(14_999, 899, 299.98)]
    public void The_climb_surface_rises_by_2_percent_and_widens_to_1800_m(double north, double east, double height)
    {
        Assert.That(Surfaces.HeightOf(LimitationSurface.TakeoffClimb, At(north, east))!.Value.Metres, Is.EqualTo(height).Within(0.01));
        Assert.That(Surfaces.HeightOf(LimitationSurface.TakeoffClimb, At(north, 901)), Is.Null);
    }

    [TestCase(0, 6001)]
    [TestCase(15_001, 0)]
    [TestCase(14_000, 2260)]
    public void Outside_of_all_surfaces_the_runway_limits_nothing(double north, double east)
    {
        Assert.That(Surfaces.LimitAt(At(north, east)), Is.Null);
    }

    [Test]
    public void Both_directions_are_protected_alike() =>
        Gen.Select(Gen.Double[0.0, 17_000.0], Gen.Double[-7000.0, 7000.0]).Sample((north, east) =>
        {
            var limit = Surfaces.LimitAt(Middle.ToGlobe(new PlanePoint(east, north)));
            var mirrored = Surfaces.LimitAt(Middle.ToGlobe(new PlanePoint(-east, -north)));
            Assert.That(mirrored?.Height.Metres, Is.EqualTo(limit?.Height.Metres).Within(1e-3));
        }, iter: 1000);

    [Test]
    public void No_point_is_limited_lower_than_the_aerodrome_nor_higher_than_the_highest_surface() =>
        Gen.Select(Gen.Double[-17_000.0, 17_000.0], Gen.Double[-7000.0, 7000.0]).Sample((north, east) =>
        {
            if (Surfaces.LimitAt(Middle.ToGlobe(new PlanePoint(east, north))) is { } limit)
            {
                Assert.That(limit.Height.Metres, Is.InRange(10, 310));
            }
        }, iter: 1000);

    [Test]
    public void A_displaced_threshold_moves_the_approach_surface_in_and_leaves_the_climb_surface()
    {
        var displaced = new ObstacleLimitationSurfaces(Runway with { SecondDisplaced = Length.FromMetres(200) }, AltitudeAmsl.FromMetres(10), ShippedAirspace.Rules);

        // 1 km beyond the strip's end is 1,200 m beyond the inner edge: 24 m instead of 20.
        Assert.That(displaced.HeightOf(LimitationSurface.Approach, At(1000, 0))!.Value.Metres, Is.EqualTo(24).Within(0.01));
        Assert.That(displaced.HeightOf(LimitationSurface.TakeoffClimb, At(1000, 0))!.Value.Metres, Is.EqualTo(20).Within(0.01));
    }

    [Test]
    public void A_point_right_on_the_side_of_the_control_area_is_in_it([Values(-6000, 6000)] double east, [Values(-1500, -700, 0, 0.1, 333, 1500)] double north)
    {
        // An edge that is straight in degrees bends inwards by a centimetre on one side.
        Assert.That(AerodromeOutlines.ControlArea(Runway, ShippedAirspace.Rules).Contains(Middle.ToGlobe(new PlanePoint(east, north))), Is.True);
    }

    [Test]
    public void The_control_area_is_the_plan_of_the_surfaces() =>
        Gen.Select(Gen.Double[-18_000.0, 18_000.0], Gen.Double[-7000.0, 7000.0]).Sample((north, east) =>
        {
            var point = Middle.ToGlobe(new PlanePoint(east, north));
            var isLimited = Surfaces.LimitAt(point) is not null;
            var isInside = AerodromeOutlines.ControlArea(Runway, ShippedAirspace.Rules).Contains(point);

            // Only on the ring of 0.3 m by which the polygon is larger may they differ.
            Assert.That(isLimited && !isInside, Is.False);
            if (isInside && !isLimited)
            {
                Assert.That(Surfaces.LimitAt(Middle.ToGlobe(new PlanePoint(east * 0.9999, north * 0.9999))), Is.Not.Null);
            }
        }, iter: 2000);

    private static LatLon At(double northOfStripEnd, double east) => Middle.ToGlobe(new PlanePoint(east, 1560 + northOfStripEnd));
}
