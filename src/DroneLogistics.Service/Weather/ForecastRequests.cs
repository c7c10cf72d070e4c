using DroneLogistics.Formats;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Service;

/// <summary>Judges a request to import a forecast, and tells how its file is read: at the import and at every start after it.</summary>
internal static class ForecastRequests
{
    private const int LongestText = 200;
    private const double LargestRadiusMetres = 1_000_000;

    /// <summary>How the file is read.</summary>
    /// <param name="request">The raw request.</param>
    /// <param name="id">The id under which it will be held.</param>
    /// <param name="now">The instant of the import.</param>
    /// <param name="place">What its numbers are read and believed by.</param>
    /// <exception cref="BadRequestException">Malformed.</exception>
    public static ForecastFileOptions Read(V1.ImportForecastRequest request, string id, DateTimeOffset now, ForecastPlace place)
    {
        var fields = new FieldReader();
        Envelope(request, id, fields);
        AirspaceQueries.Enumeration("format", request.Format, fields);
        var format = request.Format == V1.Forecast.Types.Format.Unspecified ? ForecastFile.FormatOf(request.Content.Span) : (ForecastFormat)request.Format;
        var issued = fields.Instant("issue_time", request.IssueTime);
        if (issued is not null && ForecastFile.TellsIssue(format))
        {
            fields.Add("issue_time", "NOT_ALLOWED", "is given with a TAF, which tells it; expected none.");
        }

        var position = request.Position is { } raw ? PlaceReader.Position(raw, "position", fields) : null;
        if (request.Position is not null && !ForecastFile.TakesPosition(format))
        {
            fields.Add("position", "NOT_ALLOWED", "is given with a file that tells its places; expected none.");
        }

        var radius = Radius(request, format, fields);
        fields.ThrowIfAny();
        return new ForecastFileOptions
        {
            File = request.FileName,
            Format = format,
            Source = request.Source.Length > 0 ? request.Source : request.FileName,
            Id = id,
            IssuedAt = issued,
            Position = position,
            Radius = radius is { } metres ? Length.FromMetres(metres) : null,
            Now = now,
            ServiceArea = place.ServiceArea,
            Weather = place.Weather,
            Wind = place.Wind,
            AerodromeAt = place.AerodromeAt,
        };
    }

    private static void Envelope(V1.ImportForecastRequest request, string id, FieldReader fields)
    {
        fields.RequestId(request.RequestId);
        if (request.Content.IsEmpty)
        {
            fields.Add("content", "REQUIRED", "is empty; expected the bytes of a file.");
        }
        else if (request.Content.Length > ImportEnvelope.LargestFileBytes)
        {
            throw ErrorStatus.Build(Google.Rpc.Code.ResourceExhausted, "FILE_TOO_LARGE", FormattableString.Invariant($"content: has {request.Content.Length} bytes; expected at most {ImportEnvelope.LargestFileBytes}."));
        }

        if (request.FileName.Length == 0)
        {
            fields.Add("file_name", "REQUIRED", "is missing; expected the name of the file.");
        }

        fields.Text("file_name", request.FileName, LongestText);
        fields.Text("source", request.Source, LongestText);
        if (!Identifier.IsWellFormed(id))
        {
            fields.Add("forecast_id", "ID_FORMAT", $"is no id; expected {Identifier.Rule}.");
        }
    }

    private static double? Radius(V1.ImportForecastRequest request, ForecastFormat format, FieldReader fields)
    {
        if (request.HasRadiusM && format == ForecastFormat.Grib2)
        {
            fields.Add("radius_m", "NOT_ALLOWED", "is given with GRIB2, whose grid tells it; expected none.");
        }

        if (request is { HasRadiusM: true, RadiusM: <= 0 })
        {
            fields.Add("radius_m", "NOT_POSITIVE", FormattableString.Invariant($"is {request.RadiusM:R}; expected more than 0 and at most {LargestRadiusMetres:R} m."));
            return null;
        }

        return fields.Number("radius_m", request.HasRadiusM ? request.RadiusM : null, 0, LargestRadiusMetres, "m", "RADIUS_RANGE", required: ForecastFile.NeedsRadius(format));
    }
}

/// <summary>What forecasts of one service are read and believed by.</summary>
/// <param name="ServiceArea">What a forecast must cover, and to which a grid is cut.</param>
/// <param name="Weather">Bounds, and how far numbers are carried.</param>
/// <param name="Wind">How wind grows with height.</param>
/// <param name="AerodromeAt">The place of an aerodrome by its four letters.</param>
public sealed record ForecastPlace(GeoBox ServiceArea, Weather.WeatherPolicy Weather, Weather.WindPolicy Wind, Func<string, LatLon?> AerodromeAt);
