using System.CommandLine;
using System.Security.Cryptography;
using System.Text;

namespace DroneLogistics.Cli;

/// <summary><c>drone keys</c>: the key pair that seals applications.</summary>
internal static class KeysCommand
{
    public static Command Create()
    {
        var outFile = new Option<string?>("--out") { Description = "The file of the private key, which only its owner may read; the public key goes beside it, with .pub behind the name. A file that is there is not written over.", HelpName = "FILE" };
        var command = new Command("keys", "Makes a key pair (ECDSA, P-256) for `drone apply`: the private key seals, the public one is given to whoever checks with `drone verify`.\n\nExample: drone keys --out operator.key") { outFile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(outFile) ?? throw new CommandException(ExitCode.Usage, "--out is missing; expected the file to put the private key into, such as operator.key.");
            if (File.Exists(path) || File.Exists(path + ".pub"))
            {
                throw new CommandException(ExitCode.Usage, $"{path} or {path}.pub is there already; expected a new file: what an old key sealed could not be checked any more.");
            }

            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            try
            {
                await WriteAsync(path, key.ExportPkcs8PrivateKeyPem() + "\n", UnixFileMode.UserRead | UnixFileMode.UserWrite, cancellationToken);
                await WriteAsync(path + ".pub", key.ExportSubjectPublicKeyInfoPem() + "\n", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, cancellationToken);
            }
            catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
            {
                throw new CommandException(ExitCode.Storage, $"{path} cannot be written: {trouble.Message}");
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync($"private key  {path}");
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"public key   {path}.pub");
            return ExitCode.Go;
        });
        return command;
    }

    /// <summary>The private key of a file that nobody but its owner may read.</summary>
    /// <exception cref="CommandException">It cannot be read, is open to others, or is no such key.</exception>
    public static ECDsa Private(string path)
    {
        var pem = Text(path);
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new CommandException(ExitCode.NotPermitted, $"{path} can be read by others than its owner; expected mode 0600, as `chmod 600 {path}` sets it.");
        }

        return Import(pem, path, "PRIVATE KEY");
    }

    /// <summary>The public key of a file.</summary>
    /// <exception cref="CommandException">It cannot be read, or is no such key.</exception>
    public static ECDsa Public(string path) => Import(Text(path), path, "PUBLIC KEY");

    private static ECDsa Import(string pem, string path, string kind)
    {
        var key = ECDsa.Create();
        try
        {
            if (!pem.Contains($"-----BEGIN {kind}-----", StringComparison.Ordinal))
            {
                throw new CryptographicException($"no {kind}");
            }

            key.ImportFromPem(pem);
            return key.ExportParameters(false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value ? key : throw new CryptographicException("another curve");
        }
        catch (Exception trouble) when (trouble is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new CommandException(ExitCode.Usage, $"{path} is no {kind.ToLowerInvariant()} of P-256 in PEM; `drone keys` makes one.");
        }
    }

    private static string Text(string path) => Encoding.UTF8.GetString(InputFile.Bytes(path, path, most: 65_536).Span);

    private static async Task WriteAsync(string path, string text, UnixFileMode mode, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        await using var file = new FileStream(path, options);
        await file.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken);
    }
}
