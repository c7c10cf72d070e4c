using System.Globalization;
using System.Text.RegularExpressions;
using DroneLogistics.Sites;
using Google.Rpc;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>Pads of sites. A pad is a part of its site: what happens to it is a change of the site, with its version.</summary>
public sealed partial class PadDesk(OperationsControl operations, RecordDesk<Site, V1.Site> sites, SiteKind kind)
{
    private const string AllSites = "sites/-";

    /// <summary>One pad.</summary>
    /// <exception cref="BadRequestException">Malformed, or there is no such pad.</exception>
    public async Task<V1.Pad> GetAsync(string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (site, number) = Name(name, "name");
        return Find(await sites.GetAsync(site, now, cancellationToken), number);
    }

    /// <summary>The pads of a site, or of all.</summary>
    /// <exception cref="BadRequestException">Malformed, or there is no such site.</exception>
    public async Task<V1.ListPadsResponse> ListAsync(V1.ListPadsRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var at = await operations.SnapshotAsync(cancellationToken);
        IReadOnlyList<V1.Site> of = request.Parent == AllSites
            ? [.. kind.All(at).Where(record => !record.IsDeleted).Select(record => kind.Write(record, at, now))]
            : [await sites.GetAsync(request.Parent, now, cancellationToken)];
        var list = new ListRequest(request.PageSize, request.PageToken, request.Filter, request.OrderBy);
        var (page, next) = list.Page([.. of.SelectMany(site => site.Pads)], pad => pad, $"pads|{request.Parent}");
        return new V1.ListPadsResponse { Pads = { page }, NextPageToken = next };
    }

    /// <summary>Adds a pad.</summary>
    /// <exception cref="BadRequestException">Malformed, or there is no such site.</exception>
    /// <exception cref="RpcException">The site has a pad of that number.</exception>
    public async Task<V1.Pad> CreateAsync(V1.CreatePadRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var number = request.PadId.Length > 0 ? PadNames.NumberOf(request.PadId) : null;
        var site = await ChangeAsync(new RecordRequest(request, request.RequestId, request.ValidateOnly, now), request.Parent, "parent", string.Empty, (held, fields) =>
        {
            fields.RequestId(request.RequestId);
            if (request.PadId.Length > 0 && number is null)
            {
                fields.Add("pad_id", "ID_FORMAT", $"is no number of a pad; expected 1 to {PadNames.Highest}.");
            }

            if (request.Pad is null)
            {
                fields.Add("pad", "REQUIRED", "is missing; expected the pad.");
                return held;
            }

            var pads = Numbered(held);
            var id = number ?? pads.Max(pad => pad.Number) + 1;
            if (pads.Exists(pad => pad.Number == id))
            {
                throw ErrorStatus.Taken($"{request.Parent}/pads/{id}", $"{request.Parent}/pads/{id} is there already; give the pad another number.");
            }

            return With(held, request.Parent, [.. pads, (id, FieldBehaviors.Given(request.Pad))]);
        }, cancellationToken);
        return Find(site, number ?? site.Pads.Max(pad => PadNames.Split(pad.Name)!.Value.Number));
    }

    /// <summary>Changes what a mask names.</summary>
    /// <exception cref="BadRequestException">Malformed, or there is no such pad.</exception>
    /// <exception cref="RpcException">Its site has another version.</exception>
    public async Task<V1.Pad> UpdateAsync(V1.UpdatePadRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (name, number) = Name(request.Pad?.Name ?? string.Empty, "pad.name");
        var site = await ChangeAsync(new RecordRequest(request, request.RequestId, request.ValidateOnly, now), name, "pad.name", request.Pad!.Etag, (held, fields) =>
        {
            var pads = Numbered(held);
            RequireIn(pads, name, number);
            return With(held, name, [.. pads.Select(pad => pad.Number == number ? (number, FieldBehaviors.Merge(pad.Pad, request.Pad, request.UpdateMask, fields)) : pad)]);
        }, cancellationToken);
        return Find(site, number);
    }

    /// <summary>Deletes a pad.</summary>
    /// <exception cref="BadRequestException">Malformed, or there is no such pad.</exception>
    /// <exception cref="RpcException">Its site has another version, a flight has booked it, or it is the last one.</exception>
    public async Task DeleteAsync(V1.DeletePadRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (name, number) = Name(request.Name, "name");
        await ChangeAsync(new RecordRequest(request, request.RequestId, request.ValidateOnly, now), name, "name", request.Etag, (held, _) =>
        {
            var pads = Numbered(held);
            RequireIn(pads, name, number);
            return pads.Count > 1
                ? With(held, name, [.. pads.Where(pad => pad.Number != number)])
                : throw ErrorStatus.Build(Code.FailedPrecondition, "STATE", $"{request.Name} is the last pad of {name}: delete the site, or add another pad first.");
        }, cancellationToken);
    }

    private async Task<V1.Site> ChangeAsync(RecordRequest request, string site, string field, string etag, Func<V1.Site, FieldReader, V1.Site> change, CancellationToken cancellationToken)
    {
        try
        {
            return await sites.ChangeAsync(request, site, field, etag, change, cancellationToken);
        }
        catch (BadRequestException trouble)
        {
            // The caller spoke of a pad and not of its place in a site.
            throw new BadRequestException([.. trouble.Violations.Select(violation => violation with { Field = PlaceInSite().Replace(violation.Field, "pad") })]);
        }
    }

    private static (string Site, int Number) Name(string name, string field)
    {
        if (PadNames.Split(name) is { } split)
        {
            return ($"{SiteKind.Name}/{split.Site}", split.Number);
        }

        var fields = new FieldReader();
        fields.Add(field, name.Length == 0 ? "REQUIRED" : "ID_FORMAT", $"is no name of a pad; expected \"sites/\", an id, \"/pads/\" and 1 to {PadNames.Highest}.");
        fields.ThrowIfAny();
        throw new System.Diagnostics.UnreachableException();
    }

    /// <summary>The pads of a stored site with their numbers: those in their names, or their places.</summary>
    private static List<(int Number, V1.Pad Pad)> Numbered(V1.Site site) => [.. site.Pads.Select((pad, index) => (PadNames.Split(pad.Name)?.Number ?? index + 1, pad))];

    private static V1.Site With(V1.Site site, string name, IEnumerable<(int Number, V1.Pad Pad)> pads)
    {
        var changed = site.Clone();
        changed.Pads.Clear();
        changed.Pads.AddRange(pads.OrderBy(pad => pad.Number).Select(pad =>
        {
            var numbered = pad.Pad.Clone();
            numbered.Name = string.Create(CultureInfo.InvariantCulture, $"{name}/pads/{pad.Number}");
            return numbered;
        }));
        return changed;
    }

    private static V1.Pad Find(V1.Site site, int number)
    {
        RequireIn(Numbered(site), site.Name, number);
        return site.Pads.Single(pad => PadNames.Split(pad.Name)?.Number == number);
    }

    private static void RequireIn(List<(int Number, V1.Pad Pad)> pads, string site, int number)
    {
        if (!pads.Exists(pad => pad.Number == number))
        {
            throw new BadRequestException([new Violation("name", "PAD_NOT_FOUND", $"there is no pad {number} at {site}; it has {string.Join(", ", pads.Select(pad => pad.Number))}.", NotFound: true)]);
        }
    }

    [GeneratedRegex(@"^site\.pads\[\d+\]")]
    private static partial Regex PlaceInSite();
}
