using System.CommandLine;
using DroneLogistics.Service;
using DroneLogistics.Service.Store;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary><c>drone audit</c>: looks at what is stored, past the service that stored it.</summary>
internal static class AuditCommands
{
    public static Command Create() => new("audit", "Looks at what is stored with other eyes than those of the service.") { Verify(), ScheduleAudit.Create() };

    private static Command Verify()
    {
        var db = new Option<string?>("--db") { Description = "The database, as given to drone serve. Default: drone.db in the state folder.", HelpName = "FILE|ADDRESS" };
        var state = new Option<string?>("--state") { Description = "The folder with key and signed head of the log (audit-key, audit-head-*). Default: the state folder of this user.", HelpName = "FOLDER" };
        var command = new Command("verify", "Goes through the audit log of a database, row by row, and names the first that was altered, taken out, put elsewhere or made up. Exit 0 only where every row is as the service wrote it and the log ends where the signed head says.\n\nExample: drone audit verify") { db, state };
        command.SetAction(async (parsed, _) =>
        {
            var folder = parsed.GetValue(state) ?? ServeOptions.DefaultStateFolder;
            var database = DatabaseAddress.Parse(parsed.GetValue(db) ?? Path.Combine(folder, "drone.db"));
            if (database.File is { } file && !File.Exists(file))
            {
                throw new CommandException(ExitCode.NoInput, $"there is no database {database}.");
            }

            return await RunAsync(parsed.InvocationConfiguration.Output, database, folder);
        });
        return command;
    }

    private static async Task<int> RunAsync(TextWriter output, DatabaseAddress database, string folder)
    {
        var key = AuditKey.Find(Path.Combine(folder, AuditKeeper.KeyFileName));
        var headFile = AuditKeeper.HeadFile(folder, database);
        var signed = File.Exists(headFile) ? await File.ReadAllTextAsync(headFile) : null;
        var head = signed is null ? null : key?.ReadHead(signed);
        using var store = new FlightStore(database.Opener());
        var verdict = await store.VerifyAuditAsync(key is null ? [] : [key], head);
        if (verdict.Trouble.Length > 0)
        {
            await output.WriteLineAsync(Invariant($"row {verdict.Sequence}: {verdict.Trouble}."));
            await output.WriteLineAsync(Invariant($"{verdict.Rows} rows before it are as they were written."));
            return ExitCode.NoGo;
        }

        await output.WriteLineAsync(Invariant($"{verdict.Rows} rows follow each other as they were written."));
        if (verdict.UnknownKeys > 0)
        {
            await output.WriteLineAsync(Invariant($"{verdict.UnknownKeys} of them are sealed with a key that is not in {folder}: that the service wrote them cannot be told."));
        }

        await output.WriteLineAsync(head is not null ? Invariant($"The signed head stands at row {head.Sequence}.")
            : signed is not null ? $"The signed head {headFile} was altered, or is of another key: whether the end was cut off cannot be told."
            : $"There is no signed head {headFile}: whether the end was cut off cannot be told.");
        return verdict.IsSound && head is not null ? ExitCode.Go : ExitCode.NoGo;
    }
}
