using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service;

/// <summary>
/// The filters of lists, after AIP-160: comparisons of fields with =, !=, &lt;, &lt;=, &gt;, &gt;= and : (has), joined by AND, OR, NOT and parentheses. Texts may have * at
/// either end; instants are RFC 3339, durations seconds with an s, enumerations the names of their values. OR binds closer than AND.
/// </summary>
/// <remarks>A field that is absent meets no comparison but !=. Reading and evaluation are bounded by the length of the filter.</remarks>
public sealed class ListFilter
{
    private const int LongestFilter = 1000;
    private const int MostComparisons = 20;
    private const int DeepestNesting = 10;

    private static readonly string[] Operators = ["<=", ">=", "!=", "=", "<", ">", ":"];

    private readonly List<(string Text, bool IsQuoted)> tokens;
    private readonly MessageDescriptor descriptor;
    private int next;
    private int comparisons;
    private int depth;

    private ListFilter(List<(string Text, bool IsQuoted)> tokens, MessageDescriptor descriptor) => (this.tokens, this.descriptor) = (tokens, descriptor);

    /// <summary>What tells whether a message meets a filter; null where <paramref name="fields"/> now has a violation.</summary>
    /// <param name="filter">The filter; empty: all meet it.</param>
    /// <param name="descriptor">Of the messages.</param>
    /// <param name="fields">Takes the violation.</param>
    public static Func<IMessage, bool>? Parse(string filter, MessageDescriptor descriptor, FieldReader fields)
    {
        if (string.IsNullOrWhiteSpace(filter))
        {
            return _ => true;
        }

        if (filter.Length > LongestFilter)
        {
            fields.Add("filter", "FILTER_TOO_COMPLEX", FormattableString.Invariant($"has {filter.Length} characters; expected at most {LongestFilter}."));
            return null;
        }

        try
        {
            var reader = new ListFilter(Tokens(filter), descriptor);
            var meets = reader.All();
            return reader.Peek is { Length: > 0 } rest ? throw new FormatException($"ends before \"{rest}\"; expected AND, OR or nothing more") : meets;
        }
        catch (OverflowException trouble)
        {
            fields.Add("filter", "FILTER_TOO_COMPLEX", $"{trouble.Message}.");
        }
        catch (FormatException trouble)
        {
            fields.Add("filter", "FILTER", $"{trouble.Message}.");
        }

        return null;
    }

    private string Peek => next < tokens.Count ? tokens[next].Text : string.Empty;

    private bool IsWord(string word) => next < tokens.Count && !tokens[next].IsQuoted && tokens[next].Text == word;

    private Func<IMessage, bool> All()
    {
        if (++depth > DeepestNesting)
        {
            throw new OverflowException($"is nested deeper than {DeepestNesting}");
        }

        var parts = new List<Func<IMessage, bool>> { Any() };
        while (IsWord("AND"))
        {
            next++;
            parts.Add(Any());
        }

        depth--;
        return message => parts.TrueForAll(part => part(message));
    }

    private Func<IMessage, bool> Any()
    {
        var parts = new List<Func<IMessage, bool>> { Term() };
        while (IsWord("OR"))
        {
            next++;
            parts.Add(Term());
        }

        return message => parts.Exists(part => part(message));
    }

    private Func<IMessage, bool> Term()
    {
        if (IsWord("NOT") || IsWord("-"))
        {
            next++;
            var inner = Simple();
            return message => !inner(message);
        }

        return Simple();
    }

    private Func<IMessage, bool> Simple()
    {
        if (!IsWord("("))
        {
            return Comparison();
        }

        next++;
        var inner = All();
        if (!IsWord(")"))
        {
            throw new FormatException("has a parenthesis that is not closed");
        }

        next++;
        return inner;
    }

    private Func<IMessage, bool> Comparison()
    {
        if (++comparisons > MostComparisons)
        {
            throw new OverflowException($"has more than {MostComparisons} comparisons");
        }

        var name = TakeToken("the name of a field");
        var path = FieldPath.Parse(name.IsQuoted ? string.Empty : name.Text, descriptor) ?? throw new FormatException($"names \"{name.Text}\", which is no field of the list{FieldPath.Nearest(name.Text, descriptor)}");
        var comparison = TakeToken("one of = != < <= > >= :");
        if (comparison.IsQuoted || !Operators.Contains(comparison.Text))
        {
            throw new FormatException($"has \"{comparison.Text}\" after {name.Text}; expected one of {string.Join(' ', Operators)}");
        }

        var value = TakeToken("a value");
        if (comparison.Text == ":" && value == ("*", false))
        {
            return message => path.ValuesOf(message).Any();
        }

        return Compare(path, comparison.Text, value.Text);
    }

