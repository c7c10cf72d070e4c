using DroneLogistics.Units;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service;

/// <summary>Writes a trace point of the core as the message of the contract.</summary>
public static class TraceWriter
{
    public static V1.TracePoint Write(Simulation.TracePoint point, DateTimeOffset departure)
    {
        var message = new V1.TracePoint
        {
            Time = (departure + Instants.FromSecondsCeiling(point.Seconds)).ToTimestamp(),
            Elapsed = ForecastWriter.Seconds(point.Seconds),
            Position = DecisionWriter.Write(point.Position),
            AltitudeMAmsl = point.Altitude.Metres,
            DistanceM = point.DistanceMetres,
            Phase = ForecastWriter.Phase(point.Phase),
            GroundSpeedMps = point.GroundSpeed.MetresPerSecond,
            AirspeedMps = point.Airspeed.MetresPerSecond,
            PowerW = point.Power.Watts,
        };
        if (point.Charge is { } charge)
        {
            message.SocRatio = charge.Ratio;
        }

        return message;
    }
}
