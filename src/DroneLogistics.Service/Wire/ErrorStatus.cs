using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>Errors of the contract: a status with ErrorInfo always, and the details that tell a caller what to mend.</summary>
public static class ErrorStatus
{
    /// <summary>The domain of every ErrorInfo.</summary>
    public const string Domain = "dronelogistics";

    /// <summary>Malformed, or about something that does not exist: every violation by field.</summary>
    public static RpcException Of(BadRequestException trouble)
    {
        var details = new BadRequest();
        details.FieldViolations.AddRange(trouble.Violations.Select(violation => new BadRequest.Types.FieldViolation
        {
            Field = violation.Field,
            Description = violation.Description,
            Reason = violation.Reason,
        }));
        var missing = trouble.Violations[0].Resource;
        Any[] resource = trouble.IsNotFound && missing.Length > 0 ? [Any.Pack(new ResourceInfo { ResourceType = TypeOf(missing), ResourceName = missing, Description = trouble.Violations[0].Description })] : [];
        return Build(trouble.IsNotFound ? Code.NotFound : Code.InvalidArgument, trouble.Violations[0].Reason, trouble.Message, [Any.Pack(details), .. resource]);
    }

    /// <summary>A flight that may not be scheduled: every finding, and the whole decision but for its simulated phases.</summary>
    public static RpcException Refused(Dispatch.Decision decision, bool lostRace)
    {
        var message = DecisionWriter.Write(decision);
        Telemetry.Decided(message);

        // The forecast would not fit the response headers that carry error details; CheckFlight shows it.
        message.Forecast = null;
        var details = new PreconditionFailure();
        details.Violations.AddRange(message.Findings.Select(finding => new PreconditionFailure.Types.Violation
        {
            Type = DecisionWriter.Name(finding.Code),
            Subject = finding.Subject,
            Description = finding.Message,
        }));
        var first = message.Findings.Count > 0 ? DecisionWriter.Name(message.Findings[0].Code) : "SIMULATION_FAILED";
        var text = $"NO_GO: {string.Join(" ", message.Findings.Select(finding => finding.Message))}";
        return Build(Code.FailedPrecondition, first, text, [("lost_race", lostRace ? "true" : "false")], Any.Pack(details), Any.Pack(message));
    }

    /// <summary>A status with ErrorInfo and further details.</summary>
    public static RpcException Build(Code code, string reason, string message, params Any[] details) => Build(code, reason, message, [], details);

    /// <summary>Refuses to change what is not the version that the caller saw; an empty etag is any.</summary>
    public static void RequireEtag(string name, string etag, long revision)
    {
        if (etag.Length > 0 && etag != Store.FlightStore.EtagOf(revision))
        {
            throw EtagMismatch(name, etag);
        }
    }

    /// <summary>The caller saw another version.</summary>
    public static RpcException EtagMismatch(string name, string etag) =>
        Build(Code.Aborted, "ETAG_MISMATCH", $"{name} has changed since etag {etag}: read it again.", Any.Pack(new ResourceInfo { ResourceType = TypeOf(name), ResourceName = name }));

    /// <summary>There is a resource of that name already.</summary>
    public static RpcException Taken(string name, string message) => Build(Code.AlreadyExists, "ID_TAKEN", message, Any.Pack(new ResourceInfo { ResourceType = TypeOf(name), ResourceName = name, Description = message }));

    /// <summary>A resource that others could not be without.</summary>
    public static RpcException InUse(string name, IReadOnlyList<string> users)
    {
        var failure = new PreconditionFailure();
        failure.Violations.AddRange(users.Select(user => new PreconditionFailure.Types.Violation { Type = "IN_USE", Subject = user, Description = $"{user} uses {name}." }));
        return Build(Code.FailedPrecondition, "IN_USE", $"{name} is used by {string.Join(", ", users)}.", Any.Pack(failure), Any.Pack(new ResourceInfo { ResourceType = TypeOf(name), ResourceName = name }));
    }

    /// <summary>The collection of a resource name.</summary>
    private static string TypeOf(string name) => name.Split('/') is [.., var collection, _] ? collection : name;

    /// <summary>A status that may be tried again after a while.</summary>
    public static RpcException Retry(Code code, string reason, string message, TimeSpan after) =>
        Build(code, reason, message, Any.Pack(new RetryInfo { RetryDelay = after.ToDuration() }));

    /// <summary>A status with ErrorInfo that is told in an answer: of work that ended without one.</summary>
    public static Google.Rpc.Status Plain(Code code, string reason, string message) =>
        new() { Code = (int)code, Message = message, Details = { Any.Pack(new ErrorInfo { Reason = reason, Domain = Domain }) } };

    private static RpcException Build(Code code, string reason, string message, IEnumerable<(string Key, string Value)> metadata, params Any[] details)
    {
        var info = new ErrorInfo { Reason = reason, Domain = Domain };
        foreach (var (key, value) in metadata)
        {
            info.Metadata.Add(key, value);
        }

        var status = new Google.Rpc.Status { Code = (int)code, Message = message, Details = { Any.Pack(info) } };
        status.Details.AddRange(details);
        return status.ToRpcException();
    }
}
