using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Remedies;
using DroneLogistics.Dispatch.RoutePlanning;
using DroneLogistics.Scheduling;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.MonteCarlo;

namespace DroneLogistics.Service;

/// <summary>
/// Answers planning questions as messages: parse once, ask the core, write. The RPCs and the command line both come through here.
/// </summary>
public static class PlanningDesk
{
    /// <summary>Decides one flight, and looks for what would help one that is refused.</summary>
    /// <param name="world">The world.</param>
    /// <param name="timetable">Fleet and flights.</param>
    /// <param name="request">The raw request.</param>
    /// <param name="clock">The instant of the decision where the request names none.</param>
    /// <param name="advance">Told the share that is done, 0 to 1; may throw to end it.</param>
    /// <exception cref="BadRequestException">The request is malformed or names something unknown.</exception>
    public static V1.Decision Check(World world, Timetable timetable, V1.CheckFlightRequest request, DateTimeOffset clock, Action<double>? advance = null)
    {
        var decision = Decide(world, timetable, request.Flight, request.DecisionTime, clock, new FieldReader());
        var message = DecisionWriter.Write(decision);
        if (decision.Verdict != Verdict.Go && !request.SkipRemedies)
        {
            RemedyWriter.Write(message, RemedySearch.For(world, timetable, decision, advance), request.Flight, decision);
        }

        return message;
    }

    /// <summary>Simulates one flight: its decision and its trace.</summary>
    /// <exception cref="BadRequestException">The request is malformed or names something unknown.</exception>
    public static (Decision Decision, IEnumerable<V1.TracePoint> Trace) Simulate(World world, Timetable timetable, V1.SimulateFlightRequest request, DateTimeOffset clock)
    {
        const double DefaultStepSeconds = 10;
        var fields = new FieldReader();
        if (request is { HasTimeStepS: true, TimeStepS: <= 0 })
        {
            fields.Add("time_step_s", "NOT_POSITIVE", FormattableString.Invariant($"is {request.TimeStepS:R}; expected between 0.1 and 3600 s."));
        }

        var step = fields.Number("time_step_s", request.HasTimeStepS ? request.TimeStepS : DefaultStepSeconds, 0.1, 3600, "s", "STEP_TOO_LARGE");
        var decision = Decide(world, timetable, request.Flight, request.DecisionTime, clock, fields);
        var trace = decision.Forecast is { Phases.Count: > 0 } forecast
            ? FlightTrace.Sample(forecast, step!.Value).Select(point => TraceWriter.Write(point, decision.Question.Departure))
            : [];
        return (decision, trace);
    }

    /// <summary>Assesses how sure one flight is: its decision and, where it can be flown as planned, its risk.</summary>
    /// <exception cref="BadRequestException">The request is malformed or names something unknown.</exception>
    public static (Decision Decision, V1.FlightRisk? Risk) Assess(World world, Timetable timetable, V1.AssessFlightRequest request, DateTimeOffset clock)
    {
        var fields = new FieldReader();
        var samples = RiskReader.Samples(request, fields);
        var limit = fields.Number("on_time_limit_s", request.HasOnTimeLimitS ? request.OnTimeLimitS : null, 1, 86_400, "s", "LIMIT_RANGE");
        var uncertainty = RiskReader.Uncertainty(request, fields, world.Uncertainty);
        var newShape = RiskReader.NewPayloadShape(request, fields);
        var back = RiskReader.Return(request, fields);
        var seed = RiskReader.Seed(request, fields);
        var decision = Decide(world, timetable, request.Flight, request.DecisionTime, clock, fields);
        if (decision.Forecast is not { Phases.Count: > 0 } plan)
        {
            return (decision, null);
        }

        // As far ahead as for the odds of the decision; where the wind is told within bounds nothing changes.
        uncertainty = decision.Weather is not null && FlightWeather.Reckoned(world.Policy, decision.Question) is { } weather ? FlightOdds.Known(uncertainty, weather, decision.Question.Departure)
            : FlightClimate.Of(world.Policy, decision.Question)?.Known(uncertainty) ?? uncertainty;
        var question = new RiskQuestion(seed, samples, limit, PackHealthKnown: decision.Pack is { Assumed: false }, Effects: true)
        {
            NewPayloadShape = newShape,
        };
        return back is { } way
            ? AssessRoundTrip(world, decision, plan, way, uncertainty, question)
            : (decision, RiskWriter.Write(RiskAssessment.Assess(plan, uncertainty, question), decision));
    }

    /// <summary>Follows one flight along its way: its decision and, where it can be flown as planned, where it could land instead.</summary>
    /// <exception cref="BadRequestException">The request is malformed or names something unknown.</exception>
    public static (Decision Decision, V1.FlightAlternates? Alternates) FindAlternates(World world, Timetable timetable, V1.FindAlternatesRequest request, DateTimeOffset clock)
    {
        var fields = new FieldReader();
        var step = fields.Number("step_m", request.HasStepM ? request.StepM : world.Policy.AlternateStep.Metres, 200, 100_000, "m", "STEP_RANGE");
        var now = fields.Instant("decision_time", request.DecisionTime) ?? clock;
        var question = FlightPlanReader.Read(request.Flight, "flight", fields, world, timetable.Fleet, now, departureRequired: false);
        fields.ThrowIfAny();
        var (decision, alternates) = CheckFlight.WithAlternates(world, timetable, question!, now, Units.Length.FromMetres(step!.Value));
        return (decision, alternates is null ? null : AlternatesWriter.Write(alternates, decision));
    }

