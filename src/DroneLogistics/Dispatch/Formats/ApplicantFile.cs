using DroneLogistics.Dispatch.Applications;
using DroneLogistics.Provenance;

namespace DroneLogistics.Dispatch.Formats;

/// <summary>Reads what an applicant says of themselves, strict: every text must be there. What does not apply is said so ("none", "无"), never left out.</summary>
public static class ApplicantFile
{
    // Longer texts are documents of their own.
    private const int LongestText = 2000;

    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static Applicant Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        var (company, pilot, aircraft, task, link, equipment) = (root.Child("operator"), root.Child("pilot"), root.Child("aircraft"), root.Child("task"), root.Child("commandAndControl"), root.Child("equipment"));
        var applicant = new Applicant
        {
            OperatorName = Text(company, "name"),
            OperatorCertificate = Text(company, "certificate"),
            OperatorContact = Text(company, "contact"),
            Insurance = Text(company, "insurance"),
            PilotName = Text(pilot, "name"),
            PilotLicence = Text(pilot, "licence"),
            Registration = Text(aircraft, "registration"),
            SerialNumber = Text(aircraft, "serialNumber"),
            Task = Text(task, "purpose"),
            FlightMode = Text(task, "flightMode"),
            LinkFrequency = Text(link, "frequency"),
            LinkBandwidth = Text(link, "bandwidth"),
            Communication = Text(equipment, "communication"),
            Navigation = Text(equipment, "navigation"),
            Surveillance = Text(equipment, "surveillance"),
            TransponderCode = Text(equipment, "transponderCode"),
            ContingencyProcedures = Text(root, "contingencyProcedures"),
            SpecialNeeds = Text(root, "specialNeeds"),
            Other = Text(root, "other"),
        };
        foreach (var part in (DataObject[])[company, pilot, aircraft, task, link, equipment, root])
        {
            part.Close();
        }

        return applicant;
    }

    private static string Text(DataObject record, string key)
    {
        var text = record.Text(key);
        return text.Length > LongestText ? throw record.Trouble(key, $"has {text.Length} characters; expected at most {LongestText}")
            : text.Any(char.IsControl) ? throw record.Trouble(key, "has a line break or another control character; expected one line")
            : text.Trim();
    }
}
