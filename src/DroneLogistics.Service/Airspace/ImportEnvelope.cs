using DroneLogistics.Provenance;
using Google.Protobuf;

namespace DroneLogistics.Service;

/// <summary>What every request with a file to import carries.</summary>
/// <param name="RequestId">A UUID.</param>
/// <param name="Content">The file.</param>
/// <param name="FileName">Its name.</param>
/// <param name="Source">The publication, in words; may be empty.</param>
/// <param name="SourceStatus">How its data are known; may be unspecified.</param>
/// <param name="Licence">May be empty.</param>
/// <param name="IdField">The field of the id of the set.</param>
/// <param name="Id">The id of the set, given or made of the name of the file; empty where that has no letter of one.</param>
public sealed record ImportEnvelope(string RequestId, ByteString Content, string FileName, string Source, V1.SourceStatus SourceStatus, string Licence, string IdField, string Id)
{
    /// <summary>More than 10,000 zones of 40 corners; what a request holds is held in memory several times over.</summary>
    public const int LargestFileBytes = 48 * 1024 * 1024;

    private const int LongestText = 200;

    /// <summary>Judges it.</summary>
    /// <exception cref="BadRequestException">Malformed, or something before was.</exception>
    public static void Read(FieldReader fields, ImportEnvelope request)
    {
        fields.RequestId(request.RequestId);
        if (request.Content.IsEmpty)
        {
            fields.Add("content", "REQUIRED", "is empty; expected the bytes of a file.");
        }
        else if (request.Content.Length > LargestFileBytes)
        {
            throw ErrorStatus.Build(Google.Rpc.Code.ResourceExhausted, "FILE_TOO_LARGE", FormattableString.Invariant($"content: has {request.Content.Length} bytes; expected at most {LargestFileBytes}."));
        }

        if (request.FileName.Length == 0)
        {
            fields.Add("file_name", "REQUIRED", "is missing; expected the name of the file.");
        }

        fields.Text("file_name", request.FileName, LongestText);
        fields.Text("source", request.Source, LongestText);
        fields.Text("licence", request.Licence, LongestText);
        AirspaceQueries.Enumeration("source_status", request.SourceStatus, fields);
        if (!Identifier.IsWellFormed(request.Id))
        {
            fields.Add(request.IdField, request.Id.Length == 0 ? "REQUIRED" : "ID_FORMAT", request.Id.Length == 0 ? "is missing, and the file name has no letter of one; expected " + Identifier.Rule + "." : $"is \"{request.Id}\"; expected {Identifier.Rule}.");
        }

        fields.ThrowIfAny();
    }
}
