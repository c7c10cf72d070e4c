using DroneLogistics.Provenance;

namespace DroneLogistics.Airspace.Formats;

/// <summary>Whether a record of ours is for demonstration, and what it says of itself.</summary>
internal static class Remarks
{
    /// <summary><c>isDemonstration</c> and <c>remarks</c>; what is for demonstration must say that it is not for flight.</summary>
    public static (bool IsDemonstration, string English, string Chinese) Read(DataObject record)
    {
        var isDemonstration = record.Flag("isDemonstration");
        var (english, chinese) = Pair(record, "remarks");
        return !isDemonstration || english.Contains(GeozoneSet.NotForFlightMark, StringComparison.Ordinal)
            ? (isDemonstration, english, chinese)
            : throw record.Trouble("remarks.en", $"does not say \"{GeozoneSet.NotForFlightMark}\"; expected of what is made for demonstration");
    }

    /// <summary>A text in both languages.</summary>
    public static (string English, string Chinese) Pair(DataObject record, string key)
    {
        var texts = record.Child(key);
        var pair = (texts.Text("en"), texts.Text("zh"));
        texts.Close();
        return pair;
    }
}
