using DroneLogistics.Service.Store;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service;

/// <summary>A record of the network as the service holds it.</summary>
/// <typeparam name="T">What it is a record of.</typeparam>
/// <param name="Id">Its id.</param>
/// <param name="Thing">As it is now; of a deleted one as it was.</param>
/// <param name="Row">What was stored of it at run time; null: it ships, and nobody changed it.</param>
public sealed record NetworkRecord<T>(string Id, T Thing, NetworkRow? Row)
{
    /// <summary>Of the airspace at its last change; 0: it never changed.</summary>
    public long Revision => Row?.Revision ?? 0;

    public bool IsDeleted => Row is { DeleteUs: > 0 };

    public string Etag => FlightStore.EtagOf(Revision);

    public V1.RecordOrigin Origin => Row switch
    {
        null => V1.RecordOrigin.Shipped,
        { CreateUs: 0 } => V1.RecordOrigin.Changed,
        _ => V1.RecordOrigin.Added,
    };

    public Timestamp? CreateTime => Instant(Row?.CreateUs);

    public Timestamp? UpdateTime => Instant(Row?.UpdateUs);

    public Timestamp? DeleteTime => Instant(Row?.DeleteUs);

    private static Timestamp? Instant(long? micros) => micros is > 0 ? FlightMessages.Instant(micros.Value).ToTimestamp() : null;
}
