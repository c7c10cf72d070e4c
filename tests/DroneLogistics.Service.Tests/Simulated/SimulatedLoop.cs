namespace DroneLogistics.Service.Tests.Simulated;

/// <summary>
/// Time and threads of a simulated world: one thread, one queue of things to do, a clock that jumps from one to the next. Equal seeds do equal
/// things in equal order.
/// </summary>
internal sealed class SimulatedLoop(int seed)
{
    // What is continued is continued a little later, and not in the order in which it became ready.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMicroseconds(300);

    private readonly PriorityQueue<Action, (DateTimeOffset At, long Number)> queue = new();
    private readonly int thread = Environment.CurrentManagedThreadId;
    private long number;

    public Random Random { get; } = new(seed);

    public DateTimeOffset Now { get; private set; } = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How often something came from another thread: then the run is not the same in every run.</summary>
    public int Strays { get; private set; }

    /// <summary>How many things were done.</summary>
    public long Steps { get; private set; }

    public void After(TimeSpan pause, Action action)
    {
        lock (queue)
        {
            Strays += Environment.CurrentManagedThreadId == thread ? 0 : 1;
            queue.Enqueue(action, (Now + pause, ++number));
        }
    }

    public void Soon(Action action) => After(LongestWait * Random.NextDouble(), action);

    /// <summary>A task that is done after a while. Who waits for it without a context goes on there and then.</summary>
    public Task Pause(TimeSpan pause)
    {
        var done = new TaskCompletionSource();
        After(pause, () =>
        {
            SynchronizationContext.SetSynchronizationContext(null);
            done.SetResult();
        });
        return done.Task;
    }

    /// <summary>Does what there is to do until a task is done.</summary>
    public void Run(Task until)
    {
        var before = SynchronizationContext.Current;
        try
        {
            while (!until.IsCompleted)
            {
                Action? action;
                lock (queue)
                {
                    if (!queue.TryDequeue(out action, out var due))
                    {
                        throw new InvalidOperationException("The simulated world waits for something that nobody does.");
                    }

                    (Now, Steps) = (due.At, Steps + 1);
                }

                action();
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        until.GetAwaiter().GetResult();
    }
}

/// <summary>Where the code of one process continues. Once it is killed, nothing of it does.</summary>
internal sealed class SimulatedProcess(SimulatedLoop loop) : SynchronizationContext
{
    public bool IsKilled { get; set; }

    public override void Post(SendOrPostCallback continuation, object? state) => loop.Soon(() => Go(() => continuation(state)));

    /// <summary>Does something as a part of this process.</summary>
    public void Go(Action action)
    {
        if (!IsKilled)
        {
            SetSynchronizationContext(this);
            action();
        }
    }
}

/// <summary>The clock of a simulated process, which may go wrong.</summary>
internal sealed class SimulatedClock(SimulatedLoop loop, SimulatedProcess process, Func<TimeSpan> error) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => loop.Now + error();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer();
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            loop.After(dueTime, () => process.Go(() =>
            {
                if (!timer.IsDisposed)
                {
                    callback(state);
                }
            }));
        }

        return timer;
    }

    private sealed class Timer : ITimer
    {
        public bool IsDisposed { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose() => IsDisposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
