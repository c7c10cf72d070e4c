namespace DroneLogistics.Service;

/// <summary>The known name that a mistyped one most likely means.</summary>
public static class NearestName
{
    /// <summary>The name with the smallest edit distance, if it is at most a third of the typed length (at least 2); else a name that contains it.</summary>
    public static string? Of(string typed, IEnumerable<string> known)
    {
        var names = known.Order(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
        {
            return null;
        }

        var best = names.Select(name => (Name: name, Distance: Distance(typed, name))).MinBy(candidate => candidate.Distance);
        if (best.Name is not null && best.Distance <= Math.Max(2, typed.Length / 3))
        {
            return best.Name;
        }

        return typed.Length >= 3 ? names.FirstOrDefault(name => name.Contains(typed, StringComparison.Ordinal)) : null;
    }

    /// <summary>Edit distance with transposition of neighbours (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            d[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            d[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
