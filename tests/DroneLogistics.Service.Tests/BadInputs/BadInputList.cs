using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace DroneLogistics.Service.Tests.BadInputs;

/// <summary>One row of the list of bad inputs, adapted to this contract.</summary>
/// <param name="Id">As in the list.</param>
/// <param name="Value">As in the list: one value of a class.</param>
/// <param name="ExpectedCode">As in the list.</param>
/// <param name="ExpectedReason">As in the list, perhaps with a remark behind the reason.</param>
/// <param name="Target">The methods and fields it stands for here, with bars between; or a door; or "test" and the name of the test that proves it; empty: not here.</param>
/// <param name="Draw">The class that values are drawn from.</param>
/// <param name="AnswerCode">The code here, where it is another.</param>
/// <param name="AnswerReason">The reason here, where it is another.</param>
/// <param name="Why">Why it is another, or not here.</param>
internal sealed record BadInput(string Id, string Value, string ExpectedCode, string ExpectedReason, string Target, string Draw, string AnswerCode, string AnswerReason, string Why)
{
    public bool IsChanged => AnswerCode.Length > 0;

    public bool IsElsewhere => Target.Length == 0;

    public bool IsProvenByTest => Target.StartsWith("test ", StringComparison.Ordinal);

    /// <summary>The code that is to come.</summary>
    public string Code => IsChanged ? AnswerCode : ExpectedCode;

    /// <summary>The reason that is to come: the first word.</summary>
    public string Reason => (IsChanged ? AnswerReason : ExpectedReason).Split([' ', ';', ':', ','])[0];
}

/// <summary>The list of bad inputs, adapted.</summary>
internal static class BadInputList
{
    private static readonly string File = Path.Combine(AppContext.BaseDirectory, "bad-inputs.csv");

    public static IReadOnlyList<BadInput> Rows { get; } = Read();

    /// <summary>SHA-256 of what the rows have of the list they were adapted from: id, value, code and reason, each ended by a zero.</summary>
    public static string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in Rows.SelectMany(row => new[] { row.Id, row.Value, row.ExpectedCode, row.ExpectedReason }))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text + "\0"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static List<BadInput> Read()
    {
        using var reader = new CsvReader(new StreamReader(File), new CsvConfiguration(CultureInfo.InvariantCulture));
        reader.Read();
        reader.ReadHeader();
        var rows = new List<BadInput>();
        while (reader.Read())
        {
            string Of(string column) => reader.GetField(column) ?? string.Empty;
            rows.Add(new BadInput(Of("id"), Of("value"), Of("expected_code"), Of("expected_reason"), Of("target"), Of("draw"), Of("answer_code"), Of("answer_reason"), Of("why")));
        }

        return rows;
    }
}