    private static Func<IMessage, bool> Compare(FieldPath path, string comparison, string text)
    {
        if (path.IsText && comparison is ("=" or "!=" or ":"))
        {
            var (starts, ends) = (text.EndsWith('*'), text.StartsWith('*'));
            var part = text.Trim('*');
            Func<string, bool> meets = comparison == ":" && !starts && !ends ? held => held.Contains(part, StringComparison.OrdinalIgnoreCase) : (starts, ends) switch
            {
                (true, true) => held => held.Contains(part, StringComparison.Ordinal),
                (true, false) => held => held.StartsWith(part, StringComparison.Ordinal),
                (false, true) => held => held.EndsWith(part, StringComparison.Ordinal),
                _ => held => held == text,
            };
            return comparison == "!=" ? message => !path.ValuesOf(message).Any(held => meets((string)held)) : message => path.ValuesOf(message).Any(held => meets((string)held));
        }

        var value = path.Parse(text);
        return comparison switch
        {
            "=" or ":" => message => path.ValuesOf(message).Any(held => path.Compare(held, value) == 0),
            "!=" => message => !path.ValuesOf(message).Any(held => path.Compare(held, value) == 0),
            "<" => message => path.ValuesOf(message).Any(held => path.Compare(held, value) < 0),
            "<=" => message => path.ValuesOf(message).Any(held => path.Compare(held, value) <= 0),
            ">" => message => path.ValuesOf(message).Any(held => path.Compare(held, value) > 0),
            _ => message => path.ValuesOf(message).Any(held => path.Compare(held, value) >= 0),
        };
    }

    private (string Text, bool IsQuoted) TakeToken(string expected) => next < tokens.Count ? tokens[next++] : throw new FormatException($"ends early; expected {expected}");

    private static List<(string Text, bool IsQuoted)> Tokens(string filter)
    {
        var tokens = new List<(string, bool)>();
        for (var at = 0; at < filter.Length;)
        {
            if (char.IsWhiteSpace(filter[at]))
            {
                at++;
            }
            else if (filter[at] is '"' or '\'')
            {
                var end = filter.IndexOf(filter[at], at + 1);
                tokens.Add(end > 0 ? (filter[(at + 1)..end], true) : throw new FormatException("has a quotation mark that is not closed"));
                at = end + 1;
            }
            else if (filter[at] is '(' or ')')
            {
                tokens.Add((filter[at..++at], false));
            }
            else if (Operators.FirstOrDefault(word => filter.AsSpan(at).StartsWith(word, StringComparison.Ordinal)) is { } found)
            {
                tokens.Add((found, false));
                at += found.Length;
            }
            else if (filter[at] == '-' && at + 1 < filter.Length && char.IsAsciiLetter(filter[at + 1]))
            {
                tokens.Add((filter[at..++at], false));
            }
            else
            {
                var end = at;
                var isValue = tokens.Count > 0 && Operators.Contains(tokens[^1].Item1) && !tokens[^1].Item2;

                // A colon belongs to a value, as in 08:00, but parts a field from its value.
                while (end < filter.Length && !char.IsWhiteSpace(filter[end]) && filter[end] is not ('(' or ')' or '"' or '\'') && (isValue || !Operators.Any(word => filter.AsSpan(end).StartsWith(word, StringComparison.Ordinal))))
                {
                    end++;
                }

                tokens.Add((filter[at..end], false));
                at = end;
            }
        }

        return tokens;
    }
}

/// <summary>The orders of lists, after AIP-132: fields with commas between them, each with "desc" after it where the highest comes first. What is absent comes first.</summary>
public static class ListOrder
{
    private const int MostFields = 5;

    /// <summary>What compares two messages; null: they stay as they are, or <paramref name="fields"/> now has a violation.</summary>
    public static Comparison<IMessage>? Parse(string orderBy, MessageDescriptor descriptor, FieldReader fields)
    {
        if (string.IsNullOrWhiteSpace(orderBy))
        {
            return null;
        }

        var parts = new List<(FieldPath Path, int Sign)>();
        foreach (var words in orderBy.Split(',').Select(part => part.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (words is not ([_] or [_, "asc" or "desc"]) || FieldPath.Parse(words[0], descriptor) is not { IsRepeated: false } path)
            {
                fields.Add("order_by", "ORDER_BY", $"has \"{string.Join(' ', words)}\"; expected fields of the list with commas between them, each perhaps with desc after it{FieldPath.Nearest(words.FirstOrDefault(string.Empty), descriptor)}.");
                return null;
            }

            parts.Add((path, words is [_, "desc"] ? -1 : 1));
        }

        if (!fields.Count("order_by", parts.Count, MostFields))
        {
            return null;
        }

        return (one, other) => parts.Select(part => part.Sign * Compare(part.Path, one, other)).FirstOrDefault(difference => difference != 0);
    }

    private static int Compare(FieldPath path, IMessage one, IMessage other) => (path.ValuesOf(one).FirstOrDefault(), path.ValuesOf(other).FirstOrDefault()) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        var (held, with) => path.Compare(held, with),
    };
}

