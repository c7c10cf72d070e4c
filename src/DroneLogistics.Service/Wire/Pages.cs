using System.Globalization;
using System.Text;

namespace DroneLogistics.Service;

/// <summary>Pages of lists: sizes as the contract states them, and tokens that only fit the list they came from.</summary>
public static class Pages
{
    private const int DefaultSize = 100;
    private const int LargestSize = 1000;

    /// <summary>The page size that is used: 0 means 100, more than 1000 means 1000.</summary>
    public static int Size(int asked, FieldReader fields)
    {
        if (asked < 0)
        {
            fields.Add("page_size", "NEGATIVE", FormattableString.Invariant($"is {asked}; expected 0 to {LargestSize}."));
        }

        return asked <= 0 ? DefaultSize : Math.Min(asked, LargestSize);
    }

    /// <summary>A token for the place after which the next page begins.</summary>
    /// <param name="filter">What the list was asked for; the token fits no other.</param>
    /// <param name="place">The last thing of this page.</param>
    public static string Token(string filter, string place) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Digest(filter)}|{place}")).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>The place a token stands for; null for the first page, or with a violation.</summary>
    public static string? Place(string filter, string token, FieldReader fields)
    {
        if (token.Length == 0)
        {
            return null;
        }

        var padded = token.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (token.Length % 4)) % 4);
        var bytes = new byte[padded.Length];
        if (Convert.TryFromBase64String(padded, bytes, out var length))
        {
            var parts = Encoding.UTF8.GetString(bytes, 0, length).Split('|', 2);
            if (parts.Length == 2 && parts[0] == Digest(filter))
            {
                return parts[1];
            }
        }

        fields.Add("page_token", "PAGE_TOKEN", "is no token of this list; expected next_page_token of the answer before, with the same filter.");
        return null;
    }

    /// <summary>One page of a list that is in memory, by position.</summary>
    public static (IReadOnlyList<T> Items, string NextToken) Cut<T>(IReadOnlyList<T> all, string filter, int pageSize, string pageToken)
    {
        var fields = new FieldReader();
        var size = Size(pageSize, fields);
        var start = 0;
        if (Place(filter, pageToken, fields) is { } place && !int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out start))
        {
            fields.Add("page_token", "PAGE_TOKEN", "is no token of this list; expected next_page_token of the answer before.");
        }

        fields.ThrowIfAny();
        var end = Math.Min(all.Count, start + size);
        return ([.. all.Skip(start).Take(size)], end < all.Count ? Token(filter, end.ToString(CultureInfo.InvariantCulture)) : string.Empty);
    }

    private static string Digest(string filter) =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(filter)), 0, 8);
}
