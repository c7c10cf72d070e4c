namespace DroneLogistics.Cli;

/// <summary>Exit codes of every command, after sysexits where it speaks.</summary>
internal static class ExitCode
{
    /// <summary>GO, or done.</summary>
    public const int Go = 0;

    /// <summary>NO_GO, or refused.</summary>
    public const int NoGo = 2;

    /// <summary>Wrong usage or bad input.</summary>
    public const int Usage = 64;

    /// <summary>An input file cannot be read.</summary>
    public const int NoInput = 66;

    /// <summary>The service cannot be reached.</summary>
    public const int Unavailable = 69;

    /// <summary>The service made a mistake.</summary>
    public const int Software = 70;

    /// <summary>An output file or the database cannot be written.</summary>
    public const int Storage = 74;

    /// <summary>Lost race, or try again.</summary>
    public const int TryAgain = 75;

    /// <summary>Not permitted.</summary>
    public const int NotPermitted = 77;

    /// <summary>Configuration or data refused.</summary>
    public const int Configuration = 78;

    /// <summary>Shown at the end of the help.</summary>
    public const string Help = "Exit codes: 0 GO or done, 2 NO_GO or refused, 64 wrong usage or bad input, 66 input file cannot be read, 69 service unavailable, 70 fault of the service, 74 output or storage failed, 75 lost race or try again, 77 not permitted, 78 configuration or data refused.";
}

/// <summary>A command that cannot go on: one line for people and an exit code for scripts.</summary>
internal sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
