using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DroneLogistics.Service;
using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Cli;

/// <summary><c>drone api-keys</c>: the keys with which programs call a running service.</summary>
internal static class ApiKeysCommands
{
    private const int MostDays = 366;

    public static Command Create() => new("api-keys", "Keys with which programs call a running service: each has a role, an end, and a name in the audit log.") { Make(), List(), Revoke() };

    private static Command Make()
    {
        var purpose = new Option<string?>("--for") { Description = "What the key is for, for whoever reads the list.", HelpName = "TEXT" };
        var role = new Option<string?>("--role") { Description = $"What its holder may do: {string.Join(", ", Roles.All.Select(Roles.Name))} (docs/security.md).", HelpName = "ROLE" };
        var expires = new Option<int?>("--expires") { Description = $"Days until it ends by itself, 1 to {MostDays}. Default: 90.", HelpName = "DAYS", CustomParser = ReadDays };
        var (server, tokenFile, json) = (CommonOptions.Server(), CommonOptions.TokenFile(), CommonOptions.Json("the ApiKey of the API"));
        var command = new Command("create", "Makes a key and prints it, this once: the service keeps only a hash.\n\nExample: drone api-keys create --for \"hospital orders\" --role integrator --expires 30") { purpose, role, expires, server, tokenFile, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var named = parsed.GetValue(role) ?? string.Empty;
            var asked = new ApiKey
            {
                DisplayName = parsed.GetValue(purpose) ?? string.Empty,
                Role = named.Length == 0 ? Role.Unspecified : Roles.Parse(named) ?? throw new CommandException(ExitCode.Usage, $"--role is \"{named}\"; expected one of {string.Join(", ", Roles.All.Select(Roles.Name))}."),
                ExpireTime = parsed.GetValue(expires) is { } days ? Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(days)) : null,
            };
            using var service = await ServiceConnection.OpenAsync(CommonOptions.Address(parsed, server), parsed.GetValue(tokenFile), cancellationToken);
            var key = await Client(service).IssueApiKeyAsync(new IssueApiKeyRequest { ApiKey = asked }, service.CallOptions(cancellationToken));
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Values.Json(key));
                return ExitCode.Go;
            }

            await output.WriteLineAsync(key.KeyString);
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"{key.Name}, {Roles.Name(key.Role)}, until {Time(key.ExpireTime)}. It is not shown again; keep it in a file of mode 0600 and give that with --token-file.");
            return ExitCode.Go;
        });
        return command;
    }

    private static Command List()
    {
        var (server, tokenFile, json) = (CommonOptions.Server(), CommonOptions.TokenFile(), CommonOptions.Json("one ApiKey of the API as JSON a line"));
        var command = new Command("list", "Lists the keys, those made last first, with those that have ended.\n\nExample: drone api-keys list") { server, tokenFile, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var service = await ServiceConnection.OpenAsync(CommonOptions.Address(parsed, server), parsed.GetValue(tokenFile), cancellationToken);
            var (output, token) = (parsed.InvocationConfiguration.Output, string.Empty);
            do
            {
                var page = await Client(service).ListApiKeysAsync(new ListApiKeysRequest { PageToken = token }, service.CallOptions(cancellationToken));
                foreach (var key in page.ApiKeys)
                {
                    await output.WriteLineAsync(parsed.GetValue(json) ? Values.JsonLine(key) : $"{key.Name["apiKeys/".Length..]}  {Roles.Name(key.Role),-10}  {State(key),-29}  {key.DisplayName}");
                }

                token = page.NextPageToken;
            }
            while (token.Length > 0);
            return ExitCode.Go;
        });
        return command;
    }

    private static Command Revoke()
    {
        var id = new Argument<string>("ID") { Description = "The key, as `drone api-keys list` shows it." };
        var (server, tokenFile) = (CommonOptions.Server(), CommonOptions.TokenFile());
        var command = new Command("revoke", "Ends a key for good, within five seconds at every service on the same database.\n\nExample: drone api-keys revoke k3a5c7e9b1d2f407") { id, server, tokenFile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var service = await ServiceConnection.OpenAsync(CommonOptions.Address(parsed, server), parsed.GetValue(tokenFile), cancellationToken);
            try
            {
                var key = await Client(service).RevokeApiKeyAsync(new RevokeApiKeyRequest { Name = $"apiKeys/{parsed.GetValue(id)}" }, service.CallOptions(cancellationToken));
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"{key.Name["apiKeys/".Length..]} {State(key)}");
            }
            catch (Grpc.Core.RpcException trouble)
            {
                throw ServiceErrors.ByField(trouble, "ID: ");
            }

            return ExitCode.Go;
        });
        return command;
    }

    private static AccessService.AccessServiceClient Client(ServiceConnection service) => new(service.Invoker);

    private static string State(ApiKey key) => key.RevokeTime is { } revoked ? $"revoked {Time(revoked)}" : $"until {Time(key.ExpireTime)}";

    private static string Time(Timestamp time) => time.ToDateTimeOffset().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static int? ReadDays(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MostDays)
        {
            return days;
        }

        result.AddError(string.Create(CultureInfo.InvariantCulture, $"--expires is \"{result.Tokens[0].Value}\"; expected whole days from 1 to {MostDays}."));
        return null;
    }
}
