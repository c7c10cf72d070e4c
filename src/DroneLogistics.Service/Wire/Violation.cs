namespace DroneLogistics.Service;

/// <summary>One thing that is wrong with a request: field, value, what was expected.</summary>
/// <param name="Field">The path of the field, as in the proto: <c>flight.payload_kg</c>.</param>
/// <param name="Reason">The error reason, UPPER_SNAKE, from the closed list.</param>
/// <param name="Description">One sentence that names the value and what was expected.</param>
/// <param name="NotFound">The field is well formed and names something that does not exist.</param>
public sealed record Violation(string Field, string Reason, string Description, bool NotFound = false)
{
    /// <summary>The name of the resource that is not there; empty: nothing is missed, or it has no name of its own.</summary>
    public string Resource { get; init; } = string.Empty;
}

/// <summary>A request that cannot be answered as it stands: malformed, or about something that does not exist.</summary>
public sealed class BadRequestException(IReadOnlyList<Violation> violations)
    : Exception(string.Join(" ", violations.Select(violation => $"{violation.Field}: {violation.Description}")))
{
    /// <summary>Everything that is wrong, at least one.</summary>
    public IReadOnlyList<Violation> Violations { get; } = violations;

    /// <summary>Nothing is malformed; something is not there.</summary>
    public bool IsNotFound => Violations.All(violation => violation.NotFound);
}