/// <summary>A field of a message, or of a message in it: "position.latitude".</summary>
internal sealed class FieldPath
{
    private const int Longest = 5;

    private readonly IReadOnlyList<FieldDescriptor> fields;

    private FieldPath(IReadOnlyList<FieldDescriptor> fields) => this.fields = fields;

    public bool IsText => Last.FieldType == FieldType.String;

    public bool IsRepeated => fields.Any(part => part.IsRepeated);

    private FieldDescriptor Last => fields[^1];

    /// <summary>The field of a path in the names of the contract or of its JSON; null: there is none that can be compared.</summary>
    public static FieldPath? Parse(string path, MessageDescriptor descriptor)
    {
        var (fields, message) = (new List<FieldDescriptor>(), descriptor);
        var names = path.Split('.');
        foreach (var name in names.Length <= Longest ? names : [string.Empty])
        {
            if (message?.Fields.InDeclarationOrder().FirstOrDefault(field => field.Name == name || field.JsonName == name) is not { IsMap: false } field)
            {
                return null;
            }

            fields.Add(field);
            message = field.FieldType == FieldType.Message ? field.MessageType : null;
        }

        return message is null || IsInstant(message) || IsDuration(message) ? new FieldPath(fields) : null;
    }

    /// <summary>Which field was meant, as the end of a sentence; empty: nobody knows.</summary>
    public static string Nearest(string name, MessageDescriptor descriptor) =>
        NearestName.Of(name, descriptor.Fields.InDeclarationOrder().Select(field => field.Name)) is { } nearest ? $"; did you mean \"{nearest}\"?" : string.Empty;

    /// <summary>What is there of the field; nothing where it is absent.</summary>
    public IEnumerable<object> ValuesOf(IMessage message)
    {
        IEnumerable<object> values = [message];
        foreach (var field in fields)
        {
            values = values.SelectMany(value => Of((IMessage)value, field));
        }

        return values;
    }

    /// <summary>A value to compare with.</summary>
    /// <exception cref="FormatException">It is none of the kind of the field.</exception>
    public object Parse(string text) => Last.FieldType switch
    {
        FieldType.Double => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : throw Wrong(text, "a number"),
        FieldType.Int32 or FieldType.Int64 => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : throw Wrong(text, "a whole number"),
        FieldType.Bool => text is "true" or "false" ? text == "true" : throw Wrong(text, "true or false"),
        FieldType.Enum => Last.EnumType.FindValueByName(text)?.Number is { } value ? (long)value : throw Wrong(text, $"one of {string.Join(", ", Last.EnumType.Values.Select(known => known.Name))}"),
        FieldType.Message when IsInstant(Last.MessageType) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : throw Wrong(text, "an instant such as 2026-12-01T01:00:00Z"),
        FieldType.Message => text.EndsWith('s') && double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds) ? seconds : throw Wrong(text, "seconds such as 90s"),
        FieldType.String => text,
        _ => throw Wrong(text, "nothing: the field cannot be compared"),
    };

    public int Compare(object held, object value) => Last.FieldType == FieldType.String
        ? string.CompareOrdinal((string)held, (string)value)
        : Comparer<object>.Default.Compare(Plain(held), Plain(value));

    private static object Plain(object value) => value switch
    {
        Timestamp instant => new DateTimeOffset(DateTime.UnixEpoch.AddTicks((instant.Seconds * TimeSpan.TicksPerSecond) + (instant.Nanos / 100)), TimeSpan.Zero),
        Duration duration => duration.Seconds + (duration.Nanos / 1e9),
        DateTimeOffset or double or long or bool => value,
        _ => System.Convert.ToInt64(value, CultureInfo.InvariantCulture),
    };

    private static IEnumerable<object> Of(IMessage message, FieldDescriptor field)
    {
        var value = field.Accessor.GetValue(message);
        return field.IsRepeated ? ((System.Collections.IEnumerable)value).Cast<object>()
            : value is null || (field.HasPresence && !field.Accessor.HasValue(message)) || value is "" ? []
            : [value];
    }

    private FormatException Wrong(string text, string expected) => new($"compares {Last.Name} with \"{text}\"; expected {expected}");

    private static bool IsInstant(MessageDescriptor message) => message.FullName == Timestamp.Descriptor.FullName;

    private static bool IsDuration(MessageDescriptor message) => message.FullName == Duration.Descriptor.FullName;
}
