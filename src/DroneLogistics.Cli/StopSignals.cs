using System.Runtime.InteropServices;
using DroneLogistics.Service;

namespace DroneLogistics.Cli;

/// <summary>Ctrl-C and the termination signal as a cancellation. The command that is running decides how it ends, and with which exit code.</summary>
internal sealed class StopSignals : IDisposable
{
    // Longer than the service takes to stop.
    private static readonly TimeSpan Patience = 2 * ServeOptions.StopPatience;

    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;

    public StopSignals()
    {
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, 2));
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, 15));
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        source.Dispose();
    }

    private void Stop(PosixSignalContext context, int number)
    {
        context.Cancel = true;
        source.CancelAsync();

        // A command that does not listen, or does not come to an end, is ended as the system would have ended it.
        _ = Task.Delay(Patience).ContinueWith(_ => Environment.Exit(128 + number), TaskScheduler.Default);
    }
}
