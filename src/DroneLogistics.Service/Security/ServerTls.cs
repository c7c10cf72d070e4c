using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace DroneLogistics.Service;

/// <summary>The certificate of the service, and whom it believes about clients that show one.</summary>
/// <param name="Certificate">With its private key.</param>
/// <param name="Authorities">They vouch for clients; null: no client is asked for a certificate.</param>
public sealed record ServerTls(X509Certificate2 Certificate, X509Certificate2Collection? Authorities)
{
    /// <summary>Reads the files of the options; null: no TLS.</summary>
    /// <exception cref="ConfigurationException">A file cannot be used, or client certificates are asked for without TLS.</exception>
    public static ServerTls? Read(ServeOptions options)
    {
        if (options.TlsCertificate is not { } file)
        {
            return options.Access.ClientAuthorities is null ? null : throw new ConfigurationException("Certificates of clients (clientAuthorities) are shown in TLS only: give --tls-cert.");
        }

        return new ServerTls(
            Using(file, () => X509Certificate2.CreateFromPemFile(file, options.TlsKey ?? file)),
            options.Access.ClientAuthorities is { } authorities ? Using(authorities, () => All(authorities)) : null);
    }

    /// <summary>Has a listener speak TLS.</summary>
    public void Use(ListenOptions listen) => listen.UseHttps(https =>
    {
        https.ServerCertificate = Certificate;
        https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        if (Authorities is not null)
        {
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => ClientCertificates.IsTrusted(certificate, Authorities);
        }
    });

    private static X509Certificate2Collection All(string file)
    {
        X509Certificate2Collection all = [];
        all.ImportFromPemFile(file);
        return all.Count > 0 ? all : throw new CryptographicException("there is no certificate in it");
    }

    private static T Using<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception trouble) when (trouble is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConfigurationException($"{file} cannot be used: {trouble.Message}", trouble);
        }
    }
}
