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
    ];

    [Test]
    public void Every_case_that_the_core_can_answer_is_met_within_its_tolerance()
    {
        var cases = Read();
        var evaluated = new HashSet<string>();
        var leftOut = new SortedSet<string>(StringComparer.Ordinal);

        using (Assert.EnterMultipleScope())
        {
            foreach (var known in cases)
            {
                var (category, ask) = Array.Find(Answered, entry => known.Category.StartsWith(entry.Category, StringComparison.Ordinal));
                if (ask is null)
                {
                    leftOut.Add(known.Category);
                    continue;
                }

                // Of a track that cannot be held only that is expected.
                var answers = ask(known).Where(answer => known.Expects(answer.Key)).ToList();
                Assert.That(answers.Count > 0 || known.Expected.TryGetProperty("feasible", out _), Is.True, known.Id);
                foreach (var (key, ours) in answers)
                {
                    Assert.That(ours, Is.EqualTo(known.Out(key)).Within(known.ToleranceAt(known.Out(key))), $"{known.Id}: {key}");
                }

                evaluated.Add(category);
                leftOut.UnionWith(known.Expected.EnumerateObject()
                    .Where(property => property.Name != "feasible" && answers.TrueForAll(answer => answer.Key != property.Name))
                    .Select(property => $"{category}: {property.Name}"));
            }
        }

        TestContext.Out.WriteLine($"{FileName}: {cases.Count} cases; not answered by the core yet:");
        foreach (var name in leftOut)
        {
            TestContext.Out.WriteLine($"  {name}");
        }

        Assert.That(evaluated, Is.EquivalentTo(Answered.Select(entry => entry.Category)), "categories evaluated");
    }

    [Test]
    public void A_track_that_cannot_be_held_is_told_as_such()
    {
        var triangles = Read().Where(known => known.Category.StartsWith("wind triangle", StringComparison.Ordinal)).ToList();

        Assert.That(triangles, Is.Not.Empty);
        foreach (var known in triangles)
        {
            Assert.That(Solve(known).Holds, Is.EqualTo(known.Expected.GetProperty("feasible").GetBoolean()), known.Id);
        }
    }

    private static IEnumerable<(string, double)> StandardAtmosphere(AnalyticCase known)
    {
        var air = Atmosphere.WithSeaLevelTemperature(new Temperature(Atmosphere.Standard.SeaLevelTemperature.Kelvin + known.In("dT_K")));
        yield return ("rho_kgm3", air.DensityAt(AltitudeAmsl.FromMetres(known.In("h_m"))).KilogramsPerCubicMetre);
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
        var policy = Worlds.Policy.Wind with { ProfileExponent = known.In("alpha") };
        yield return ("power_mps", Worlds.WindFrom(0, known.In("U10")).MeanAt(AltitudeAmsl.FromMetres(known.In("z")), policy).MetresPerSecond);
    }

    private static IEnumerable<(string, double)> ConstantPower(AnalyticCase known)
    {
        var battery = LinearBattery.Circuit(known.In("a"), known.In("b"), known.In("R"), known.In("Q_Ah"));
        var (watts, start, end) = (known.In("P_W"), known.In("s0"), known.In("s1"));
        var seconds = LinearBattery.SecondsTo(battery, end, watts);
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
        [.. ValidationFolder.Lines(FileName).Skip(1).Where(row => row.Length > 0).Select(AnalyticCase.Parse)];

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
