using System.Net;
using System.Text;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Access;

/// <summary>The page in a browser: a code opens it once, the cookie goes with it, and no other page can use either.</summary>
public sealed class ConsoleTests
{
    private const string Question = """{"flight":{"origin":"sites/putuo","destination":"sites/liuheng","aircraftType":"aircraftTypes/fz90","payloadKg":25}}""";

    private RunningService service = null!;
    private HttpClient browser = null!;

    [SetUp]
    public async Task Start()
    {
        service = await RunningService.StartAsync(OpenSky.In);
        browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = service.Host.Url };
    }

    [TearDown]
    public async Task Stop()
    {
        browser.Dispose();
        await service.DisposeAsync();
    }

    [Test]
    public async Task A_code_opens_the_page_once_for_a_cookie_that_scripts_and_other_sites_do_not_get()
    {
        using var closed = await SendAsync(HttpMethod.Get, "/", ("Accept", "text/html"));
        Assert.That((closed.StatusCode, await closed.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.Unauthorized, await closed.Content.ReadAsStringAsync())));
        Assert.That(await closed.Content.ReadAsStringAsync(), Does.Contain("drone console"));

        var url = service.Host.ConsoleUrl();
        using var opened = await browser.GetAsync(url);
        Assert.That((opened.StatusCode, opened.Headers.Location?.ToString()), Is.EqualTo((HttpStatusCode.Redirect, "/")));
        var cookie = opened.Headers.GetValues("Set-Cookie").Single();
        Assert.That(cookie, Does.Contain("; httponly").IgnoreCase.And.Contain("; samesite=strict").IgnoreCase.And.Contain("path=/"));
        using var page = await SendAsync(HttpMethod.Get, "/");
        Assert.That((page.StatusCode, (await page.Content.ReadAsStringAsync()).Contains("id=\"ask\"", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.OK, true)));
        Assert.That(page.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("default-src 'none'").And.Contain("script-src 'sha256-").And.Contain("frame-ancestors 'none'"));

        using var stranger = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var again = await stranger.GetAsync(url);
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), "it was used");
        Assert.That(again.Headers.Contains("Set-Cookie"), Is.False);
        using var guessed = await stranger.GetAsync(new Uri(service.Host.Url, "/console?code=" + new string('0', 64)));
        Assert.That(guessed.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task The_page_asks_and_a_form_of_another_site_with_the_same_cookie_does_not()
    {
        using var opened = await browser.GetAsync(service.Host.ConsoleUrl());
        var own = service.Host.Url.ToString().TrimEnd('/');
        using var asked = await SendAsync(HttpMethod.Post, "/v1/flights:check", ("Origin", own), ("Sec-Fetch-Site", "same-origin"));
        Assert.That((asked.StatusCode, await asked.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.OK, await asked.Content.ReadAsStringAsync())));
        Assert.That(await asked.Content.ReadAsStringAsync(), Does.Contain("PAYLOAD_EXCEEDS_LIMIT"));
        await RefusesAsync("CSRF");
        await RefusesAsync("CSRF", ("Sec-Fetch-Site", "cross-site"));
        await RefusesAsync("CSRF", ("Sec-Fetch-Site", "same-site"));
        await RefusesAsync("ORIGIN_DENIED", ("Origin", "https://evil.example"));
        await RefusesAsync("ORIGIN_DENIED", ("Origin", "null"));
        await RefusesAsync("ORIGIN_DENIED", ("Origin", own.Replace("http:", "https:", StringComparison.Ordinal)));
        await RefusesAsync("HOST_DENIED", ("Host", "evil.example"), ("Origin", "http://evil.example"), ("Sec-Fetch-Site", "same-origin"));
        using var read = await SendAsync(HttpMethod.Get, "/v1/flights", ("Sec-Fetch-Site", "cross-site"));
        Assert.That(read.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), "another site may not even look");
    }

    [Test]
    public async Task A_page_of_another_origin_is_refused_whatever_it_shows()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/sites");
        request.Headers.Add("Origin", "https://evil.example");
        using var answer = await service.Http.SendAsync(request);
        Assert.That((answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Contains("ORIGIN_DENIED", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.Forbidden, true)));
    }

    [Test]
    public async Task The_command_line_prints_an_address_that_opens_the_page_and_a_session_books_as_its_owner()
    {
        var run = await Cli.Drone.RunAsync("console", "--server", service.Host.Url.ToString());
        Assert.That(run.Exit, Is.Zero, run.Error);
        using var opened = await browser.GetAsync(new Uri(run.Output.Trim()));
        Assert.That(opened.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        using var identity = await SendAsync(HttpMethod.Get, "/v1/identity");
        Assert.That(await identity.Content.ReadAsStringAsync(), Does.Contain(Caller.LocalPrincipal));
    }

    private async Task RefusesAsync(string reason, params (string Name, string Value)[] headers)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/v1/flights:check", headers);
        Assert.That((answer.StatusCode, await answer.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.Forbidden, await answer.Content.ReadAsStringAsync())));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain($"\"{reason}\""));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post)
        {
            request.Content = new StringContent(Question, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await browser.SendAsync(request);
    }
}
