using DroneLogistics.Simulation.Batch;
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
        ReturnWindEast,
        ReturnWindNorth,
        ReturnPackHealth,
        ReturnHold,

        // Beyond the sequence: even by itself, which a choice among runs asks for.
        Member,
    }

    /// <summary>Variations of everything.</summary>
    /// <param name="plan">The flight.</param>
    /// <param name="packHealthKnown">The pack reports its health.</param>
    /// <param name="uncertainty">How far it may differ.</param>
    /// <param name="seed">Of the draw.</param>
    /// <param name="points">Points of a replicate, a power of two.</param>
    /// <param name="replicates">How many.</param>
    public static FlightBatch Draw(FlightTask plan, bool packHealthKnown, FlightUncertainty uncertainty, ulong seed, int points, int replicates)
    {
        var flights = FlightBatch.Repeat(plan, points * replicates);
        Fill(flights, new Drawing(plan, packHealthKnown, uncertainty, seed, points, Only: null, 0, flights.Count));
        return flights;
    }

    /// <summary>
    /// Variations of the way back that belong, row by row, to those <see cref="Draw"/> gives of the way out: the same aircraft in the same air, and
    /// the same pack where it is that; the wind's error as far as the policy says; everything else drawn anew.
    /// </summary>
    public static FlightBatch DrawReturn(FlightTask outward, ReturnQuestion back, bool packHealthKnown, FlightUncertainty uncertainty, ulong seed, int points, int replicates)
    {
        var plan = back.Plan.Task;
        var flights = FlightBatch.Repeat(plan, points * replicates);
        Fill(flights, new Drawing(plan, packHealthKnown, uncertainty, seed, points, Only: null, 0, flights.Count)
        {
            Return = (back.SamePack, ReturnWindCorrelation(outward, plan, uncertainty)),
        });
        return flights;
    }

    /// <summary>For each input in turn one replicate in which it varies alone, the others as planned.</summary>
    public static FlightBatch DrawOneAtATime(FlightTask plan, bool packHealthKnown, FlightUncertainty uncertainty, ulong seed, int points)
    {
        var inputs = Enum.GetValues<UncertainInput>();
        var flights = FlightBatch.Repeat(plan, points * inputs.Length);
        for (var i = 0; i < inputs.Length; i++)
        {
            Fill(flights, new Drawing(plan, packHealthKnown, uncertainty, seed, points, inputs[i], i * points, points));
        }

        return flights;
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
        var turbulence = DrydenTurbulence.Of(plan.Wind, plan.WindPolicy, plan.CruiseAltitude);
        var gusts = turbulence.SigmaU.MetresPerSecond / Wind.ProfileFactor(plan.CruiseAltitude, plan.WindPolicy);
        return Speed.FromMetresPerSecond(Math.Sqrt(
            ForecastVariance(plan, forecast) + (gusts * gusts * TrackMean.VarianceShare(plan.Path.Distance.Metres, turbulence.LengthU.Metres))));
    }

    /// <summary>
    /// Correlation of either component of the mean wind's error between the two ways: the forecast's errors correlate as the policy says, the
    /// turbulence of the two ways does not.
    /// </summary>
    public static double ReturnWindCorrelation(FlightTask outward, FlightTask back, FlightUncertainty uncertainty)
    {
        if ((uncertainty.Wind is WindUncertainty.Members { Remaining: var remaining } ? remaining : uncertainty.Wind) is not WindUncertainty.Forecast forecast)
        {
            return uncertainty.WindErrorLegCorrelation;
        }

        var deviations = MeanWindDeviation(outward, forecast).MetresPerSecond * MeanWindDeviation(back, forecast).MetresPerSecond;
        return deviations > 0 ? uncertainty.WindErrorLegCorrelation * Math.Sqrt(ForecastVariance(outward, forecast) * ForecastVariance(back, forecast)) / deviations : 0;
    }

    private static double ForecastVariance(FlightTask plan, WindUncertainty.Forecast forecast)
    {
        var error = forecast.ComponentDeviation.MetresPerSecond;
        return error * error * TrackMean.VarianceShare(plan.Path.Distance.Metres, forecast.Correlation.Metres);
    }

    private static void Fill(FlightBatch flights, Drawing drawing)
    {
        var uncertainty = drawing.Uncertainty;
        FillPayload(flights, drawing);
        FillWind(flights, drawing);
        FillHealth(flights, drawing);
        drawing.Into(flights.ResistanceFactor, UncertainInput.Resistance, Dimension.Resistance, (_, u) => Quantile.OfLogNormalFactor(u, uncertainty.ResistanceSigma));
        drawing.Into(flights.DragFactor, UncertainInput.Drag, Dimension.Drag, (_, u) => Quantile.OfLogNormalFactor(u, uncertainty.DragSigma));
        drawing.Into(flights.PropulsionFactor, UncertainInput.Propulsion, Dimension.Propulsion, (_, u) => Quantile.OfLogNormalFactor(u, uncertainty.PropulsionSigma));
        drawing.Into(flights.AirKelvin, UncertainInput.Temperature, Dimension.AirTemperature, (planned, u) => Quantile.OfNormal(u, planned, uncertainty.AirTemperatureDeviationKelvin));
        drawing.Into(flights.PackKelvin, UncertainInput.Temperature, Dimension.PackTemperature, (planned, u) => Quantile.OfNormal(u, planned, uncertainty.PackTemperatureDeviationKelvin));
        drawing.Into(flights.HoldSeconds, UncertainInput.Holding, Dimension.Hold, (_, u) => Quantile.OfCappedExponential(u, uncertainty.HoldMeanSeconds, uncertainty.HoldCapSeconds));
        drawing.Into(flights.HoldSeconds, UncertainInput.Holding, Dimension.GoAround, (wait, u) => Quantile.OfBernoulli(u, uncertainty.GoAroundProbability) ? wait + uncertainty.GoAroundSeconds : wait);
        drawing.Into(flights.RouteStretch, UncertainInput.RouteStretch, Dimension.RouteStretch, (_, u) => 1 + Quantile.OfHalfNormal(u, uncertainty.RouteStretchSigma));
    }

    private static void FillPayload(FlightBatch flights, Drawing drawing)
    {
        var (payload, uncertainty) = (drawing.Plan.Payload.Kilograms, drawing.Uncertainty);

        // An empty hold is not weighed.
        var deviation = payload > 0 ? Math.Max(uncertainty.PayloadError.Kilograms, uncertainty.PayloadErrorShare * payload) : 0;
        var reach = uncertainty.PayloadErrorBoundDeviations * deviation;
        FillTruncated(flights.PayloadKilograms, drawing, UncertainInput.Payload, Dimension.Payload, payload, deviation, Math.Max(0, payload - reach), payload + reach);
    }

    private static void FillHealth(FlightBatch flights, Drawing drawing)
    {
        var (health, uncertainty) = (drawing.Plan.PackHealthRatio, drawing.Uncertainty);
        var deviation = drawing.PackHealthKnown ? uncertainty.KnownPackHealthDeviation : uncertainty.PackHealthDeviation;

        // A pack that is known to be worse than those in service is not made better by the bound.
        FillTruncated(flights.HealthRatio, drawing, UncertainInput.PackHealth, Dimension.PackHealth, health, deviation, Math.Min(health, uncertainty.MinPackHealthRatio), 1);
    }

    private static void FillTruncated(Span<double> column, Drawing drawing, UncertainInput input, Dimension dimension, double mean, double deviation, double low, double high)
    {
        if (deviation > 0)
        {
            var (below, upTo) = (Normal.CDF(mean, deviation, low), Normal.CDF(mean, deviation, high));
            drawing.Into(column, input, dimension, (_, u) => Quantile.OfTruncatedNormal(u, mean, deviation, low, high, below, upTo));
        }
    }

    private static void FillWind(FlightBatch flights, Drawing drawing)
    {
        Func<double, double, double> component;
        switch (drawing.Uncertainty.Wind)
        {
            case WindUncertainty.Forecast forecast:
                var deviation = MeanWindDeviation(drawing.Plan, forecast).MetresPerSecond;
                component = (planned, u) => Quantile.OfNormal(u, planned, deviation);
                break;
            case WindUncertainty.Within { HalfWidth.MetresPerSecond: var width }:
                component = (planned, u) => Quantile.OfUniform(u, planned - width, planned + width);
                break;
            case WindUncertainty.Members { Remaining: var remaining } members:
                var left = MeanWindDeviation(drawing.Plan, remaining).MetresPerSecond;
                component = (planned, u) => Quantile.OfNormal(u, planned, left);
                AddMembers(flights, drawing, members.Deviations);
                break;
            case WindUncertainty.Climate { Winds: var winds }:
                FillClimate(flights, drawing, winds);
                return;
            default:
                throw new System.Diagnostics.UnreachableException("A wind is forecast, lies within bounds, is one of several or any of a month.");
        }

        drawing.Into(flights.WindEastMetresPerSecond, UncertainInput.Wind, Dimension.WindEast, component);
        drawing.Into(flights.WindNorthMetresPerSecond, UncertainInput.Wind, Dimension.WindNorth, component);
    }

    /// <summary>One run a flight, the same on the way back.</summary>
    private static void AddMembers(FlightBatch flights, Drawing drawing, IReadOnlyList<WindVector> deviations)
    {
        if (!drawing.Varies(UncertainInput.Wind))
        {
            return;
        }

        var which = new double[drawing.Count];
        LatinColumn.Fill(drawing.Seed, (int)Dimension.Member, drawing.Points, which);
        for (var i = 0; i < which.Length; i++)
        {
            var member = deviations[(int)(which[i] * deviations.Count)];
            flights.WindEastMetresPerSecond[drawing.Start + i] += member.EastMetresPerSecond;
            flights.WindNorthMetresPerSecond[drawing.Start + i] += member.NorthMetresPerSecond;
        }
    }

    /// <summary>Speed in the dimension of the one component, direction in that of the other.</summary>
    private static void FillClimate(FlightBatch flights, Drawing drawing, ClimateWind winds)
    {
        if (!drawing.Varies(UncertainInput.Wind))
        {
            return;
        }

        drawing.Into(flights.WindEastMetresPerSecond, UncertainInput.Wind, Dimension.WindEast, (_, u) => winds.SpeedAt(u).MetresPerSecond);
        drawing.Into(flights.WindNorthMetresPerSecond, UncertainInput.Wind, Dimension.WindNorth, (_, u) => winds.FromAt(u).Degrees);
        for (var i = drawing.Start; i < drawing.Start + drawing.Count; i++)
        {
            var blows = WindVector.Of(Bearing.FromDegrees(flights.WindNorthMetresPerSecond[i]), Speed.FromMetresPerSecond(flights.WindEastMetresPerSecond[i]));
            (flights.WindEastMetresPerSecond[i], flights.WindNorthMetresPerSecond[i]) = (blows.EastMetresPerSecond, blows.NorthMetresPerSecond);
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
        /// <summary>Set on the way back: whether the pack is that of the way out, and how far the wind's error is.</summary>
        public (bool SamePack, double WindCorrelation)? Return { get; init; }

        public bool Varies(UncertainInput input) => Only is null || Only == input;

        /// <summary>Draws a column anew from what stands in it, unless its input does not vary.</summary>
        public void Into(Span<double> column, UncertainInput input, Dimension dimension, Func<double, double, double> draw)
        {
            if (!Varies(input))
            {
                return;
            }

            var part = column.Slice(Start, Count);
            var uniform = new double[Count];
            FillUniform(dimension, uniform);
            for (var i = 0; i < uniform.Length; i++)
            {
                part[i] = draw(part[i], uniform[i]);
            }
        }

        private void FillUniform(Dimension dimension, double[] uniform)
        {
            if (Return is not { } way)
            {
                Sobol(dimension, uniform);
                return;
            }

            switch (dimension)
            {
                case Dimension.WindEast:
                    SobolOfBothWays(dimension, Dimension.ReturnWindEast, way.WindCorrelation, uniform);
                    break;
                case Dimension.WindNorth:
                    SobolOfBothWays(dimension, Dimension.ReturnWindNorth, way.WindCorrelation, uniform);
                    break;
                case Dimension.Propulsion or Dimension.Drag or Dimension.AirTemperature:
                case Dimension.PackHealth or Dimension.Resistance when way.SamePack:
                    Sobol(dimension, uniform);
                    break;
                case Dimension.PackHealth:
                    Sobol(Dimension.ReturnPackHealth, uniform);
                    break;
                case Dimension.Hold:
                    Sobol(Dimension.ReturnHold, uniform);
                    break;
                default:
                    // The sequence has no more dimensions than these; what is left matters least.
                    LatinColumn.Fill(Seed, (int)dimension, Points, uniform);
                    break;
            }
        }

        private void Sobol(Dimension dimension, Span<double> uniform) => ScrambledSobol.Fill(Seed, (int)dimension, Points, uniform);

        private void SobolOfBothWays(Dimension outward, Dimension anew, double correlation, double[] uniform)
        {
            var fresh = new double[uniform.Length];
            Sobol(outward, uniform);
            Sobol(anew, fresh);
            for (var i = 0; i < uniform.Length; i++)
            {
                uniform[i] = Quantile.OfCorrelated(uniform[i], fresh[i], correlation);
            }
        }
    }
}
