using System.CommandLine;
using DroneLogistics.Service;
using DroneLogistics.V1;

namespace DroneLogistics.Cli;

/// <summary>Where a command reads the airspace: a running service where one is named, else the data that ship.</summary>
/// <param name="what">What is read, for the help.</param>
internal sealed class AirspaceSource(string what = "zones")
{
    private readonly Option<Uri?> server = Values.Url("--server", $"Ask a running service, with what was imported there. Default: the {what} that ship, without a service.");
    private readonly Option<string?> tokenFile = CommonOptions.TokenFile();
    private readonly Option<string?> data = CommonOptions.Data();

    public void AddTo(Command command, params Option[] last)
    {
        foreach (var option in (Option[])[server, tokenFile, data, .. last])
        {
            command.Options.Add(option);
        }

        command.OnlyOneOf(server, data);
    }

    public async Task<OpenAirspace> OpenAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(server) is { } url)
        {
            return new OpenAirspace(await ServiceConnection.OpenAsync(url, parsed.GetValue(tokenFile), cancellationToken), cancellationToken);
        }

        var world = CommonOptions.Load(parsed, data);
        return new OpenAirspace(AirspaceSnapshot.Shipped(WorldFiles.Airspace(parsed.GetValue(data) ?? WorldFiles.DefaultFolder), world), TimeProvider.System.GetUtcNow());
    }
}

/// <summary>The same questions to a service and to the data that ship.</summary>
internal sealed class OpenAirspace : IDisposable
{
    private readonly ServiceConnection? service;
    private readonly AirspaceSnapshot? shipped;
    private readonly DateTimeOffset now;
    private readonly CancellationToken cancellationToken;

    public OpenAirspace(ServiceConnection service, CancellationToken cancellationToken)
    {
        this.service = service;
        this.cancellationToken = cancellationToken;
    }

    public OpenAirspace(AirspaceSnapshot shipped, DateTimeOffset now)
    {
        this.shipped = shipped;
        this.now = now;
    }

    private AirspaceService.AirspaceServiceClient Client => new(service!.Invoker);

    private Grpc.Core.CallOptions Options => service!.CallOptions(cancellationToken);

    public async Task<ListGeozonesResponse> ListGeozonesAsync(ListGeozonesRequest request) =>
        shipped is null ? await Client.ListGeozonesAsync(request, Options) : AirspaceQueries.ListGeozones(shipped, request, now);

    public async Task<Geozone> GetGeozoneAsync(GetGeozoneRequest request) =>
        shipped is null ? await Client.GetGeozoneAsync(request, Options) : AirspaceQueries.GetGeozone(shipped, request, now);

    public async Task<ListGeozoneSetsResponse> ListGeozoneSetsAsync(ListGeozoneSetsRequest request) =>
        shipped is null ? await Client.ListGeozoneSetsAsync(request, Options) : AirspaceQueries.ListGeozoneSets(shipped, request);

    public async Task<ExportGeozoneSetResponse> ExportGeozoneSetAsync(ExportGeozoneSetRequest request) =>
        shipped is null ? await Client.ExportGeozoneSetAsync(request, Options) : AirspaceQueries.ExportGeozoneSet(shipped, request);

    public async Task<ListObstaclesResponse> ListObstaclesAsync(ListObstaclesRequest request) =>
        shipped is null ? await Client.ListObstaclesAsync(request, Options) : AirspaceQueries.ListObstacles(shipped, request);

    public void Dispose() => service?.Dispose();
}
