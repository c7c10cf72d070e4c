using DroneLogistics.Service.Store;
using Google.Protobuf;

namespace DroneLogistics.Service;

/// <summary>A kind of record of the network that is added, changed, deleted and brought back, and what is particular about it.</summary>
/// <typeparam name="TThing">What it is in the core.</typeparam>
/// <typeparam name="TMessage">What it is in the contract.</typeparam>
public abstract class RecordKind<TThing, TMessage>
    where TThing : class
    where TMessage : class, IMessage<TMessage>, new()
{
    /// <summary>Its collection in resource names.</summary>
    public abstract string Collection { get; }

    /// <summary>Its field in requests.</summary>
    public abstract string Field { get; }

    /// <summary>What it is called in complaints.</summary>
    public abstract string Noun { get; }

    /// <summary>The reason where there is none of a name.</summary>
    public abstract string NotFound { get; }

    /// <summary>Every record, deleted ones among them.</summary>
    public abstract IReadOnlyList<NetworkRecord<TThing>> All(OperationsSnapshot at);

    /// <summary>The thing, or null where <paramref name="fields"/> now has a violation.</summary>
    public abstract TThing? Read(string id, TMessage message, FieldReader fields, OperationsSnapshot at);

    public abstract TMessage Write(NetworkRecord<TThing> record, OperationsSnapshot at, DateTimeOffset now);

    /// <summary>Names of the resources, other than flights, that could not be without it.</summary>
    public virtual IEnumerable<string> UsedBy(TThing thing, OperationsSnapshot at) => [];

    /// <summary>Resources that no flight to come may hold when it changes.</summary>
    /// <param name="before">As it was.</param>
    /// <param name="after">As it will be; null: deleted.</param>
    public virtual IEnumerable<string> MustBeFree(TThing before, TThing? after) => [];

    /// <summary>Whether assessments of routes are old after a change.</summary>
    public virtual bool ChangesGround(TThing before, TThing after) => false;

    /// <summary>What else is stored with a record that stands.</summary>
    public virtual Task StoreAsync(OperationsDb db, TThing thing, CancellationToken cancellationToken) => Task.CompletedTask;
}
