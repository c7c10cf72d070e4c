using DroneLogistics.Service.Store;

namespace DroneLogistics.Service;

/// <summary>Looks through a database file that is too large to be looked through before the service answers, once, after the start.</summary>
public sealed partial class StorageInspector(ServeOptions options, StorageFaults faults, TimeProvider clock, ILogger<StorageInspector> log) : BackgroundService
{
    // A service that has just started has all else to read first.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether a file is looked through after the start and not before.</summary>
    public static bool IsForLater(DatabaseAddress database) => database.File is { } file && File.Exists(file) && new FileInfo(file).Length > StorageInspection.LargestAtStartBytes;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsForLater(options.Database))
        {
            return;
        }

        try
        {
            await Task.Delay(Patience, clock, stoppingToken);
            if (await Task.Run(() => StorageInspection.FirstDamage(options.Database.File!, everything: false, stoppingToken), stoppingToken) is { } damage)
            {
                faults.Saw(new StorageException(StorageTrouble.Corrupt, damage));
                LogDamage(log, options.Database.Shown, damage);
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Microsoft.Data.Sqlite.SqliteException trouble)
        {
            LogTrouble(log, options.Database.Shown, trouble);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The database {Database} is damaged: {Damage}. Nothing is decided on it; restore a copy")]
    private static partial void LogDamage(ILogger log, string database, string damage);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database {Database} could not be looked through for damage")]
    private static partial void LogTrouble(ILogger log, string database, Exception trouble);
}
