using DroneLogistics.Service.Store;
using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>AccessService: how a caller is known, and the keys of programs.</summary>
public sealed class AccessRpcs(ApiKeyStore store, SignedInCallers callers, ConsoleSessions sessions, TimeProvider clock) : AccessService.AccessServiceBase
{
    private const string Name = "identity";
    private const int LongestDisplayName = 100;

    private static readonly TimeSpan UsualLife = TimeSpan.FromDays(90);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(366);

    public override Task<Identity> GetIdentity(GetIdentityRequest request, ServerCallContext context)
    {
        if (request.Name is not ("" or Name))
        {
            throw new BadRequestException([new Violation("name", "ID_FORMAT", $"is \"{request.Name}\"; expected {Name}.")]);
        }

        var principal = CallerOf(context).Principal;
        return Task.FromResult(new Identity
        {
            Name = Name,
            Principal = principal.Caller.Principal,
            Organization = principal.Caller.Organization,
            Roles = { principal.Roles },
            Permissions = { System.Enum.GetValues<Permission>().Where(permission => principal.Permissions.Has(permission)) },
        });
    }

    public override async Task<ApiKey> IssueApiKey(IssueApiKeyRequest request, ServerCallContext context)
    {
        var (now, key) = (clock.GetUtcNow(), ApiKeyText.New());
        var (name, role, expiry) = Read(request, now);
        var row = new ApiKeyRow
        {
            Id = key.Id,
            DisplayName = name,
            Organization = Caller.Current.Organization,
            Role = (int)role,
            Sha256 = key.Sha256(),
            Creator = Caller.Current.Principal,
            CreateUs = FlightMessages.Micros(now),
            ExpireUs = FlightMessages.Micros(expiry),
            RevokeUs = 0,
        };
        var answer = ApiKeyMessages.Write(row);
        if (request.ValidateOnly)
        {
            return answer;
        }

        await store.AddAsync(row, context.CancellationToken);
        answer.KeyString = key.Text;
        return answer;
    }

    public override async Task<ListApiKeysResponse> ListApiKeys(ListApiKeysRequest request, ServerCallContext context)
    {
        var (keys, next) = new ListRequest(request.PageSize, request.PageToken, request.Filter, request.OrderBy).Page(await store.ListAsync(context.CancellationToken), ApiKeyMessages.Write, ApiKeyMessages.Collection);
        return new ListApiKeysResponse { ApiKeys = { keys }, NextPageToken = next };
    }

    public override async Task<ApiKey> RevokeApiKey(RevokeApiKeyRequest request, ServerCallContext context)
    {
        var fields = new FieldReader();
        var id = fields.Name("name", request.Name, ApiKeyMessages.Collection);
        fields.ThrowIfAny();
        var row = (request.ValidateOnly
            ? (await store.ListAsync(context.CancellationToken)).FirstOrDefault(key => key.Id == id)
            : await store.RevokeAsync(id!, FlightMessages.Micros(clock.GetUtcNow()), context.CancellationToken))
            ?? throw new BadRequestException([new Violation("name", "API_KEY_NOT_FOUND", $"there is no API key \"{id}\".", NotFound: true)]);
        callers.Forget(ApiKeys.PrincipalOf(row.Id));
        return ApiKeyMessages.Write(row);
    }

    public override Task<ConsoleCode> IssueConsoleCode(IssueConsoleCodeRequest request, ServerCallContext context)
    {
        var caller = CallerOf(context);
        if (caller.Principal.Means == SignIn.ApiKey)
        {
            // A browser would go on with it when the key is revoked.
            throw ErrorStatus.Build(Google.Rpc.Code.FailedPrecondition, "STATE", "An API key is for programs; the page opens for people, with the owner's token or one of the identity provider.");
        }

        if (request.ValidateOnly)
        {
            return Task.FromResult(new ConsoleCode());
        }

        var code = sessions.NewCode(caller.Principal, caller.ValidUntil);
        return Task.FromResult(new ConsoleCode { Code = code, Path = ConsolePages.PathOf(code), ValidDuration = ConsoleSessions.CodeLife.ToDuration() });
    }

    private static SignedIn CallerOf(ServerCallContext context) => AccessGuard.CallerOf(context.GetHttpContext())!;

    private static (string Name, Role Role, DateTimeOffset Expiry) Read(IssueApiKeyRequest request, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var asked = request.ApiKey ?? new ApiKey();
        var name = fields.Text("api_key.display_name", asked.DisplayName, LongestDisplayName);
        if (asked.DisplayName.Length == 0)
        {
            fields.Add("api_key.display_name", "REQUIRED", "is missing; expected what the key is for.");
        }

        if (!Roles.All.Contains(asked.Role))
        {
            fields.Add("api_key.role", asked.Role == Role.Unspecified ? "REQUIRED" : "ENUM_UNKNOWN", $"is {(asked.Role == Role.Unspecified ? "missing" : $"{(int)asked.Role}")}; expected one of {string.Join(", ", Roles.All.Select(Roles.Name))}.");
        }

        var expiry = fields.Instant("api_key.expire_time", asked.ExpireTime) ?? now + UsualLife;
        if (!(expiry > now && expiry <= now + LongestLife))
        {
            fields.Add("api_key.expire_time", "TIMESTAMP_RANGE", FormattableString.Invariant($"is {expiry:yyyy-MM-ddTHH:mm:ssZ}; expected after {now:yyyy-MM-ddTHH:mm:ssZ} and at most {LongestLife.TotalDays} days later."));
        }

        fields.ThrowIfAny();
        return (name, asked.Role, expiry);
    }
}
