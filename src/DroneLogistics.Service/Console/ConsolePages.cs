using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace DroneLogistics.Service;

/// <summary>How a browser gets to the page: with a code that opens it once, for a cookie that nothing but this service gets.</summary>
public static partial class ConsolePages
{
    private const string Closed = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>DroneLogistics</title><link rel="icon" href="data:,"></head><body>
        <h1>DroneLogistics</h1>
        <p>This page opens with the address that <code>drone serve</code> prints when it starts. It works once; <code>drone console</code> prints another.</p>
        <p>此页面须用 <code>drone serve</code> 启动时打印的地址打开。该地址仅可使用一次;<code>drone console</code> 可再打印一个。</p>
        </body></html>
        """;

    // What is shown comes from this service alone, and no other page may put it into a frame.
    private const string Nothing = "default-src 'none'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Where a code is taken, on the address of the page.</summary>
    public static string PathOf(string code) => $"{ConsoleSessions.Path}?code={code}";

    /// <summary>Serves the exchange of a code for a session.</summary>
    public static void MapConsole(this WebApplication app, ConsoleSessions sessions) =>
        app.MapGet(ConsoleSessions.Path, (HttpContext context) =>
        {
            if (sessions.Open(context.Request.Query["code"].ToString()) is not { } session)
            {
                return WriteClosedAsync(context.Response);
            }

            context.Response.Cookies.Append(ConsoleSessions.Cookie, session, new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = context.Request.IsHttps,
                Path = "/",
                IsEssential = true,
            });
            Guard(context.Response, Nothing);
            context.Response.Redirect("/");
            return Task.CompletedTask;
        }).WithMetadata(AccessMetadata.Open);

    /// <summary>Whether a browser asks for a page, and would show a person what it gets.</summary>
    public static bool IsAskedFor(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Authorization.Count == 0 && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>Says how the page is opened.</summary>
    public static Task WriteClosedAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status401Unauthorized;
        response.ContentType = "text/html; charset=utf-8";
        Guard(response, Nothing);
        return response.WriteAsync(Closed);
    }

    /// <summary>The rules for a page with scripts and styles of its own: those that stand in it, and no others.</summary>
    public static string RulesOf(string html) =>
        $"{Nothing}; connect-src 'self'; script-src {Hashes(html, Scripts())}; style-src {Hashes(html, Styles())}";

    /// <summary>Keeps an answer out of caches and frames, and its address to itself.</summary>
    public static void Guard(HttpResponse response, string rules)
    {
        response.Headers.ContentSecurityPolicy = rules;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }

    private static string Hashes(string html, Regex parts) =>
        string.Join(' ', parts.Matches(html).Select(part => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(part.Groups[1].Value)))}'").DefaultIfEmpty("'none'"));

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Scripts();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Styles();
}
