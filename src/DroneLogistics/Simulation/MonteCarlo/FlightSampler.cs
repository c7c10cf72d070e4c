using DroneLogistics.Units;
using DroneLogistics.Weather;
using MathNet.Numerics.Distributions;

namespace DroneLogistics.Simulation.MonteCarlo;

/// <summary>
/// Draws variations of a plan. Each uncertain quantity has a dimension of the sequence of its own, whatever the plan: two plans with one seed
/// meet the same wind error, the same pack and the same wait, so that their difference is theirs and not the draw's.
/// </summary>
public static class FlightSampler
{
    // The order is part of the answer: another one gives other draws. The first dimensions are the most even, so the wind comes first.
    private enum Dimension
    {
        WindEast,
        WindNorth,
        Propulsion,
        Drag,
        Payload,
        PackHealth,
        Resistance,
        PackTemperature,
        AirTemperature,
        Hold,
        GoAround,
        RouteStretch,
    }

    /// <summary>Variations of everything.</summary>
    /// <param name="plan">The flight.</param>
    /// <param name="packHealthKnown">The pack reports its health.</param>
    /// <param name="uncertainty">How far it may differ.</param>
    /// <param name="seed">Of the draw.</param>
    /// <param name="points">Points of a replicate, a power of two.</param>
    /// <param name="replicates">How many.</param>
    public static FlightDraws Draw(FlightTask plan, bool packHealthKnown, FlightUncertainty uncertainty, ulong seed, int points, int replicates)
    {
        var draws = new FlightDraws(points * replicates);
        Fill(draws, new Drawing(plan, packHealthKnown, uncertainty, seed, points, Only: null, 0, draws.Count));
        return draws;
    }

    /// <summary>For each input in turn one replicate in which it varies alone, the others as planned.</summary>
    public static FlightDraws DrawOneAtATime(FlightTask plan, bool packHealthKnown, FlightUncertainty uncertainty, ulong seed, int points)
    {
        var inputs = Enum.GetValues<UncertainInput>();
        var draws = new FlightDraws(points * inputs.Length);
        for (var i = 0; i < inputs.Length; i++)
        {
            Fill(draws, new Drawing(plan, packHealthKnown, uncertainty, seed, points, inputs[i], i * points, points));
        }

        return draws;
    }

    private static void Fill(FlightDraws draws, Drawing drawing)
    {
        var (plan, uncertainty) = (drawing.Plan, drawing.Uncertainty);
        FillPayload(draws, drawing);
        FillWind(draws, drawing);
        FillHealth(draws, drawing);
        drawing.Into(draws.ResistanceFactor, UncertainInput.Resistance, Dimension.Resistance, 1, u => Quantile.OfLogNormalFactor(u, uncertainty.ResistanceSigma));
        drawing.Into(draws.DragFactor, UncertainInput.Drag, Dimension.Drag, 1, u => Quantile.OfLogNormalFactor(u, uncertainty.DragSigma));
        drawing.Into(draws.PropulsionFactor, UncertainInput.Propulsion, Dimension.Propulsion, 1, u => Quantile.OfLogNormalFactor(u, uncertainty.PropulsionSigma));
        drawing.Into(draws.WarmerKelvin, UncertainInput.Temperature, Dimension.AirTemperature, 0, u => Quantile.OfNormal(u, 0, uncertainty.AirTemperatureDeviationKelvin));
        var pack = (plan.PackTemperature ?? plan.Policy.PackTemperature).DegreesCelsius;
        drawing.Into(draws.PackTemperatureDegreesCelsius, UncertainInput.Temperature, Dimension.PackTemperature, pack, u => Quantile.OfNormal(u, pack, uncertainty.PackTemperatureDeviationKelvin));
        FillHold(draws, drawing);
        drawing.Into(draws.RouteStretch, UncertainInput.RouteStretch, Dimension.RouteStretch, 1, u => 1 + Quantile.OfHalfNormal(u, uncertainty.RouteStretchSigma));
    }

    private static void FillPayload(FlightDraws draws, Drawing drawing)
    {
        var (payload, uncertainty) = (drawing.Plan.Payload.Kilograms, drawing.Uncertainty);

        // An empty hold is not weighed.
        var deviation = payload > 0 ? Math.Max(uncertainty.PayloadError.Kilograms, uncertainty.PayloadErrorShare * payload) : 0;
        var reach = uncertainty.PayloadErrorBoundDeviations * deviation;
        FillTruncated(draws.PayloadKilograms, drawing, UncertainInput.Payload, Dimension.Payload, payload, deviation, Math.Max(0, payload - reach), payload + reach);
    }

    private static void FillHealth(FlightDraws draws, Drawing drawing)
    {
        var (health, uncertainty) = (drawing.Plan.PackHealthRatio, drawing.Uncertainty);
        var deviation = drawing.PackHealthKnown ? uncertainty.KnownPackHealthDeviation : uncertainty.PackHealthDeviation;

        // A pack that is known to be worse than those in service is not made better by the bound.
        FillTruncated(draws.PackHealthRatio, drawing, UncertainInput.PackHealth, Dimension.PackHealth, health, deviation, Math.Min(health, uncertainty.MinPackHealthRatio), 1);
    }

