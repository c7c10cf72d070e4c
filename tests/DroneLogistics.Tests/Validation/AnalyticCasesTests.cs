using DroneLogistics.Fleet;
using DroneLogistics.Geodesy;
using DroneLogistics.Performance;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Tests.Performance;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Validation;

/// <summary>The core against exact cases that were computed outside of it, each within the tolerance of its row.</summary>
public sealed class AnalyticCasesTests
{
    private const string FileName = "analytic_cases.csv";

    /// <summary>What the core answers: how a category begins, and our values by the keys of the expected results.</summary>
    private static readonly (string Category, Func<AnalyticCase, IEnumerable<(string Key, double Ours)>> Ask)[] Answered =
    [
        ("ISA", StandardAtmosphere),
        ("ideal hover", Hover),
        ("axial climb", Climb),
        ("Glauert level disc", LevelDisc),
        ("Glauert inclined disc", InclinedDisc),
        ("vortex-ring", VortexRing),
        ("wind triangle", Triangle),
        ("wind profile", Profile),
        ("constant-power discharge", ConstantPower),
        ("Arrhenius", Arrhenius),
        ("WGS84 inverse", Inverse),
        ("Wilson", Wilson),
        ("Dryden", Turbulence),
        ("polar optimum", Polar),
    ];

    [Test]
    public void Every_expected_number_of_every_case_is_met_within_its_tolerance()
    {
        var cases = Read();
        Assert.That(cases, Is.Not.Empty);
        using (Assert.EnterMultipleScope())
        {
            foreach (var known in cases)
            {
                var ask = Array.Find(Answered, entry => known.Category.StartsWith(entry.Category, StringComparison.Ordinal)).Ask;
                if (ask is null)
                {
                    Assert.Fail($"{known.Id}: the core does not answer \"{known.Category}\".");
                    continue;
                }

                var ours = ask(known).ToDictionary(answer => answer.Key, answer => answer.Ours, StringComparer.Ordinal);
                foreach (var key in known.Expected.EnumerateObject().Select(property => property.Name).Where(key => key != "feasible"))
                {
                    Assert.That(ours, Does.ContainKey(key), known.Id);
                    if (ours.TryGetValue(key, out var value))
                    {
                        var expected = known.Out(key);
                        Assert.That(InTheTurnOf(expected, key, value), Is.EqualTo(expected).Within(known.ToleranceAt(expected)), $"{known.Id}: {key}");
                    }
                }
            }
        }
    }

