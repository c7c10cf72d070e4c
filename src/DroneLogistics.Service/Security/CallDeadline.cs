namespace DroneLogistics.Service;

/// <summary>The time that a call by JSON may take: it ends when the caller goes, or when that has passed.</summary>
public sealed class CallDeadline : IDisposable
{
    private readonly CancellationToken callerWent;
    private readonly CancellationTokenSource ends;

    /// <param name="longest">How long.</param>
    /// <param name="callerWent">Cancelled when nobody waits any more.</param>
    public CallDeadline(TimeSpan longest, CancellationToken callerWent)
    {
        this.callerWent = callerWent;
        ends = CancellationTokenSource.CreateLinkedTokenSource(callerWent);
        ends.CancelAfter(longest);
    }

    public CancellationToken Token => ends.Token;

    /// <summary>Whether the time has passed while the caller still waits.</summary>
    public bool HasPassed => ends.IsCancellationRequested && !callerWent.IsCancellationRequested;

    public void Dispose() => ends.Dispose();
}
