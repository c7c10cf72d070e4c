namespace DroneLogistics.Provenance;

/// <summary>The shape of every id: lower-case letters, digits and hyphens, a letter first, at most 63 characters.</summary>
public static class Identifier
{
    public const string Rule = "lower-case letters, digits and hyphens, beginning with a letter, at most 63 characters";

    public static bool IsWellFormed(string text) =>
        text.Length is > 0 and <= 63
        && char.IsAsciiLetterLower(text[0])
        && text[^1] != '-'
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <exception cref="ArgumentException">Not of that shape (a programmer's error: parse at the door).</exception>
    public static string Require(string text, string kind) =>
        IsWellFormed(text) ? text : throw new ArgumentException($"\"{text}\" is no {kind} id; expected {Rule}.", nameof(text));
}
