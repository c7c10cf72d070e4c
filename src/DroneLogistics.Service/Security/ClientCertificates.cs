using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;

namespace DroneLogistics.Service;

/// <summary>Callers that show a certificate in the handshake. Its common name is who they are, its organizational unit the role: the authority vouches for both.</summary>
public static class ClientCertificates
{
    private const string ForClients = "1.3.6.1.5.5.7.3.2";
    private const string CommonName = "2.5.4.3";
    private const string OrganizationalUnit = "2.5.4.11";

    // One certificate object lives as long as its connection.
    private static readonly ConditionalWeakTable<X509Certificate2, SignedIn> Known = [];

    /// <summary>Who shows a certificate that the handshake let through; null: nobody does.</summary>
    /// <exception cref="Grpc.Core.RpcException">It names no role.</exception>
    public static SignedIn? Of(X509Certificate2? certificate) => certificate is null ? null : Known.GetValue(certificate, Read);

    /// <summary>Whether the authorities vouch for a certificate of a client, today.</summary>
    public static bool IsTrusted(X509Certificate2 certificate, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid(ForClients));
        return chain.Build(certificate);
    }

    private static SignedIn Read(X509Certificate2 certificate)
    {
        var name = Part(certificate, CommonName);
        var role = Part(certificate, OrganizationalUnit);
        return name.Length is > 0 and <= 100
            ? new SignedIn(new Principal(new Caller(Caller.LocalOrganization, $"principals/cert:{Uri.EscapeDataString(name)}"), SignIn.ClientCertificate, Roles.Parse(role) ?? throw Refusals.RoleUnknown(role)), certificate.NotAfter.ToUniversalTime(), 0, TimeSpan.MaxValue)
            : throw Refusals.Unauthenticated("TOKEN_CLAIMS", "The client certificate has no common name of 1 to 100 letters.");
    }

    private static string Part(X509Certificate2 certificate, string oid) =>
        certificate.SubjectName.EnumerateRelativeDistinguishedNames().FirstOrDefault(part => !part.HasMultipleElements && part.GetSingleElementType().Value == oid)?.GetSingleElementValue() ?? string.Empty;
}
