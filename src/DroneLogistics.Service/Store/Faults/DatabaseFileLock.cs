namespace DroneLogistics.Service.Store;

/// <summary>
/// Held by the service that serves a database file, for as long as its process lives, however that ends: an advisory lock on a file next to it. Two
/// services on one file would both keep the head of its audit log, and each would think the other's work a change behind its back.
/// </summary>
public sealed class DatabaseFileLock : IDisposable
{
    private readonly FileStream file;

    private DatabaseFileLock(FileStream file) => this.file = file;

    /// <summary>The lock file of a database file. It stays when the lock is given up: to delete it would let two hold it.</summary>
    public static string PathOf(string databaseFile) => databaseFile + ".lock";

    /// <summary>Takes the lock.</summary>
    /// <exception cref="ConfigurationException">Another service has it.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static DatabaseFileLock Take(string databaseFile)
    {
        var path = PathOf(databaseFile);
        try
        {
            return new DatabaseFileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException trouble) when (File.Exists(path))
        {
            throw new ConfigurationException($"DB_LOCKED: the database {databaseFile} is served by another service, which holds {path}. Stop that one, or name another file with --db.", trouble);
        }
    }

    public void Dispose() => file.Dispose();
}
