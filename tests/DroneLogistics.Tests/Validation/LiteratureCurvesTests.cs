using NUnit.Framework;

namespace DroneLogistics.Tests.Validation;

/// <summary>
/// Measured curves of other people's aircraft: one factor is fitted on every second point, the shape is judged on the points between. Of an
/// aircraft without a file of its own the same points tell where in the spread of its class it lies (<see cref="CurveModel"/>).
/// </summary>
public sealed class LiteratureCurvesTests
{
    // Digitised points scatter by one to three per cent, and the aircraft's own numbers are recalled. Below the shipped curves' errors by type:
    // 1 to 8 % with a file of its own, 1 to 8 % where the class stands in. The bounds leave room for other curves of the same kinds.
    private const double OfKnownType = 0.10;
    private const double OfClass = 0.15;

    // A constant with one factor must be beaten clearly: where the class stands in, mass and drag are guesses.
    private const double OfConstantKnown = 0.6;
    private const double OfConstantClass = 0.8;

    // A curve this flat has no shape to judge: the points' own scatter is nearly as large.
    private const double Flat = 0.05;

    private static IReadOnlyList<LiteratureCurve> Curves => LiteratureCurve.All();

    [Test]
    public void The_shape_of_every_curve_is_met_and_a_constant_is_beaten()
    {
        Judge(Curves, curve => CurveModel.Values(curve, Fitted(curve)), (judged, where) =>
        {
            TestContext.Out.WriteLine($"{where}: {judged}");
            Assert.That(judged.Passes, Is.True, $"{where}: {judged}");
        });
    }

    [Test]
    public void Physics_that_is_a_constant_fails_on_every_curve()
    {
        Judge(Curves, curve => [.. curve.Points.Select(_ => 1.0)], (judged, where) => Assert.That(judged.Passes, Is.False, where));
    }

    [Test]
    public void Physics_that_grows_evenly_where_power_has_a_minimum_fails()
    {
        // A textbook multirotor without wake interference and drag would only fall with speed; a linear one only rise.
        var curves = Curves.Where(curve => curve.XColumn == "airspeed_mps" && !curve.IsEndurance && CurveModel.TypeOf(curve).Wing is null).ToList();
        if (curves.Count == 0)
        {
            Assert.Ignore($"No lit_*.csv of a multirotor's power against speed is in {ValidationFolder.Path}.");
        }

        foreach (var curve in curves)
        {
            var judged = Judgement.Of(curve, [.. curve.Points.Select(point => 1 / (1 + point.X))]);
            Assert.That(judged.Passes, Is.False, $"{curve}: {judged}");
        }
    }

    // Measured, rounded up; the fixed-wing aircraft by its class. Only where the curve is in the folder.
    [TestCase("lit_difranco2016_iris_power_vs_speed.csv", "iris", 0.06)]
    [TestCase("lit_dorling2017_hex_hover_power.csv", "dorling-hex", 0.03)]
    [TestCase("lit_abdilla2015_ardrone_endurance_vs_mass.csv", "ardrone", 0.09)]
    [TestCase("lit_ostler2009_fixedwing_power_required.csv", "fixedwing", 0.06)]
    public void A_curve_whose_aircraft_has_a_file_is_met_by_it(string file, string type, double bound)
    {
        var curves = Curves.Where(curve => curve.File == file).ToList();
        if (curves.Count == 0)
        {
            Assert.Ignore($"{file} is not in {ValidationFolder.Path}.");
        }

        foreach (var curve in curves)
        {
            var judged = Judgement.Of(curve, CurveModel.Values(curve, Fitted(curve)));
            Assert.That(CurveModel.TypeOf(curve).Id.Text, Is.EqualTo(type));
            Assert.That(judged.Error, Is.LessThanOrEqualTo(bound), $"{curve}: {judged}");
        }
    }

