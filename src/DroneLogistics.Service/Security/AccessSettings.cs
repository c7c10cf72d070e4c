namespace DroneLogistics.Service;

/// <summary>How much a caller may ask, and who may call besides the owner; <c>--access FILE</c>.</summary>
public sealed record AccessSettings
{
    /// <summary>People with tokens of an identity provider; null: none.</summary>
    public OidcSettings? Oidc { get; init; }

    /// <summary>A PEM file with the certificates that vouch for clients; null: no client shows one.</summary>
    public string? ClientAuthorities { get; init; }

    /// <summary>Names, besides the addresses of the machine, under which the service is reached.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>How much one caller may ask.</summary>
    public Quota Quota { get; init; } = new();

    /// <summary>How much the owner may ask.</summary>
    public Quota OwnerQuota { get; init; } = new() { CallsPerSecond = 5_000, Burst = 10_000, Computations = 4, WaitingComputations = 1_000 };

    /// <summary>Wrong credentials from one address in <see cref="SignInWindowS"/> seconds until no more are looked at.</summary>
    public int WrongSignIns { get; init; } = 5;

    /// <summary>See <see cref="WrongSignIns"/>.</summary>
    public double SignInWindowS { get; init; } = 10;

    /// <summary>The longest that one call may take, whatever deadline its caller sets; watching takes as long as it likes.</summary>
    public double LongestCallS { get; init; } = 30;
}

/// <summary>How much one caller may ask.</summary>
/// <remarks>Assumed: what people and their programs need, and no caller alone can keep the others waiting with.</remarks>
public sealed record Quota
{
    /// <summary>Calls a second, in the long run.</summary>
    public double CallsPerSecond { get; init; } = 50;

    /// <summary>Calls at once after a rest.</summary>
    public double Burst { get; init; } = 100;

    /// <summary>Questions that take computing time, at a time.</summary>
    public int Computations { get; init; } = 2;

    /// <summary>Such questions that wait for their turn.</summary>
    public int WaitingComputations { get; init; } = 16;

    /// <summary>Streams that are watched at a time.</summary>
    public int Streams { get; init; } = 100;
}

/// <summary>Whose tokens are believed.</summary>
public sealed record OidcSettings
{
    /// <summary>The issuer, as its tokens name it.</summary>
    public required string Issuer { get; init; }

    /// <summary>The name of this service, as the tokens that are meant for it say.</summary>
    public required string Audience { get; init; }

    /// <summary>A file with the issuer's keys (JSON Web Key Set), read again when it changes. Either this or <see cref="JwksUrl"/>.</summary>
    public string? JwksFile { get; init; }

    /// <summary>Where the issuer's keys are fetched from; https, or loopback.</summary>
    public string? JwksUrl { get; init; }

    /// <summary>Algorithms that are believed: RS256, ES256 or both.</summary>
    public IReadOnlyList<string> Algorithms { get; init; } = ["RS256", "ES256"];

    /// <summary>The claim that names the role: viewer, planner, dispatcher, admin or integrator, exactly one.</summary>
    public string RoleClaim { get; init; } = "role";

    /// <summary>From iat to exp at the most.</summary>
    public double LongestLifeHours { get; init; } = 12;
}
