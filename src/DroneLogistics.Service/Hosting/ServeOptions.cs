using System.Net;
using DroneLogistics.Service.Store;

namespace DroneLogistics.Service;

/// <summary>How the service is started.</summary>
public sealed record ServeOptions
{
    /// <summary>Where it listens; an address that others reach needs <see cref="TlsCertificate"/> and somebody besides the owner who may sign in.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Page, JSON and gRPC-Web (HTTP/1.1); 0: a free port.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>gRPC (HTTP/2 without TLS); 0: a free port.</summary>
    public int GrpcPort { get; init; } = 5081;

    /// <summary>The database: a file of the embedded one, made where there is none, or the address of one of PostgreSQL.</summary>
    public required DatabaseAddress Database { get; init; }

    /// <summary>A folder laid out as <c>data/</c> of the repository.</summary>
    public string DataFolder { get; init; } = WorldFiles.DefaultFolder;

    /// <summary>A folder with elevation tiles beside those in <c>terrain/</c> of the data folder; null: none.</summary>
    public string? TerrainFolder { get; init; }

    /// <summary>Written once the service answers; null: none.</summary>
    public string? ReadyFile { get; init; }

    /// <summary>Holds the token file, and key and head of the audit log.</summary>
    public string StateFolder { get; init; } = DefaultStateFolder;

    /// <summary>The fleet to add to the database; null: the assumed one where it has none.</summary>
    public DroneLogistics.Fleet.FleetRegister? Fleet { get; init; }

    /// <summary>A forecast to import before anybody is answered by the ready file; null: none.</summary>
    public V1.ImportForecastRequest? Forecast { get; init; }

    /// <summary>Departures of the leg table that is made in the background of the forecast in force, an hour apart; fewer than three: none is made.</summary>
    public int LegTableHours { get; init; } = 48;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>By how much the clock may have jumped since the start, or differ from that of the database server, until nothing is booked; <see cref="TimeSpan.MaxValue"/>: by anything.</summary>
    /// <remarks>Of the 5 s by which services that share an airspace may differ (ASTM F3548, TimeSyncMaxDifferentialSeconds), two services leave one another 4.</remarks>
    public TimeSpan MostClockError { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Tests let another booking land here; null: nothing happens between a decision and its commit.</summary>
    public Func<CancellationToken, Task>? BetweenDecisionAndCommit { get; init; }

    /// <summary>Refuse a database file that another service serves. Tests turn it off for a second service that stands for one of another machine.</summary>
    public bool LocksFile { get; init; } = true;

    /// <summary>A PEM file with the certificate of the service and those that vouch for it; null: no TLS.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>A PEM file with its private key; null: it stands in <see cref="TlsCertificate"/>.</summary>
    public string? TlsKey { get; init; }

    /// <summary>Who may call besides the owner, and how much each may ask.</summary>
    public AccessSettings Access { get; init; } = new();

    /// <summary>Serves reflection, so that tools find the contract by themselves. For development.</summary>
    public bool Reflects { get; init; }

    /// <summary>Log lines as JSON, one object each.</summary>
    public bool LogsJson { get; init; }

    /// <summary>Also the log lines of an ordinary day, not only warnings.</summary>
    public bool Verbose { get; init; }

    /// <summary>How long the service goes on answering, no longer ready, after it is told to stop; zero: not at all. At most ten seconds.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.Zero;

    /// <summary>How long calls that are under way may go on when the service is told to stop, after <see cref="Drain"/>.</summary>
    public static TimeSpan StopPatience { get; } = TimeSpan.FromSeconds(5);

    /// <summary><c>$XDG_STATE_HOME/dronelogistics</c>, or <c>~/.local/state/dronelogistics</c>.</summary>
    public static string DefaultStateFolder
    {
        get
        {
            var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
            var root = string.IsNullOrEmpty(state)
                ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state")
                : state;
            return Path.Combine(root, "dronelogistics");
        }
    }
}

/// <summary>A configuration the service does not start with; the message is one line that says what to change.</summary>
public sealed class ConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
