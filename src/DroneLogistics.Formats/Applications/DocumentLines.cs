namespace DroneLogistics.Formats.Applications;

/// <summary>The lines of an indented JSON text and what each holds: <c>document.route.cruiseAltitudeMAmsl</c>.</summary>
internal static class DocumentLines
{
    private const int Indent = 2;

    /// <summary>The path of each line, by indentation alone: a text that was altered has paths all the same.</summary>
    public static IReadOnlyList<string> Paths(IReadOnlyList<string> lines)
    {
        var paths = new List<string>(lines.Count);
        var steps = new List<string>();
        var counts = new Dictionary<int, int>();
        foreach (var line in lines)
        {
            var level = (line.Length - line.TrimStart(' ').Length) / Indent;
            var body = line.Trim();
            if (steps.Count > level)
            {
                steps.RemoveRange(level, steps.Count - level);
            }

            if (body is "}" or "}," or "]" or "],")
            {
                paths.Add(string.Join('.', steps));
                counts.Remove(level + 1);
                continue;
            }

            counts[level] = counts.GetValueOrDefault(level, -1) + 1;
            var end = body.StartsWith('"') ? body.IndexOf("\": ", 1, StringComparison.Ordinal) : -1;
            var step = end > 0 ? body[1..end] : level == 0 ? string.Empty : $"[{counts[level]}]";
            while (steps.Count < level)
            {
                steps.Add("?");
            }

            steps.Add(step);
            if (body.EndsWith('{') || body.EndsWith('['))
            {
                counts[level + 1] = -1;
            }

            paths.Add(string.Join('.', steps.Where(part => part.Length > 0)).Replace(".[", "[", StringComparison.Ordinal));
        }

        return paths;
    }
}
