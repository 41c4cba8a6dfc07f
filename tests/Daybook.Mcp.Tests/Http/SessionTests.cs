using System.Net;
using System.Text.Json;
using Daybook.Mcp.Http;
using Xunit;

namespace Daybook.Mcp.Tests.Http;

/// <summary>Sessions as the versions before 2026-07-28 have them, by requests as they go over the wire.</summary>
public sealed class SessionTests
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_id_is_long_and_another_each_time()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string first = await OpenAsync(server);
        Assert.Equal(64, first.Length);
        Assert.NotEqual(first, await OpenAsync(server));
    }

    [Fact]
    public async Task The_same_request_id_in_two_sessions_at_once_is_answered_in_each()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string one = await OpenAsync(server), other = await OpenAsync(server);
        Task<(HttpResponseMessage, string Body)> first = server.SendAsync(Call(server, one, "wait", "of one"));
        Task<(HttpResponseMessage, string Body)> second = server.SendAsync(Call(server, other, "wait", "of the other"));
        await server.Small.Entered.ReadAsync(Ending);
        await server.Small.Entered.ReadAsync(Ending);
        server.Small.LetGo();
        Assert.Contains("of one", (await first).Body, StringComparison.Ordinal);
        Assert.Contains("of the other", (await second).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_id_of_a_session_is_of_no_use_without_the_token()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        HttpRequestMessage request = Call(server, await OpenAsync(server), "echo", "x");
        request.Headers.Authorization = null;
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.SendAsync(request)).Response.StatusCode);
    }

    [Fact]
    public async Task The_id_of_a_session_of_another_server_is_of_no_use()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await using RunningServer other = await RunningServer.StartAsync();
        await IsGoneAsync(other, await OpenAsync(server));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("guessed", HttpStatusCode.NotFound)]
    public async Task Without_a_session_there_is_nothing_to_call(string? id, HttpStatusCode status)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Assert.Equal(status, (await server.SendAsync(Call(server, id, "echo", "x"))).Response.StatusCode);
    }

    [Fact]
    public async Task A_session_is_initialized_once()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        HttpRequestMessage again = Initialize(server);
        again.Headers.Add("Mcp-Session-Id", await OpenAsync(server));
        Assert.Equal(HttpStatusCode.BadRequest, (await server.SendAsync(again)).Response.StatusCode);
    }

    [Fact]
    public async Task A_session_keeps_to_the_version_it_agreed_on()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string session = await OpenAsync(server);
        HttpRequestMessage call = Call(server, session, "echo", "x");
        call.Headers.Add("MCP-Protocol-Version", "2025-06-18");
        (HttpResponseMessage response, string body) = await server.SendAsync(call);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using JsonDocument error = JsonDocument.Parse(body);
        Assert.Equal((-32020, 7), (error.RootElement.GetProperty("error").GetProperty("code").GetInt32(), error.RootElement.GetProperty("id").GetInt32()));
    }

    [Fact]
    public async Task A_version_without_sessions_ignores_the_header_of_one()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        HttpRequestMessage request = server.Post(
            """{"jsonrpc":"2.0","id":7,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}}}""");
        request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
        request.Headers.Add("Mcp-Method", "tools/list");
        request.Headers.Add("Mcp-Session-Id", "whatever");
        (HttpResponseMessage response, string body) = await server.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("echo", body, StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Mcp-Session-Id"));
    }

    [Fact]
    public async Task A_session_that_is_ended_is_gone()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string session = await OpenAsync(server);
        HttpRequestMessage delete = Call(server, session, "echo", "x");
        delete.Method = HttpMethod.Delete;
        delete.Content = null;
        Assert.Equal(HttpStatusCode.NoContent, (await server.SendAsync(delete)).Response.StatusCode);
        await IsGoneAsync(server, session);
    }

    [Fact]
    public async Task A_session_that_is_silent_for_too_long_is_gone_and_one_that_is_used_is_not()
    {
        await using RunningServer server = await RunningServer.StartAsync(static options => options with { IdleMax = TimeSpan.FromHours(1) });
        string silent = await OpenAsync(server), used = await OpenAsync(server);
        server.Clock.Advance(TimeSpan.FromMinutes(50));
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(Call(server, used, "echo", "x"))).Response.StatusCode);
        server.Clock.Advance(TimeSpan.FromMinutes(50));
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(Call(server, used, "echo", "x"))).Response.StatusCode);
        await IsGoneAsync(server, silent);
    }

    [Fact]
    public async Task Of_too_many_sessions_the_longest_silent_one_ends_and_a_busy_one_never()
    {
        await using RunningServer server = await RunningServer.StartAsync(static options => options with { SessionsMax = 2 });
        string busy = await OpenAsync(server);
        Task<(HttpResponseMessage, string Body)> call = server.SendAsync(Call(server, busy, "wait", "x"));
        await server.Small.Entered.ReadAsync(Ending);
        string silent = await OpenAsync(server);
        string newest = await OpenAsync(server);
        await IsGoneAsync(server, silent);
        Task<(HttpResponseMessage, string Body)> another = server.SendAsync(Call(server, newest, "wait", "y"));
        await server.Small.Entered.ReadAsync(Ending);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.SendAsync(Initialize(server))).Response.StatusCode);
        server.Small.LetGo();
        Assert.Contains("x", (await call).Body, StringComparison.Ordinal);
        Assert.Contains("y", (await another).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handshake_that_fails_leaves_no_session()
    {
        await using RunningServer server = await RunningServer.StartAsync(static options => options with { SessionsMax = 1 });
        for (int attempt = 0; attempt < 3; attempt++)
        {
            (HttpResponseMessage response, string body) =
                await server.SendAsync(server.Post("""{"jsonrpc":"2.0","id":7,"method":"initialize","params":"nonsense"}"""));
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("\"code\":-32602", body, StringComparison.Ordinal);
            Assert.False(response.Headers.Contains("Mcp-Session-Id"));
        }

        await OpenAsync(server);
    }

    [Fact]
    public async Task A_client_that_vanishes_in_mid_call_harms_nobody()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string session = await OpenAsync(server);
        using (var vanishing = new HttpClient(new SocketsHttpHandler { UseProxy = false }))
        {
            Task<HttpResponseMessage> call = vanishing.SendAsync(Call(server, session, "wait", "x"), Ending);
            await server.Small.Entered.ReadAsync(Ending);
            vanishing.CancelPendingRequests();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        (_, string body) = await server.SendAsync(Call(server, session, "echo", "still there"));
        Assert.Contains("still there", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_requests_at_once_are_all_answered_each_with_its_own()
    {
        int count = Environment.GetEnvironmentVariable("DAYBOOK_LONG") == "1" ? 10_000 : 500;
        await using RunningServer server = await RunningServer.StartAsync();
        string session = await OpenAsync(server);
        var answers = await Task.WhenAll(Enumerable.Range(0, count).Select(async number =>
        {
            (HttpResponseMessage response, string body) = await server.SendAsync(Call(server, session, "echo", $"text {number}.", id: number));
            return response.StatusCode == HttpStatusCode.OK && body.Contains($"text {number}.", StringComparison.Ordinal)
                && body.Contains($"\"id\":{number},", StringComparison.Ordinal);
        }));
        Assert.DoesNotContain(false, answers);
    }

    private static async Task IsGoneAsync(RunningServer server, string session)
    {
        (HttpResponseMessage response, string body) = await server.SendAsync(Call(server, session, "echo", "x"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains($"\"code\":{Refusal.SessionNotFound}", body, StringComparison.Ordinal);
    }

    private static async Task<string> OpenAsync(RunningServer server)
    {
        (HttpResponseMessage response, _) = await server.SendAsync(Initialize(server));
        return Assert.Single(response.Headers.GetValues("Mcp-Session-Id"));
    }

    private static HttpRequestMessage Initialize(RunningServer server) => server.Post(
        """{"jsonrpc":"2.0","id":7,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""");

    private static HttpRequestMessage Call(RunningServer server, string? session, string tool, string text, int id = 7)
    {
        HttpRequestMessage request = server.Post(
            $$$$"""{"jsonrpc":"2.0","id":{{{{id}}}},"method":"tools/call","params":{"name":"{{{{tool}}}}","arguments":{"text":"{{{{text}}}}"}}}""");
        if (session is not null)
        {
            request.Headers.TryAddWithoutValidation("Mcp-Session-Id", session);
        }

        return request;
    }
}