    private static void FillTruncated(Memory<double> column, Drawing drawing, UncertainInput input, Dimension dimension, double mean, double deviation, double low, double high)
    {
        var spread = deviation > 0;
        var (below, upTo) = spread ? (Normal.CDF(mean, deviation, low), Normal.CDF(mean, deviation, high)) : (0, 1);
        drawing.Into(column, input, dimension, mean, u => spread ? Quantile.OfTruncatedNormal(u, mean, deviation, low, high, below, upTo) : mean);
    }

    private static void FillWind(FlightDraws draws, Drawing drawing)
    {
        var (speed, from) = (drawing.Plan.Wind.Mean.MetresPerSecond, double.DegreesToRadians(drawing.Plan.Wind.From.Degrees));
        var error = ErrorOf(drawing.Plan, drawing.Uncertainty.Wind);
        var (east, north) = (-speed * Math.Sin(from), -speed * Math.Cos(from));
        drawing.Into(draws.WindEastMetresPerSecond, UncertainInput.Wind, Dimension.WindEast, east, u => east + error(u));
        drawing.Into(draws.WindNorthMetresPerSecond, UncertainInput.Wind, Dimension.WindNorth, north, u => north + error(u));
    }

    /// <summary>The error of a component of the mean wind over the path.</summary>
    private static Func<double, double> ErrorOf(FlightTask plan, WindUncertainty wind)
    {
        switch (wind)
        {
            case WindUncertainty.Forecast forecast:
                var deviation = MeanWindDeviation(plan, forecast).MetresPerSecond;
                return u => Quantile.OfNormal(u, 0, deviation);
            case WindUncertainty.Within within:
                return u => Quantile.OfUniform(u, -within.HalfWidth.MetresPerSecond, within.HalfWidth.MetresPerSecond);
            default:
                throw new System.Diagnostics.UnreachableException("A wind is forecast or lies within bounds.");
        }
    }

    /// <summary>
    /// Standard deviation of a component of the mean wind over the path, at the reference height: the forecast's error and the turbulence,
    /// which are independent, each by what its correlation along the track leaves of it.
    /// </summary>
    /// <remarks>
    /// Turbulence is known at flight level and is taken down to the reference height by the factor that the simulation takes the wind up by.
    /// Its part along the flight stands for both components: the one across enters the ground speed in second order only.
    /// </remarks>
    public static Speed MeanWindDeviation(FlightTask plan, WindUncertainty.Forecast forecast)
    {
        var path = plan.Path.Distance.Metres;
        var turbulence = DrydenTurbulence.Of(plan.Wind, plan.WindPolicy, plan.CruiseAltitude);
        var gusts = turbulence.SigmaU.MetresPerSecond / Wind.ProfileFactor(plan.CruiseAltitude, plan.WindPolicy);
        var error = forecast.ComponentDeviation.MetresPerSecond;
        return Speed.FromMetresPerSecond(Math.Sqrt(
            (error * error * TrackMean.VarianceShare(path, forecast.Correlation.Metres))
            + (gusts * gusts * TrackMean.VarianceShare(path, turbulence.LengthU.Metres))));
    }

    private static void FillHold(FlightDraws draws, Drawing drawing)
    {
        var uncertainty = drawing.Uncertainty;
        drawing.Into(draws.HoldSeconds, UncertainInput.Holding, Dimension.Hold, 0, u => Quantile.OfCappedExponential(u, uncertainty.HoldMeanSeconds, uncertainty.HoldCapSeconds));
        if (!drawing.Varies(UncertainInput.Holding))
        {
            return;
        }

        var again = new double[drawing.Count];
        ScrambledSobol.Fill(drawing.Seed, (int)Dimension.GoAround, drawing.Points, again);
        var hold = drawing.Part(draws.HoldSeconds);
        for (var i = 0; i < again.Length; i++)
        {
            hold[i] += Quantile.OfBernoulli(again[i], uncertainty.GoAroundProbability) ? uncertainty.GoAroundSeconds : 0;
        }
    }

    /// <summary>One part of the draws: what varies in it and where it lies.</summary>
    private sealed record Drawing(
        FlightTask Plan,
        bool PackHealthKnown,
        FlightUncertainty Uncertainty,
        ulong Seed,
        int Points,
        UncertainInput? Only,
        int Start,
        int Count)
    {
        public bool Varies(UncertainInput input) => Only is null || Only == input;

        public Span<double> Part(Memory<double> column) => column.Span.Slice(Start, Count);

        /// <summary>Fills a column with its quantiles, or with what is planned where its input does not vary.</summary>
        public void Into(Memory<double> column, UncertainInput input, Dimension dimension, double planned, Func<double, double> quantile)
        {
            var part = Part(column);
            if (!Varies(input))
            {
                part.Fill(planned);
                return;
            }

            ScrambledSobol.Fill(Seed, (int)dimension, Points, part);
            foreach (ref var value in part)
            {
                value = quantile(value);
            }
        }
    }
}
