using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation;

/// <summary>A fit to logged flights.</summary>
/// <param name="Type">The type with the fitted numbers and the interval that follows from the flights left out.</param>
/// <param name="Routes">The routes with the fitted lengths.</param>
/// <param name="Fit">The fit.</param>
/// <param name="Used">The flights it was fitted to, in the order of its errors.</param>
/// <param name="LeftOut">Their errors when they were left out of the fit.</param>
/// <param name="NotUsed">Flights that cannot be predicted or were not measured.</param>
public sealed record FlightFit(
    AircraftType Type,
    RecordedRoutes Routes,
    CalibrationFit Fit,
    IReadOnlyList<FlightRecord> Used,
    IReadOnlyList<double> LeftOut,
    IReadOnlyList<FlightPrediction> NotUsed);

/// <summary>Fits a multirotor and the lengths of its routes to the measured energy of logged flights.</summary>
public static class FlightCalibration
{
    /// <summary>Share of flights that the interval of a type is to hold.</summary>
    private const double IntervalShare = 0.9;

    private const string RoutePrefix = "flownLengthM of ";

    /// <summary>Numbers of the type that logged flights tell; five, and the length of each route comes to them.</summary>
    public static readonly IReadOnlyList<string> UsualFree = [RotorParameters.InducedFactor, RotorParameters.InterferenceFactor, RotorParameters.DragArea, RotorParameters.VerticalDescent, RotorParameters.SpoolUp];

    /// <summary>Fits.</summary>
    /// <param name="log">The flights.</param>
    /// <param name="type">The type as it is believed to be.</param>
    /// <param name="routes">The routes as they are believed to be.</param>
    /// <param name="free">Keys of the type that may move.</param>
    /// <param name="priors">What is believed of such types.</param>
    /// <param name="predictor">How a type and its routes predict flights.</param>
    /// <param name="leaveOut">Whether to fit again with flights left out; the fit has no interval otherwise.</param>
    /// <exception cref="UnderDeterminedException">Fewer flights than free numbers and one more.</exception>
    public static FlightFit Fit(
        IReadOnlyList<FlightRecord> log,
        AircraftType type,
        RecordedRoutes routes,
        IReadOnlyList<string> free,
        CalibrationPriors priors,
        Func<AircraftType, RecordedRoutes, PlanPrediction> predictor,
        bool leaveOut = true)
    {
        var (used, notUsed) = Sort(log, predictor(type, routes));
        var flown = used.Select(flight => flight.Route).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        FreeParameter[] parameters =
        [
            .. free.Select(key => RotorParameters.Prior(key, type, priors)),
            .. flown.Select(route => new FreeParameter(RoutePrefix + route, routes.Routes[route].FlownLength.Metres, priors.RouteLengthSpread, Logarithmic: true)),
        ];
        if (used.Count < parameters.Length + 1)
        {
            throw new UnderDeterminedException($"under-determined: {used.Count} flights with a known route and a measured energy for {parameters.Length} free numbers ({string.Join(", ", parameters.Select(parameter => parameter.Key))}); expected at least {parameters.Length + 1}");
        }

        var fit = To(used);
        var left = leaveOut ? Calibration.LeftOut(used.Count, indices => To([.. indices.Select(i => used[i])], fit.Values), (without, i) => Errors(without.Values, [used[i]])[0]) : [];
        var (fittedType, fittedRoutes) = Apply(fit.Values);
        return new FlightFit(fittedType with { EnergyIntervalShare = leaveOut ? Interval(left) : null }, fittedRoutes, fit, used, left, notUsed);

        CalibrationFit To(IReadOnlyList<FlightRecord> flights, IReadOnlyList<double>? start = null) =>
            Calibration.Fit(parameters, flights.Count, priors.FlightDeviationShare, values => Errors(values, flights), start);

        double[] Errors(IReadOnlyList<double> values, IReadOnlyList<FlightRecord> flights)
        {
            var (changedType, changedRoutes) = Apply(values);
            var plan = predictor(changedType, changedRoutes);
            return [.. flights.Select(flight => plan.Predict(flight).RelativeError ?? 1)];
        }

        (AircraftType Type, RecordedRoutes Routes) Apply(IReadOnlyList<double> values)
        {
            var changed = parameters.Zip(values).Aggregate(type, (known, pair) => RotorParameters.With(known, pair.First.Key, pair.Second));
            var lengths = parameters.Zip(values)
                .Where(pair => pair.First.Key.StartsWith(RoutePrefix, StringComparison.Ordinal))
                .ToDictionary(pair => pair.First.Key[RoutePrefix.Length..], pair => pair.Second, StringComparer.Ordinal);
            return (changed, routes with
            {
                Routes = routes.Routes.Values
                    .Select(route => lengths.TryGetValue(route.Name, out var metres) ? route with { FlownLength = Length.FromMetres(metres) } : route)
                    .ToDictionary(route => route.Name, StringComparer.Ordinal),
            });
        }
    }

    private static (List<FlightRecord> Used, List<FlightPrediction> NotUsed) Sort(IReadOnlyList<FlightRecord> log, PlanPrediction plan)
    {
        var predictions = log.Select(plan.Predict).ToLookup(prediction => prediction.RelativeError is not null);
        return ([.. predictions[true].Select(prediction => prediction.Record)], [.. predictions[false]]);
    }

    /// <summary>
    /// Half width over the prediction: the ⌈0.9 (n + 1)⌉-th smallest of |1 − measured / predicted| of n flights left out of the fit, which holds
    /// a further flight of the same kind with at least that probability (split conformal prediction, Vovk et al. 2005).
    /// </summary>
    private static double? Interval(IReadOnlyList<double> errors)
    {
        var shares = errors.Select(error => Math.Abs(1 - (1 / (1 + error)))).Order().ToList();
        var rank = (int)Math.Ceiling(IntervalShare * (shares.Count + 1));
        return rank <= shares.Count ? shares[rank - 1] : null;
    }
}
