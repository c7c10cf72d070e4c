using System.Text.Json;
using System.Text.Json.Serialization;

namespace DroneLogistics.Service;

/// <summary>Reads <c>--access FILE</c>, strict: a key that is not known is refused, for it may be a safeguard misspelt.</summary>
public static class AccessSettingsFile
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <summary>Reads the settings of a file; files that it names are taken relative to it.</summary>
    /// <exception cref="ConfigurationException">It cannot be read or used; names file, key and bound.</exception>
    public static AccessSettings Read(string path)
    {
        try
        {
            var read = JsonSerializer.Deserialize<AccessSettings>(File.ReadAllBytes(path), Strict) ?? throw new JsonException("it is null");
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            var settings = read with
            {
                ClientAuthorities = In(folder, read.ClientAuthorities),
                Oidc = read.Oidc is { } oidc ? oidc with { JwksFile = In(folder, oidc.JwksFile) } : null,
            };
            Require(settings, path);
            return settings;
        }
        catch (Exception trouble) when (trouble is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path} cannot be used: {trouble.Message.Split('\n')[0]}", trouble);
        }
    }

    private static string? In(string folder, string? file) => file is null ? null : Path.Combine(folder, file);

    private static void Require(AccessSettings settings, string path)
    {
        foreach (var (name, quota) in new[] { ("quota", settings.Quota), ("ownerQuota", settings.OwnerQuota) })
        {
            Positive($"{name}.callsPerSecond", quota.CallsPerSecond);
            AtLeastOne($"{name}.burst", quota.Burst);
            AtLeastOne($"{name}.computations", quota.Computations);
            AtLeastOne($"{name}.streams", quota.Streams);
            That(quota.WaitingComputations >= 0, $"{name}.waitingComputations", quota.WaitingComputations, "0 or more");
        }

        AtLeastOne("wrongSignIns", settings.WrongSignIns);
        Positive("signInWindowS", settings.SignInWindowS);
        That(settings.LongestCallS is > 0 and <= 3600, "longestCallS", settings.LongestCallS, "more than 0, at most 3600");
        if (settings.Oidc is not { } oidc)
        {
            return;
        }

        That(oidc.Issuer.Length > 0, "oidc.issuer", oidc.Issuer, "the issuer as its tokens name it");
        That(oidc.Audience.Length > 0, "oidc.audience", oidc.Audience, "the name of this service");
        That((oidc.JwksFile is null) != (oidc.JwksUrl is null), "oidc.jwksFile", oidc.JwksFile ?? "absent", "either it or oidc.jwksUrl");
        That(oidc.JwksUrl is null || (Uri.TryCreate(oidc.JwksUrl, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))), "oidc.jwksUrl", oidc.JwksUrl ?? string.Empty, "an address that begins with https://");
        That(oidc.Algorithms.Count > 0 && oidc.Algorithms.All(algorithm => algorithm is "RS256" or "ES256"), "oidc.algorithms", string.Join(", ", oidc.Algorithms), "RS256, ES256 or both");
        That(oidc.LongestLifeHours is > 0 and <= 24, "oidc.longestLifeHours", oidc.LongestLifeHours, "more than 0, at most 24");

        void Positive(string key, double value) => That(value > 0 && double.IsFinite(value), key, value, "more than 0");
        void AtLeastOne(string key, double value) => That(value >= 1 && double.IsFinite(value), key, value, "1 or more");
        void That(bool holds, string key, object value, string expected)
        {
            if (!holds)
            {
                throw new ConfigurationException(FormattableString.Invariant($"{path}: {key} is {value}; expected {expected}."));
            }
        }
    }
}
