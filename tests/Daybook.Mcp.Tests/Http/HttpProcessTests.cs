using System.Net;
using System.Net.Sockets;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Xunit;

namespace Daybook.Mcp.Tests.Http;

/// <summary>The command itself, as a process that real clients speak to.</summary>
public sealed class HttpProcessTests
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_serves_all_versions_and_ends_when_it_is_told_with_its_locks_free_and_its_secret_kept()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs signals");
        using HttpProcess server = await HttpProcess.StartAsync(new() { ["DAYBOOK_LOG"] = "trace" });
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(server.TokenPath));
        foreach (string version in new[] { "2025-06-18", "2025-11-25", "2026-07-28" })
        {
            await using McpClient client = await server.ConnectAsync(version);
            Assert.Contains("task_create", (await client.ListToolsAsync(cancellationToken: Ending)).Select(static tool => tool.Name));
            CallToolResult created = await client.CallToolAsync("task_create", new Dictionary<string, object?> { ["name"] = $"Speak {version}" }, cancellationToken: Ending);
            Assert.NotEqual(true, created.IsError);
        }

        string token = (await File.ReadAllTextAsync(server.TokenPath, Ending)).Trim();
        await using McpClient open = await server.ConnectAsync("2025-11-25");
        (int exitCode, string output, string words) = await server.EndAsync();
        Assert.Equal((0, ""), (exitCode, output));
        Assert.Contains(server.TokenPath, words, StringComparison.Ordinal);
        Assert.Contains("tools/call", words, StringComparison.Ordinal);
        Assert.DoesNotContain(token, words, StringComparison.Ordinal);
        await server.RunAsync("task", "create", "After the end", "--wait", "0s");
        Assert.Equal(4, (await server.RunAsync("task", "list", "--quiet")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_session_that_is_no_id_is_refused_before_it_listens()
    {
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => HttpProcess.StartAsync(new() { ["DAYBOOK_SESSION"] = "a/b" }));
        Assert.Contains("the session's id", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_does_is_sent_to_who_collects_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs signals");
        using var collector = new HttpListener();
        string address = $"http://127.0.0.1:{FreePort()}/";
        collector.Prefixes.Add(address);
        collector.Start();
        Task<HashSet<string>> collected = CollectAsync(collector, "/v1/traces", "/v1/metrics");
        using HttpProcess server = await HttpProcess.StartAsync(new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "50",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
        });
        await using McpClient client = await server.ConnectAsync("2026-07-28");
        await client.CallToolAsync("task_create", new Dictionary<string, object?> { ["name"] = "Be seen" }, cancellationToken: Ending);
        Assert.Superset(new HashSet<string> { "tools/call", "daybook.log.flushes" }, await collected);
        Assert.Equal(0, (await server.EndAsync()).ExitCode);
    }

    /// <summary>Answers until both kinds have come, and says which of the names that are looked for were in them.</summary>
    private static async Task<HashSet<string>> CollectAsync(HttpListener collector, params string[] paths)
    {
        string[] wanted = ["tools/call", "daybook.log.flushes"];
        var missing = paths.ToHashSet();
        HashSet<string> found = [];
        while (missing.Count > 0 || found.Count < wanted.Length)
        {
            HttpListenerContext context = await collector.GetContextAsync().WaitAsync(Ending);
            using var reader = new StreamReader(context.Request.InputStream, System.Text.Encoding.Latin1);
            string body = await reader.ReadToEndAsync(Ending);
            found.UnionWith(wanted.Where(word => body.Contains(word, StringComparison.Ordinal)));
            missing.Remove(context.Request.Url!.AbsolutePath);
            context.Response.Close();
        }

        return found;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [Fact]
    public async Task Letting_others_in_without_listening_is_refused()
    {
        using var process = new HttpProcess();
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => process.RunAsync("mcp", "--allow-remote"));
        Assert.Contains("--allow-remote is for --http", refused.Message, StringComparison.Ordinal);
    }
}
