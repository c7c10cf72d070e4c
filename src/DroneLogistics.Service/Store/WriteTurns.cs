namespace DroneLogistics.Service.Store;

/// <summary>Writers of this process take turns here: SQLite makes them poll for its write lock, which costs each of them long sleeps.</summary>
public sealed class WriteTurns : IDisposable
{
    private readonly SemaphoreSlim writing = new(1, 1);

    /// <summary>Waits for the turn, which ends when it is disposed.</summary>
    public async Task<Turn> TakeAsync(CancellationToken cancellationToken)
    {
        Telemetry.WritersWaiting.Add(1);
        try
        {
            await writing.WaitAsync(cancellationToken);
        }
        finally
        {
            Telemetry.WritersWaiting.Add(-1);
        }

        return new Turn(writing);
    }

    public void Dispose() => writing.Dispose();

    /// <summary>A writer's turn, given back when it is disposed.</summary>
    public sealed class Turn : IDisposable
    {
        private readonly SemaphoreSlim writing;

        internal Turn(SemaphoreSlim writing) => this.writing = writing;

        public void Dispose() => writing.Release();
    }
}
