using DroneLogistics.Dispatch;
using Google.Protobuf.WellKnownTypes;
using Flown = DroneLogistics.Simulation;

namespace DroneLogistics.Service;

/// <summary>Writes a simulated flight as the message of the contract.</summary>
public static class ForecastWriter
{
    public static V1.FlightForecast Write(Flown.FlightForecast forecast, Decision decision)
    {
        var (question, cruise) = (decision.Question, decision.Cruise);
        var task = forecast.Task;
        var message = new V1.FlightForecast
        {
            TrackDistanceM = task.Path.Distance.Metres,
            StraightDistanceM = question.Origin.Position.DistanceTo(question.Destination.Position).Metres,
            CruiseAltitudeMAmsl = forecast.Profile.CruiseAltitude.Metres,
            CruiseAirspeedMps = task.CruiseAirspeed.MetresPerSecond,
            TakeoffMassKg = task.TakeoffMass.Kilograms,
            TakeoffSocRatio = task.TakeoffCharge.Ratio,
            Phases = { forecast.Phases.Select(Write) },
            Energy = Write(forecast.Energy),
            CruiseRule = Rule(cruise?.Rule ?? Flown.CruiseRule.Fixed),
            CruiseReason = Reason(cruise, question),
            Reserve = forecast.Reserve is { } reserve ? Write(reserve, decision) : null,
        };
        if (forecast.LandingCharge is { } landing)
        {
            message.LandingSocRatio = landing.Ratio;
        }

        if (forecast.MinLoadedVolts is { } volts)
        {
            message.MinLoadedVoltageV = volts;
        }

        return message;
    }

    private static V1.CruiseRule Rule(Flown.CruiseRule rule) => rule switch
    {
        Flown.CruiseRule.Fixed => V1.CruiseRule.FixedSpeed,
        Flown.CruiseRule.BestRange => V1.CruiseRule.BestRange,
        Flown.CruiseRule.BestEndurance => V1.CruiseRule.BestEndurance,
        Flown.CruiseRule.ArriveAt => V1.CruiseRule.ArriveAt,
        _ => throw new System.Diagnostics.UnreachableException($"Rule {rule} has no name in the contract."),
    };

    private static string Reason(Flown.CruiseSelection? cruise, FlightQuestion question)
    {
        var bound = cruise?.Bound switch
        {
            Flown.CruiseBound.Fastest => ": the highest of the type",
            Flown.CruiseBound.Slowest => ": the slowest that keeps the stall margin and, in gusts, a way forward",
            _ => string.Empty,
        };
        return cruise?.Rule switch
        {
            Flown.CruiseRule.BestRange => $"least energy over the ground in this wind{bound}",
            Flown.CruiseRule.BestEndurance => $"least power{bound}",
            Flown.CruiseRule.ArriveAt when bound.Length == 0 => "arrives at the instant asked",
            Flown.CruiseRule.ArriveAt => $"nearest to the instant asked{bound}",
            _ => question.CruiseAirspeed is null ? "the type's cruise speed" : "as asked",
        };
    }

    /// <summary>The phase of the core under its name in the contract.</summary>
    public static V1.FlightPhase Phase(Flown.FlightPhase phase) => phase switch
    {
        Flown.FlightPhase.SpoolUp => V1.FlightPhase.SpoolUp,
        Flown.FlightPhase.VerticalClimb => V1.FlightPhase.VerticalClimb,
        Flown.FlightPhase.Transition => V1.FlightPhase.Transition,
        Flown.FlightPhase.Climb => V1.FlightPhase.Climb,
        Flown.FlightPhase.Cruise => V1.FlightPhase.Cruise,
        Flown.FlightPhase.Descent => V1.FlightPhase.Descent,
        Flown.FlightPhase.Holding => V1.FlightPhase.Holding,
        Flown.FlightPhase.BackTransition => V1.FlightPhase.BackTransition,
        Flown.FlightPhase.VerticalDescent => V1.FlightPhase.VerticalDescent,
        Flown.FlightPhase.Landing => V1.FlightPhase.Landing,
        _ => throw new System.Diagnostics.UnreachableException($"Phase {phase} has no name in the contract."),
    };

    /// <summary>Seconds of the core as a duration, rounded to the nanosecond.</summary>
    public static Duration Seconds(double seconds)
    {
        var whole = Math.Floor(seconds);
        var nanos = (int)Math.Round((seconds - whole) * 1e9);
        return nanos == 1_000_000_000 ? new Duration { Seconds = (long)whole + 1 } : new Duration { Seconds = (long)whole, Nanos = nanos };
    }

    private static V1.PhaseResult Write(Flown.PhaseForecast phase)
    {
        var message = new V1.PhaseResult
        {
            Phase = Phase(phase.Phase),
            StartOffset = Seconds(phase.StartSeconds),
            Duration = Seconds(phase.Seconds),
            DistanceM = phase.DistanceMetres,
            StartAltitudeMAmsl = phase.From.Metres,
            EndAltitudeMAmsl = phase.To.Metres,
            AirspeedMps = phase.Airspeed.MetresPerSecond,
            GroundSpeedMps = phase.GroundSpeed.MetresPerSecond,
            PowerW = phase.MeanPower.Watts,
            Energy = Write(phase.Energy),
        };
        if (phase.EndCharge is { } charge)
        {
            message.EndSocRatio = charge.Ratio;
        }

        return message;
    }

    private static V1.EnergyLedger Write(Flown.EnergyLedger ledger) => new()
    {
        InducedWh = ledger.Induced.WattHours,
        ProfileWh = ledger.Profile.WattHours,
        ParasiteWh = ledger.Parasite.WattHours,
        ClimbWh = ledger.Climb.WattHours,
        AccelerationWh = ledger.Acceleration.WattHours,
        DrivetrainWh = ledger.Drivetrain.WattHours,
        AvionicsWh = ledger.Avionics.WattHours,
        BatteryLossWh = ledger.BatteryLoss.WattHours,
        TotalWh = ledger.Total.WattHours,
    };

    private static V1.ReservePlan Write(Flown.ReservePlan reserve, Decision decision)
    {
        var message = new V1.ReservePlan
        {
            TripWh = reserve.Trip.WattHours,
            ContingencyWh = reserve.Contingency.WattHours,
            FinalReserveWh = reserve.FinalReserve.WattHours,
            FinalReserveRule = reserve.HoverMinutesBind ? "minutes of hover" : "share of charge",
            AvailableWh = reserve.Available.WattHours,
            RequiredWh = reserve.Required.WattHours,
            AtLandingWh = reserve.AtLanding.WattHours,
            MarginWh = reserve.Margin.WattHours,
        };
        if (decision.Alternate is { Flight.Reserve: { } onward, LandingCharge: { } charge } alternate)
        {
            message.Alternate = $"sites/{alternate.Site.Id}";
            message.AlternateWh = onward.Trip.WattHours;
            message.AlternateLandingSocRatio = charge.Ratio;
        }
        else
        {
            message.AlternateNote = decision.Findings.Any(finding => finding.Code == ReasonCode.AlternateUnreachable) ? "none is known to be in reach: see ALTERNATE_UNREACHABLE" : "not asked for by the policy";
        }

        return message;
    }
}