    /// <summary>The way back is physics alone: where its aircraft, pack and pads stand then is for the flight that is booked.</summary>
    private static (Decision Decision, V1.FlightRisk? Risk) AssessRoundTrip(
        World world,
        Decision decision,
        FlightForecast plan,
        (Units.Mass Payload, bool SamePack) way,
        FlightUncertainty uncertainty,
        RiskQuestion question)
    {
        var ground = world.Policy.Claims.Turnaround.TotalSeconds;
        var back = FlightSimulation.Run(ReturnFlight.Of(plan, way.Payload, way.SamePack, ground));
        if (back.Phases.Count == 0)
        {
            var asked = decision.Question with
            {
                Origin = decision.Question.Destination,
                Destination = decision.Question.Origin,
                Via = [.. decision.Question.Via.Reverse()],
                Payload = way.Payload,
            };
            var findings = PhysicsFindings.For(world.Policy, asked, back).Select(finding => finding with { English = $"On the way back: {finding.English}", Chinese = $"返程:{finding.Chinese}" });
            return (decision with { Verdict = Verdict.NoGo, Findings = [.. decision.Findings, .. findings], Claims = [] }, null);
        }

        return (decision, RiskWriter.Write(RoundTripAssessment.Assess(plan, new ReturnQuestion(back, way.SamePack, ground), uncertainty, question), decision));
    }

    /// <summary>Finds the routes of one flight, and what can be flown instead.</summary>
    /// <param name="world">The world.</param>
    /// <param name="timetable">Fleet and flights.</param>
    /// <param name="request">The raw request.</param>
    /// <param name="clock">The instant of the decision where the request names none.</param>
    /// <param name="advance">Told the share that is done, 0 to 1; may throw to end it.</param>
    /// <exception cref="BadRequestException">The request is malformed or names something unknown.</exception>
    public static V1.PlanRouteResponse PlanRoute(World world, Timetable timetable, V1.PlanRouteRequest request, DateTimeOffset clock, Action<double>? advance = null)
    {
        // Of the time for an answer, where offers are looked for after it.
        const double ShareOfStudy = 0.5;
        var study = StudyRoutes(world, timetable, request, clock, share => advance?.Invoke(ShareOfStudy * share));
        var offers = RouteOffers.For(world, study, study.Straight.DecidedAt, share => advance?.Invoke(ShareOfStudy + ((1 - ShareOfStudy) * share)));
        advance?.Invoke(1);
        return RoutePlanWriter.Write(study, offers);
    }

    /// <summary>Finds the routes of one flight.</summary>
    /// <exception cref="BadRequestException">The request is malformed or names something unknown.</exception>
    public static RouteStudyAnswer StudyRoutes(World world, Timetable timetable, V1.PlanRouteRequest request, DateTimeOffset clock, Action<double>? advance = null)
    {
        const int UsualRoutes = 3;
        const int MostRoutes = 5;
        var fields = new FieldReader();
        var now = fields.Instant("decision_time", request.DecisionTime) ?? clock;
        var objective = request.Objective == V1.RouteObjective.Unspecified ? V1.RouteObjective.LeastEnergy : request.Objective;
        if (!Enum.IsDefined(objective))
        {
            fields.Add("objective", "ENUM_UNKNOWN", $"is {(int)objective}; expected LEAST_ENERGY, LEAST_TIME, LEAST_DISTANCE or LEAST_GROUND_RISK.");
        }

        if (request.Flight is { RouteChoice: not V1.RouteChoice.Unspecified })
        {
            fields.Add("flight.route_choice", "NOT_ALLOWED", $"is {request.Flight.RouteChoice}; expected none: the routes are looked for, and the straight line is told beside them.");
        }

        var most = fields.Number("max_route_count", request.HasMaxRouteCount ? request.MaxRouteCount : UsualRoutes, 1, MostRoutes, "routes", "ROUTES_RANGE");
        var flight = FlightPlanReader.Read(request.Flight, "flight", fields, world, timetable.Fleet, now, departureRequired: false);
        fields.ThrowIfAny();
        return RouteStudy.Of(world, timetable, new RouteStudyQuestion(flight!, (RouteObjective)(objective - V1.RouteObjective.LeastEnergy), (int)most!.Value), now, advance);
    }

    private static Decision Decide(World world, Timetable timetable, V1.FlightPlan? plan, Google.Protobuf.WellKnownTypes.Timestamp? decisionTime, DateTimeOffset clock, FieldReader fields)
    {
        var now = fields.Instant("decision_time", decisionTime) ?? clock;
        var question = FlightPlanReader.Read(plan, "flight", fields, world, timetable.Fleet, now, departureRequired: false);
        fields.ThrowIfAny();
        return CheckFlight.Decide(world, timetable, question!, now, DecisionPurpose.Check);
    }
}