    [Test]
    public void The_cases_beside_the_tests_are_of_every_kind_that_the_core_answers()
    {
        var categories = AnalyticCase.ReadAll(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Validation", "cases", FileName))).Select(known => known.Category).ToList();

        Assert.That(Answered.Select(entry => entry.Category).Where(ours => !categories.Exists(category => category.StartsWith(ours, StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public void A_track_that_cannot_be_held_is_told_as_such()
    {
        foreach (var known in Read().Where(known => known.Category.StartsWith("wind triangle", StringComparison.Ordinal)))
        {
            var (ours, feasible) = (Solve(known), known.Expected.GetProperty("feasible").GetBoolean());
            if (feasible)
            {
                // The heading exists; ours asks for a ground speed ahead as well.
                Assert.That(ours.WindCorrectionDegrees, Is.Not.NaN, known.Id);
                Assert.That(ours.Holds, Is.EqualTo(known.Out("gs_mps") > 0), known.Id);
            }
            else
            {
                Assert.That(ours.Holds, Is.False, known.Id);
            }
        }
    }

    /// <summary>An angle in the same turn as the expected one: 359.9999999999 is 1e-10 degrees from north.</summary>
    private static double InTheTurnOf(double expected, string key, double value) =>
        key.EndsWith("_deg", StringComparison.Ordinal) ? value + (360 * Math.Round((expected - value) / 360)) : value;

    private static IEnumerable<(string, double)> StandardAtmosphere(AnalyticCase known)
    {
        var air = Atmosphere.WithSeaLevelTemperature(new Temperature(Atmosphere.Standard.SeaLevelTemperature.Kelvin + known.In("dT_K")));
        var altitude = AltitudeAmsl.FromMetres(known.In("h_m"));
        yield return ("T_K", air.TemperatureAt(altitude).Kelvin);
        yield return ("p_Pa", air.PressureAt(altitude).Pascal);
        yield return ("rho_kgm3", air.DensityAt(altitude).KilogramsPerCubicMetre);
        yield return ("a_mps", air.SpeedOfSoundAt(altitude).MetresPerSecond);
    }

    private static IEnumerable<(string, double)> Hover(AnalyticCase known)
    {
        var disc = Disc.Of(known);
        yield return ("A_m2", disc.Rotors.DiscAreaSquareMetres);
        yield return ("T_N", disc.Thrust);
        yield return ("vh_mps", disc.HoverVelocity);
        yield return ("P_ideal_W", disc.Vertical(0).ShaftWatts);
        yield return ("disc_loading_Nm2", disc.Thrust / disc.Rotors.DiscAreaSquareMetres);
    }

    private static IEnumerable<(string, double)> Climb(AnalyticCase known)
    {
        var (disc, climb) = (Disc.Of(known), known.In("Vc"));
        var power = disc.Vertical(climb);
        yield return ("vi_mps", RotorPower.AxialInducedVelocity(disc.HoverVelocity, climb));
        yield return ("P_ideal_W", power.ShaftWatts);
        yield return ("excess_over_mgVc_W", power.InducedWatts);
    }

    private static IEnumerable<(string, double)> LevelDisc(AnalyticCase known)
    {
        var (disc, airspeed) = (Disc.Of(known), known.In("V"));
        yield return ("vi_mps", RotorPower.LevelInducedVelocity(disc.HoverVelocity, airspeed));
        yield return ("Pind_ideal_W", RotorPower.Forward(disc.Rotors, disc.Thrust, Speed.FromMetresPerSecond(airspeed), disc.Density).InducedWatts);
    }

    private static IEnumerable<(string, double)> InclinedDisc(AnalyticCase known) =>
        [("vi_mps", RotorPower.InclinedInducedVelocity(Disc.Of(known).HoverVelocity, known.In("Vt"), known.In("Vn")))];

    private static IEnumerable<(string, double)> VortexRing(AnalyticCase known)
    {
        var (hover, x) = (Disc.Of(known).HoverVelocity, known.In("Vc_over_vh"));
        var induced = RotorPower.AxialInducedVelocity(hover, x * hover) / hover;
        yield return ("vi_over_vh", induced);
        yield return ("P_over_Ph", induced + x);
    }

    private static IEnumerable<(string, double)> Triangle(AnalyticCase known)
    {
        var triangle = Solve(known);
        yield return ("headwind_mps", triangle.HeadwindComponent.MetresPerSecond);
        yield return ("crosswind_from_right_mps", triangle.CrosswindComponent.MetresPerSecond);
        yield return ("gs_mps", triangle.GroundSpeed.MetresPerSecond);
        yield return ("wca_deg", triangle.WindCorrectionDegrees);
        yield return ("heading_deg", Bearing.FromDegrees(known.In("track_deg") + triangle.WindCorrectionDegrees).Degrees);
    }

    private static IEnumerable<(string, double)> Profile(AnalyticCase known)
    {
        var (wind, ten, height) = (Speed.FromMetresPerSecond(known.In("U10")), Length.FromMetres(10), Length.FromMetres(known.In("z")));
        yield return ("power_mps", WindProfile.PowerLaw(wind, ten, height, known.In("alpha")).MetresPerSecond);
        yield return ("log_mps", WindProfile.LogLaw(wind, ten, height, Length.FromMetres(known.In("z0"))).MetresPerSecond);
    }

    private static IEnumerable<(string, double)> ConstantPower(AnalyticCase known)
    {
        var battery = LinearBattery.Circuit(known.In("a"), known.In("b"), known.In("R"), known.In("Q_Ah"));
        var (watts, start, end) = (known.In("P_W"), known.In("s0"), known.In("s1"));

        // In a hundred runs: the loss is a small difference, of a light load a hundredth of the energy, and the tolerance is that of the loss.
        double At(int run) => start + ((end - start) * run / 100);
        var seconds = Enumerable.Range(0, 100).Sum(run => LinearBattery.SecondsTo(battery, At(run + 1), watts, At(run)));
        var drawn = battery.StoredEnergy(new StateOfCharge(start)) - battery.StoredEnergy(new StateOfCharge(end));
        var amperes = battery.Current(end, watts);
        yield return ("time_s", seconds);
        yield return ("I_start_A", battery.Current(start, watts));
        yield return ("I_end_A", amperes);
        yield return ("V_end", battery.OpenCircuitVolts(end) - (amperes * battery.ResistanceOhm(end)));
        yield return ("E_delivered_Wh", watts * seconds / 3600);
        yield return ("E_ocv_Wh", drawn.WattHours);
        yield return ("loss_Wh", drawn.WattHours - (watts * seconds / 3600));
        yield return ("Pmax_start_W", battery.OpenCircuitVolts(start) * battery.OpenCircuitVolts(start) / (4 * battery.ResistanceOhm(start)));
    }

    private static IEnumerable<(string, double)> Arrhenius(AnalyticCase known)
    {
        var design = Worlds.Wing.Battery with { Chemistry = Worlds.Cell with { ActivationEnergyJoulesPerMole = known.In("Ea_Jmol") } };
        double At(Temperature temperature) => new BatteryCircuit(design, 1, temperature).ResistanceOhm(1);
        yield return ("factor", At(Temperature.FromDegreesCelsius(known.In("T_C"))) / At(new Temperature(known.In("Tref_K"))));
    }

    private static IEnumerable<(string, double)> Inverse(AnalyticCase known)
    {
        var line = Geodesic.Inverse(known.In("lat1"), known.In("lon1"), known.In("lat2"), known.In("lon2"));
        yield return ("s12_m", line.DistanceMetres);
        yield return ("azi1_deg", line.InitialAzimuthDegrees);
        yield return ("azi2_deg", line.FinalAzimuthDegrees);
        var sphere = MeanSphere.Distance(new LatLon(known.In("lat1"), known.In("lon1")), new LatLon(known.In("lat2"), known.In("lon2"))).Metres;
        yield return ("haversine_m", sphere);
        yield return ("sphere_rel_err", (sphere / line.DistanceMetres) - 1);
    }

    private static IEnumerable<(string, double)> Turbulence(AnalyticCase known)
    {
        var turbulence = DrydenTurbulence.At(Length.FromMetres(known.In("h_m")), Speed.FromMetresPerSecond(known.In("W20_mps")));
        var filter = LongitudinalGustFilter.Of(turbulence.SigmaU, turbulence.LengthU, Speed.FromMetresPerSecond(known.In("V_mps")), known.In("dt"));
        yield return ("sigma_u_mps", turbulence.SigmaU.MetresPerSecond);
        yield return ("sigma_v_mps", turbulence.SigmaV.MetresPerSecond);
        yield return ("sigma_w_mps", turbulence.SigmaW.MetresPerSecond);
        yield return ("Lu_m", turbulence.LengthU.Metres);
        yield return ("Lv_m", turbulence.LengthV.Metres);
        yield return ("Lw_m", turbulence.LengthW.Metres);
        yield return ("phi_u", filter.Decay);
        yield return ("noise_std_u", filter.Noise.MetresPerSecond);
    }

    private static IEnumerable<(string, double)> Polar(AnalyticCase known)
    {
        var wing = Worlds.Wing.Wing! with
        {
            AreaSquareMetres = known.In("S"),
            ZeroLiftDragCoefficient = known.In("CD0"),
            InducedDragFactor = known.In("k"),
            DrivetrainEfficiency = known.In("eta"),
        };
        var (mass, density) = (Mass.FromKilograms(known.In("m_kg")), new AirDensity(known.In("rho")));
        var optimum = PolarOptimum.Of(wing, mass, density);
        double Electrical(Speed speed) => WingPower.Cruise(wing, mass, speed, Speed.Zero, density).ThroughDrivetrain(wing.DrivetrainEfficiency).TotalWatts;
        yield return ("CL_md", optimum.LiftCoefficient);
        yield return ("LD_max", optimum.LiftToDrag);
        yield return ("V_bestrange", optimum.BestRange.MetresPerSecond);
        yield return ("V_minpower", optimum.BestEndurance.MetresPerSecond);
        yield return ("D_min_N", optimum.LeastDragNewtons);
        yield return ("P_elec_bestrange_W", Electrical(optimum.BestRange));
        yield return ("P_elec_min_W", Electrical(optimum.BestEndurance));
        yield return ("range_km", optimum.RangeOn(Energy.FromWattHours(known.In("E_Wh"))).Kilometres);
        foreach (var (key, height) in GlideHeights(known))
        {
            yield return (key, optimum.GlideFrom(Length.FromMetres(height)).Kilometres);
        }

        yield return ("glide_sink_mps", optimum.GlideSink.MetresPerSecond);
    }

    /// <summary>The keys of glides, <c>glide_km_from_300m</c>, with the height each names.</summary>
    private static IEnumerable<(string Key, double Metres)> GlideHeights(AnalyticCase known)
    {
        const string Prefix = "glide_km_from_";
        foreach (var property in known.Expected.EnumerateObject().Where(property => property.Name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            yield return (property.Name, double.Parse(property.Name[Prefix.Length..].TrimEnd('m'), System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static IEnumerable<(string, double)> Wilson(AnalyticCase known)
    {
        var interval = ConfidenceInterval.Wilson((int)known.In("k"), (int)known.In("N"));
        yield return ("lo", interval.Low);
        yield return ("hi", interval.High);
        yield return ("N_zero_fail_95", ConfidenceInterval.ZeroFailureSamples(known.In("p_target")));
    }

    private static WindTriangle Solve(AnalyticCase known) => WindTriangle.Solve(
        Bearing.FromDegrees(known.In("track_deg")),
        Speed.FromMetresPerSecond(known.In("tas")),
        Bearing.FromDegrees(known.In("wind_from_deg")),
        Speed.FromMetresPerSecond(known.In("wind_mps")));

    private static List<AnalyticCase> Read() =>
        AnalyticCase.ReadAll(ValidationFolder.Lines(FileName));

    /// <summary>An ideal rotor: all of its power is induced or lifts.</summary>
    private sealed record Disc(RotorSystem Rotors, Mass Mass, AirDensity Density)
    {
        public double Thrust => Mass.Kilograms * RotorPower.Gravity;

        public double HoverVelocity => RotorPower.HoverInducedVelocity(Thrust, Rotors.DiscAreaSquareMetres, Density);

        public static Disc Of(AnalyticCase known) => new(
            Worlds.Hexa.Rotors with
            {
                DiscAreaSquareMetres = known.In("n_discs") * Math.PI * known.In("D_m") * known.In("D_m") / 4,
                InducedFactor = 1,
                InterferenceFactor = 0,
                ProfileFactor = 0,
                DragAreaSquareMetres = 0,
            },
            Mass.FromKilograms(known.In("m_kg")),
            new AirDensity(known.In("rho")));

        public PowerBreakdown Vertical(double climb) => RotorPower.Vertical(Rotors, Mass, Speed.FromMetresPerSecond(climb), Density);
    }
}
