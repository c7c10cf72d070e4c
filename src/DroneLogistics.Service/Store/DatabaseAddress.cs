using Npgsql;

namespace DroneLogistics.Service.Store;

/// <summary>Where the database is: a file of the embedded one, or <c>postgres://USER@HOST:PORT/NAME</c>.</summary>
/// <remarks>
/// Of a PostgreSQL address the password may stand in it, but is better left to the file named by <c>PGPASSFILE</c>, as other users of a machine see
/// its command lines. It is never shown.
/// </remarks>
public sealed record DatabaseAddress
{
    private const int MostConnections = 20;

    // Of several hosts: which is good enough. A standby alone never is.
    private static readonly string[] SessionAttributes = ["any", "primary", "read-write"];

    private DatabaseAddress(string connection, bool isPostgres, string shown)
    {
        Connection = connection;
        IsPostgres = isPostgres;
        Shown = shown;
    }

    public bool IsPostgres { get; }

    /// <summary>The path, or what the driver of PostgreSQL is given, with a password perhaps: never shown.</summary>
    public string Connection { get; }

    /// <summary>The address without a password.</summary>
    public string Shown { get; }

    /// <summary>The full path of the database file; null of PostgreSQL.</summary>
    public string? File => IsPostgres ? null : Connection;

    /// <summary>Reads what is given to <c>--db</c>.</summary>
    /// <exception cref="ConfigurationException">An address that starts as one of PostgreSQL and is none.</exception>
    public static DatabaseAddress Parse(string text)
    {
        if (!text.StartsWith("postgres://", StringComparison.Ordinal) && !text.StartsWith("postgresql://", StringComparison.Ordinal))
        {
            return new DatabaseAddress(Path.GetFullPath(text), isPostgres: false, text);
        }

        // Whatever is wrong with it, the text is not repeated: a password may stand in it.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.AbsolutePath.Trim('/') is not { Length: > 0 } name || name.Contains('/', StringComparison.Ordinal))
        {
            throw new ConfigurationException("--db is no address of a PostgreSQL database; expected postgres://USER@HOST:PORT/NAME, or a folder of sockets as postgres:///NAME?host=/FOLDER&user=USER.");
        }

        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host.Length > 0 ? uri.Host.Trim('[', ']') : "/var/run/postgresql",
            Port = uri.IsDefaultPort || uri.Port < 0 ? NpgsqlConnection.DefaultPort : uri.Port,
            Database = Uri.UnescapeDataString(name),
            Username = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            ApplicationName = "drone",

            // Of several hosts: for so long one that was the standby, or was gone, is not asked again.
            HostRecheckSeconds = 1,
            MaxPoolSize = MostConnections,

            // What a booking runs is parsed once on a connection and not for every booking.
            MaxAutoPrepare = 50,
            AutoPrepareMinUsages = 2,
        };
        foreach (var option in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            Set(builder, option.Split('=', 2));
        }

        // Hosts that bring their ports are told with them.
        var port = builder.Host.Contains(':', StringComparison.Ordinal) && builder.Host.Contains(',', StringComparison.Ordinal) ? string.Empty : FormattableString.Invariant($":{builder.Port}");
        var shown = $"postgres://{(builder.Username is { } named ? named + "@" : string.Empty)}{builder.Host}{port}/{builder.Database}";
        return new DatabaseAddress(builder.ConnectionString, isPostgres: true, shown);
    }

    /// <summary>Opens contexts on the database.</summary>
    public Func<OperationsDb> Opener()
    {
        if (IsPostgres)
        {
            var postgres = PostgresOperationsDb.OptionsFor(Connection);
            return () => new PostgresOperationsDb(postgres);
        }

        var sqlite = SqliteOperationsDb.OptionsFor(Connection);
        return () => new SqliteOperationsDb(sqlite);
    }

    public override string ToString() => Shown;

    private static void Set(NpgsqlConnectionStringBuilder builder, string[] option)
    {
        var value = option.Length > 1 ? Uri.UnescapeDataString(option[1]) : string.Empty;
        switch (option[0])
        {
            case "host":
                builder.Host = value;
                break;
            case "target_session_attrs" when SessionAttributes.Contains(value):
                builder.TargetSessionAttributes = value;
                break;
            case "user":
                builder.Username = value;
                break;
            case "sslmode" when Enum.TryParse<SslMode>(value.Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true, out var mode):
                builder.SslMode = mode;
                break;
            case "sslrootcert":
                builder.RootCertificate = value;
                break;
            default:
                throw new ConfigurationException($"--db has the option \"{option[0]}\", or a value of it, that is not known; host (several with commas between), user, target_session_attrs (any, primary, read-write), sslmode and sslrootcert are.");
        }
    }
}
