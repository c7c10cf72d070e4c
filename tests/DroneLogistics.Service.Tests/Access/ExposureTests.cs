using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DroneLogistics.V1;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Access;

/// <summary>A service that others reach: TLS, and somebody who may sign in, or it does not start. Certificates of clients.</summary>
public sealed class ExposureTests
{
    private DirectoryInfo folder = null!;

    [SetUp]
    public void Make()
    {
        folder = Directory.CreateTempSubdirectory("drone-tls-");
        using var authority = Authority("authority");
        using var stranger = Authority("authority");
        Write("ca", authority);
        Write("server", Issued(authority, "CN=localhost", "1.3.6.1.5.5.7.3.1"));
        Write("gateway", Issued(authority, "CN=gateway, OU=integrator", "1.3.6.1.5.5.7.3.2"));
        Write("nobody", Issued(authority, "CN=gateway, OU=Admin", "1.3.6.1.5.5.7.3.2"));
        Write("forged", Issued(stranger, "CN=gateway, OU=admin", "1.3.6.1.5.5.7.3.2"));
        Write("another-server", Issued(authority, "CN=other, OU=admin", "1.3.6.1.5.5.7.3.1"));
    }

    [TearDown]
    public void Remove() => folder.Delete(recursive: true);

    [Test]
    public async Task An_address_that_others_reach_needs_TLS_and_somebody_who_may_sign_in()
    {
        await using var service = await RunningService.StartAsync();
        var open = RunningService.Options(service.Folder) with { Address = IPAddress.Any, LocksFile = false };
        await RefusesAsync(open, "in the clear");
        await RefusesAsync(open with { Access = open.Access with { ClientAuthorities = File("ca.pem") } }, "in TLS only");
        await RefusesAsync(open with { TlsCertificate = File("server.pem") }, "nobody could sign in");
        await service.Access.IssueApiKeyAsync(new IssueApiKeyRequest { ApiKey = new ApiKey { DisplayName = "a test", Role = Role.Viewer } });
        await using var host = await DroneServiceHost.StartAsync(open with { TlsCertificate = File("server.pem") }, CancellationToken.None);
        Assert.That((host.Url.Scheme, host.GrpcUrl.Scheme), Is.EqualTo(("https", "https")));
    }

    [Test]
    public async Task A_certificate_is_who_calls_and_one_of_another_authority_or_for_another_use_does_not_get_through_the_handshake()
    {
        await using var service = await RunningService.StartAsync();
        await using var host = await DroneServiceHost.StartAsync(
            RunningService.Options(service.Folder) with { LocksFile = false, TlsCertificate = File("server.pem"), Access = new AccessSettings { ClientAuthorities = File("ca.pem") } },
            CancellationToken.None);
        Assert.That(await AskAsync(host, "gateway", "/v1/identity"), Is.EqualTo((HttpStatusCode.OK, true)));
        Assert.That((await AskAsync(host, null, "/v1/identity")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await AskAsync(host, "nobody", "/v1/identity")).Status, Is.EqualTo(HttpStatusCode.Forbidden), "Admin is no role");
        Assert.That((await AskAsync(host, "gateway", "/v1/apiKeys")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        foreach (var untrusted in new[] { "forged", "another-server" })
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(host, untrusted, "/v1/identity"), untrusted);
        }
    }

    [Test]
    public void A_setting_that_is_misspelt_or_out_of_bounds_is_refused_by_name()
    {
        foreach (var (json, named) in new[]
        {
            ("""{"oidcc":{}}""", "oidcc"),
            ("""{"oidc":{"issuer":"i","audience":"a"}}""", "jwksFile"),
            ("""{"oidc":{"issuer":"i","audience":"a","jwksUrl":"http://keys.example/"}}""", "jwksUrl"),
            ("""{"oidc":{"issuer":"i","audience":"a","jwksFile":"k","algorithms":["HS256"]}}""", "algorithms"),
            ("""{"oidc":{"issuer":"i","audience":"a","jwksFile":"k","algorithms":["none"]}}""", "algorithms"),
            ("""{"quota":{"callsPerSecond":0}}""", "quota.callsPerSecond"),
            ("""{"longestCallS":0}""", "longestCallS"),
            ("""{"longestCallS":1,"longestCallS":2}""", "longestCallS"),
            ("null", "null"),
        })
        {
            System.IO.File.WriteAllText(File("access.json"), json);
            Assert.That(() => AccessSettingsFile.Read(File("access.json")), Throws.TypeOf<ConfigurationException>().With.Message.Contains(named), json);
        }
    }

    private static async Task RefusesAsync(ServeOptions options, string why)
    {
        var refused = await Assert.ThrowsAsync<ConfigurationException>(() => DroneServiceHost.StartAsync(options, CancellationToken.None));
        Assert.That(refused!.Message, Does.Contain(why));
    }

    private async Task<(HttpStatusCode Status, bool IsGateway)> AskAsync(DroneServiceHost host, string? certificate, string path)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var authority = X509Certificate2.CreateFromPemFile(File("ca.pem"));
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(authority);
        using var shown = certificate is null ? null : X509Certificate2.CreateFromPemFile(File($"{certificate}.pem"));
        if (shown is not null)
        {
            handler.SslOptions.ClientCertificates = [shown];
        }

        using var http = new HttpClient(handler) { BaseAddress = host.Url };
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Contains("principals/cert:gateway", StringComparison.Ordinal));
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
    }

    private static X509Certificate2 Issued(X509Certificate2 authority, string name, string use)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        using var certificate = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1), RandomNumberGenerator.GetBytes(8));
        return certificate.CopyWithPrivateKey(key);
    }

    private void Write(string name, X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        System.IO.File.WriteAllText(File($"{name}.pem"), certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    private string File(string name) => Path.Combine(folder.FullName, name);
}