    [Test]
    public void A_curve_of_an_aircraft_nobody_knows_is_judged_by_its_class()
    {
        // The shipped multirotor curves under names that no type has: the class must carry them too.
        var unknown = Curves.Where(curve => CurveModel.TypeOf(curve).Wing is null).Select(curve => curve with { File = "lit_somebody2020_quadx_curve.csv" }).ToList();
        Assert.That(unknown.Select(curve => CurveModel.IsClass(CurveModel.TypeOf(curve))), Is.All.True);
        Judge(unknown, curve => CurveModel.Values(curve, Fitted(curve)), (judged, where) =>
        {
            TestContext.Out.WriteLine($"{where} {judged}");
            Assert.That(judged.Passes, Is.True, $"{where}: {judged}");
        });
    }

    [Test]
    public void A_second_airframe_of_a_curve_is_met_with_the_factor_of_the_first()
    {
        // Another pack and its wiring: the whole of the curve is allowed to lie off by a tenth more than its shape.
        var groups = Curves.GroupBy(curve => curve.File).Where(group => group.Count() > 1).ToList();
        if (groups.Count == 0)
        {
            Assert.Ignore($"No lit_*.csv with two airframes is in {ValidationFolder.Path}.");
        }

        foreach (var group in groups)
        {
            var first = group.First();
            var factor = CurveModel.Factor(first.Points.Select(point => point.Y), CurveModel.Values(first, first.Points));
            foreach (var second in group.Skip(1))
            {
                var error = second.Points.Zip(CurveModel.Values(second, second.Points), (point, value) => Math.Abs((factor * value / point.Y) - 1)).Average();
                TestContext.Out.WriteLine($"{second} with the factor of {first.Group}: {100 * error:0.0} %");
                Assert.That(error, Is.LessThanOrEqualTo(OfKnownType + 0.1), second.ToString());
            }
        }
    }

    private static IReadOnlyList<(double X, double Y)> Fitted(LiteratureCurve curve) => [.. curve.Points.Where((_, i) => i % 2 == 0)];

    private static void Judge(IReadOnlyList<LiteratureCurve> curves, Func<LiteratureCurve, IReadOnlyList<double>> model, Action<Judgement, string> judge)
    {
        var judged = 0;
        foreach (var curve in curves)
        {
            var judgement = Judgement.Of(curve, model(curve));
            if (judgement.ConstantError <= Flat)
            {
                TestContext.Out.WriteLine($"{curve}: too flat to judge a shape by");
                continue;
            }

            judge(judgement, curve.ToString());
            judged++;
        }

        if (judged == 0)
        {
            Assert.Ignore($"No lit_*.csv to judge is in {ValidationFolder.Path}.");
        }
    }

    /// <summary>How far a model and a constant, each with one factor of its own, lie off the points between.</summary>
    private sealed record Judgement(double Error, double ConstantError, bool OfAClass)
    {
        public bool Passes => Error <= (OfAClass ? OfClass : OfKnownType) && Error <= (OfAClass ? OfConstantClass : OfConstantKnown) * ConstantError;

        public static Judgement Of(LiteratureCurve curve, IReadOnlyList<double> model) => new(
            HeldOut(curve, model),
            HeldOut(curve, [.. model.Select(_ => 1.0)]),
            CurveModel.IsClass(CurveModel.TypeOf(curve)));

        public override string ToString() => FormattableString.Invariant($"{100 * Error:0.0} % off, a constant {100 * ConstantError:0.0} %");

        private static double HeldOut(LiteratureCurve curve, IReadOnlyList<double> model)
        {
            var pairs = curve.Points.Zip(model, (point, value) => (point.Y, Value: value)).ToList();
            var fitted = pairs.Where((_, i) => i % 2 == 0).ToList();
            var factor = CurveModel.Factor(fitted.Select(pair => pair.Y), fitted.Select(pair => pair.Value));
            return pairs.Where((_, i) => i % 2 == 1).Average(pair => Math.Abs((factor * pair.Value / pair.Y) - 1));
        }
    }
}
