using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using Google.Protobuf.WellKnownTypes;
using Google.Type;

namespace DroneLogistics.Service;

/// <summary>Between a volume of the contract and one of the core.</summary>
public static class IntentMessages
{
    public static V1.IntentVolume Write(SweptCorridor volume) => new()
    {
        StartPosition = new LatLng { Latitude = volume.From.LatitudeDegrees, Longitude = volume.From.LongitudeDegrees },
        EndPosition = new LatLng { Latitude = volume.To.LatitudeDegrees, Longitude = volume.To.LongitudeDegrees },
        HalfWidthM = volume.HalfWidth.Metres,
        LowMAmsl = volume.Low.Metres,
        HighMAmsl = volume.High.Metres,
        StartTime = volume.When.Start.ToTimestamp(),
        EndTime = volume.When.End.ToTimestamp(),
    };

    public static SweptCorridor Read(V1.IntentVolume volume) => new(
        new LatLon(volume.StartPosition.Latitude, volume.StartPosition.Longitude),
        new LatLon(volume.EndPosition.Latitude, volume.EndPosition.Longitude),
        Length.FromMetres(volume.HalfWidthM),
        AltitudeAmsl.FromMetres(volume.LowMAmsl),
        AltitudeAmsl.FromMetres(volume.HighMAmsl),
        new TimeWindow(volume.StartTime.ToDateTimeOffset(), volume.EndTime.ToDateTimeOffset()));
}
