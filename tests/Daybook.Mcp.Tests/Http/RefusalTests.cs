using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Daybook.Mcp.Http;
using Xunit;

namespace Daybook.Mcp.Tests.Http;

/// <summary>What a browser, a stranger or a broken client is told.</summary>
public sealed class RefusalTests
{
    private const string Initialize =
        """{"jsonrpc":"2.0","id":7,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";

    private const string Discover =
        """{"jsonrpc":"2.0","id":7,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}}}""";

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example:80")]
    public async Task A_host_of_elsewhere_is_forbidden(string host)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        HttpRequestMessage request = server.Post(Initialize);
        request.Headers.Host = host;
        await IsRefusedAsync(server, request, HttpStatusCode.Forbidden, -32600);
    }

    [Theory]
    [InlineData("Host:", "403")]
    [InlineData("Host: ", "403")]
    [InlineData("X-Nothing: 1", "400")]
    [InlineData("Host: localhost\r\nHost: localhost", "400")]
    public async Task An_empty_host_is_forbidden_and_none_at_all_or_two_are_no_request(string host, string status)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string answer = await RawAsync(server, $"POST /mcp HTTP/1.1\r\n{host}\r\n{Fine(Initialize)}");
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_of_an_older_http_without_a_host_is_forbidden()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string answer = await RawAsync(server, $"POST /mcp HTTP/1.0\r\n{Fine(Initialize)}");
        Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","name":"wait"}}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"text":"\ud800"}}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","Name":"wait"}}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","_meta":{"a":1,"A":2}}}""", -32600)]
    public async Task A_message_that_readers_take_differently_is_refused(string body, int code)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        HttpRequestMessage request = server.Post(body);
        request.Headers.Add("MCP-Protocol-Version", "2025-11-25");
        await IsRefusedAsync(server, request, HttpStatusCode.BadRequest, code);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("http://evil.example")]
    [InlineData("http://localhost")]
    public async Task A_page_of_elsewhere_is_forbidden(string origin)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        HttpRequestMessage request = server.Post(Initialize);
        request.Headers.Add("Origin", origin);
        HttpResponseMessage response = await IsRefusedAsync(server, request, HttpStatusCode.Forbidden, -32600);
        Assert.DoesNotContain(response.Headers, static header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_browser_that_asks_first_is_told_no()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Options, server.Address);
        request.Headers.Add("Origin", "http://evil.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        await IsRefusedAsync(server, request, HttpStatusCode.Forbidden, -32600);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer wrong")]
    [InlineData("Basic " + RunningServer.Token)]
    public async Task Without_the_token_nobody_is_let_in(string? authorization)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        HttpRequestMessage request = server.Post(Initialize);
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        HttpResponseMessage response = await IsRefusedAsync(server, request, HttpStatusCode.Unauthorized, -32600);
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
    }

    [Fact]
    public async Task The_token_in_a_url_opens_nothing()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        HttpRequestMessage request = server.Post(Initialize);
        request.Headers.Authorization = null;
        request.RequestUri = new Uri($"{server.Address}?access_token={RunningServer.Token}");
        await IsRefusedAsync(server, request, HttpStatusCode.Unauthorized, -32600);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/plain;application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task Only_json_is_read(string? type)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        HttpRequestMessage request = server.Post(Initialize);
        request.Content!.Headers.Remove("Content-Type");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        await IsRefusedAsync(server, request, HttpStatusCode.UnsupportedMediaType, -32600);
    }

    [Fact]
    public async Task A_compressed_body_is_not_read()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        HttpRequestMessage request = server.Post(Initialize);
        request.Content!.Headers.ContentEncoding.Add("gzip");
        await IsRefusedAsync(server, request, HttpStatusCode.UnsupportedMediaType, -32600);
    }

    [Fact]
    public async Task A_client_has_to_take_both_forms_of_answer()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        HttpRequestMessage request = server.Post(Initialize);
        request.Headers.Accept.Clear();
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        await IsRefusedAsync(server, request, HttpStatusCode.NotAcceptable, -32600);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_above_the_limit_is_not_read(bool isLengthSaid)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        HttpRequestMessage request = server.Post("\"" + new string('a', McpHttpOptions.BodyBytesMax) + "\"");
        request.Headers.TransferEncodingChunked = !isLengthSaid;
        // Else the answer comes while the body is still on its way, and the connection is closed under it.
        request.Headers.ExpectContinue = isLengthSaid;
        await IsRefusedAsync(server, request, HttpStatusCode.RequestEntityTooLarge, -32600);
    }

    [Theory]
    [InlineData("", -32700)]
    [InlineData("{", -32700)]
    [InlineData("null", -32600)]
    [InlineData("[]", -32700)]
    [InlineData("[" + Initialize + "]", -32700)]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"initialize"}""", -32700)]
    [InlineData("""{"method":"initialize"}""", -32700)]
    public async Task What_is_no_message_is_said_to_be_none(string body, int code)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await IsRefusedAsync(server, server.Post(body), HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task A_body_deeper_than_any_message_is_said_to_be_none()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string deep = string.Concat(Enumerable.Repeat("[", 5000)) + string.Concat(Enumerable.Repeat("]", 5000));
        await IsRefusedAsync(
            server, server.Post($$"""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{{deep}}}"""), HttpStatusCode.BadRequest, -32700);
    }

    [Theory]
    [InlineData("GET", "/mcp", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", "/mcp", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/", HttpStatusCode.NotFound)]
    [InlineData("POST", "/mcp/", HttpStatusCode.NotFound)]
    [InlineData("POST", "/MCP", HttpStatusCode.NotFound)]
    [InlineData("GET", "/sse", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/mcp", HttpStatusCode.NotFound)]
    public async Task There_is_one_place_and_one_way_to_speak_to_it(string method, string path, HttpStatusCode status)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        HttpRequestMessage request = server.Post(Initialize);
        request.Method = new HttpMethod(method);
        request.RequestUri = new Uri(server.Address, path);
        (HttpResponseMessage response, _) = await server.SendAsync(request);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status is HttpStatusCode.MethodNotAllowed ? ["POST", "DELETE"] : [], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task A_version_without_sessions_has_none_to_end()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        HttpRequestMessage request = server.Post(Initialize);
        request.Method = HttpMethod.Delete;
        request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
        (HttpResponseMessage response, _) = await server.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Theory]
    [InlineData("2026-07-28", "tools/list", -32020)]
    [InlineData("2026-07-28", null, -32020)]
    [InlineData("2025-11-25", "server/discover", -32020)]
    [InlineData(null, "server/discover", -32020)]
    [InlineData("2027-01-01", "server/discover", -32022)]
    [InlineData("not-a-version", "server/discover", -32022)]
    public async Task Headers_that_say_another_thing_than_the_body_are_named(string? version, string? method, int code)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        HttpRequestMessage request = server.Post(version == "2025-11-25" ? Initialize.Replace("2025-11-25", "2025-06-18", StringComparison.Ordinal) : Discover);
        Add(request, "MCP-Protocol-Version", version);
        Add(request, "Mcp-Method", method);
        await IsRefusedAsync(server, request, HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task An_unknown_method_has_the_status_of_an_unknown_place()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        HttpRequestMessage request = server.Post(Discover.Replace("server/discover", "server/nothing", StringComparison.Ordinal));
        request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
        request.Headers.Add("Mcp-Method", "server/nothing");
        await IsRefusedAsync(server, request, HttpStatusCode.NotFound, -32601);
    }

    [Fact]
    public async Task An_address_that_others_can_reach_has_to_be_meant()
    {
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(
            () => RunningServer.StartAsync(static options => options with { Address = new IPEndPoint(IPAddress.Any, 0) }));
        Assert.Contains("other machines", refused.Message, StringComparison.Ordinal);
        await using RunningServer meant =
            await RunningServer.StartAsync(static options => options with { Address = new IPEndPoint(IPAddress.Any, 0), AllowsRemote = true });
        Assert.NotEqual(0, meant.Address.Port);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_said_to_be()
    {
        await using RunningServer first = await RunningServer.StartAsync();
        SocketException taken = await Assert.ThrowsAsync<SocketException>(
            () => RunningServer.StartAsync(options => options with { Address = new IPEndPoint(IPAddress.Loopback, first.Address.Port) }));
        Assert.Equal(SocketError.AddressAlreadyInUse, taken.SocketErrorCode);
    }

    private static async Task<HttpResponseMessage> IsRefusedAsync(RunningServer server, HttpRequestMessage request, HttpStatusCode status, int code)
    {
        (HttpResponseMessage response, string body) = await server.SendAsync(request);
        Assert.Equal((status, "application/json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Contains($"\"code\":{code}", body, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningServer.Token, body, StringComparison.Ordinal);
        Assert.DoesNotContain(response.Headers, static header => header.Key.Equals("Mcp-Session-Id", StringComparison.OrdinalIgnoreCase));
        return response;
    }

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.Add(name, value);
        }
    }

    private static string Fine(string body) =>
        $"Authorization: Bearer {RunningServer.Token}\r\nContent-Type: application/json\r\nAccept: */*\r\nConnection: close\r\n"
        + $"Content-Length: {body.Length}\r\n\r\n{body}";

    private static async Task<string> RawAsync(RunningServer server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
