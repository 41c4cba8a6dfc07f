using System.Diagnostics;
using System.Text.Json;
using Daybook.Embedded;
using Daybook.Tasks;
using Daybook.Testing;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Xunit;

namespace Daybook.Mcp.Tests.Processes;

/// <summary>The real program on real pipes.</summary>
public sealed class McpProcessTests
{
    [Fact]
    public async Task The_SDKs_client_starts_it_makes_a_store_and_finds_what_it_stored_after_a_restart()
    {
        using TempDirectory folder = ServerProcess.NewFolder();
        const string Arguments = """{"name":"Fix the pool","idempotency_key":"k1"}""";
        var ids = new List<string>();
        foreach (string version in (string[])["2025-06-18", "2025-11-25", "2026-07-28"])
        {
            var transport = new StdioClientTransport(new StdioClientTransportOptions
            {
                Command = ServerProcess.Command[0],
                Arguments = [.. ServerProcess.Command.Skip(1), "mcp"],
                WorkingDirectory = folder.Path,
            });
            await using McpClient client = await McpClient.CreateAsync(
                transport, new McpClientOptions { ProtocolVersion = version }, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(15, (await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken)).Count);
            CallToolResult result = await McpScope.CallAsync(client, "task_create", Arguments);
            ids.Add(result.StructuredContent!.Value.GetProperty("id").GetString()!);
        }

        Assert.Single(ids.Distinct());
        Assert.True(File.Exists(folder.At(".daybook", "daybook.json")));
    }

    [Fact]
    public async Task Stdout_carries_messages_only_and_everything_else_goes_to_stderr()
    {
        using TempDirectory folder = ServerProcess.NewFolder();
        using var server = new ServerProcess(folder.Path, log: "trace");
        await server.HelloAsync();
        await server.CallAsync("task_create", """{"name":"Fix"}""");
        server.Send("garbage");
        Assert.Equal(-32700, (await server.ReadAsync()).GetProperty("error").GetProperty("code").GetInt32());
        string rest = await server.EndAsync();
        Assert.All(rest.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => JsonElement.Parse(line));
        Assert.Equal(0, server.ExitCode);
        string log = await server.Errors;
        Assert.Contains("created a store", log, StringComparison.Ordinal);
        Assert.Contains("tools/call", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_the_input_ends_it_though_nobody_reads_its_answers()
    {
        using TempDirectory folder = ServerProcess.NewFolder();
        using var server = new ServerProcess(folder.Path);
        await server.HelloAsync();

        // More than a pipe holds.
        for (int id = 1; id <= 20; id++)
        {
            server.Send("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/list\"}");
        }

        await server.EndUnreadAsync();
        Assert.Equal(0, server.ExitCode);
    }

    [Fact]
    public async Task The_end_of_the_input_ends_it_and_its_claims_and_no_lock_is_left()
    {
        using TempDirectory folder = ServerProcess.NewFolder();
        using var server = new ServerProcess(folder.Path);
        await server.HelloAsync();
        await server.CallAsync("task_create", """{"name":"Fix"}""");
        Assert.True((await server.CallAsync("task_claim", "{}")).GetProperty("structuredContent").TryGetProperty("token", out _));
        Assert.Equal("", await server.EndAsync());
        Assert.Equal(0, server.ExitCode);

        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(
            new EmbeddedOptions { Directory = folder.At(".daybook"), LockWait = TimeSpan.Zero }, TestContext.Current.CancellationToken);
        ClaimResult again = await store.Tasks.ClaimNextAsync(new ClaimRequest { Agent = "next" }, TestContext.Current.CancellationToken);
        Assert.Equal(2, Assert.IsType<ClaimResult.Claimed>(again).Token);
    }

    [Fact]
    public async Task A_server_that_is_killed_loses_nothing_that_it_acknowledged()
    {
        using TempDirectory folder = ServerProcess.NewFolder();
        string id;
        using (var server = new ServerProcess(folder.Path))
        {
            await server.HelloAsync();
            id = (await server.CallAsync("memory_add", """{"type":"note","title":"Kept"}""")).GetProperty("structuredContent").GetProperty("id").GetString()!;
        }

        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = folder.At(".daybook") }, TestContext.Current.CancellationToken);
        Assert.Equal("Kept", (await store.Memory.GetAsync(id, TestContext.Current.CancellationToken)).Title);
    }

    [Fact]
    public async Task Agents_on_both_surfaces_do_each_task_once()
    {
        int tasks = Environment.GetEnvironmentVariable("DAYBOOK_LONG") == "1" ? 1_000 : 16;
        using TempDirectory folder = ServerProcess.NewFolder();
        await using EmbeddedStore store = await ServerProcess.NewStoreAsync(folder, Enumerable.Range(0, tasks).Select(number => new NewTask { Name = $"task {number}" }));
        List<string>[] done = await Task.WhenAll(
            [.. Enumerable.Range(0, 4).Select(_ => WorkByMcpAsync(folder)), .. Enumerable.Range(0, 4).Select(number => WorkByCommandsAsync(folder, number))]);
        Assert.Equal(tasks, done.Sum(list => list.Count));
        Assert.Equal(tasks, done.SelectMany(list => list).Distinct().Count());
        TaskStoreStatus status = await store.Tasks.GetStatusAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, status.Pending + status.InProgress);
    }

    private static async Task<List<string>> WorkByMcpAsync(TempDirectory folder)
    {
        var done = new List<string>();
        using var server = new ServerProcess(folder.Path);
        await server.HelloAsync();
        while (true)
        {
            JsonElement claim = (await server.CallAsync("task_claim", "{}")).GetProperty("structuredContent");
            if (!claim.TryGetProperty("token", out JsonElement token))
            {
                await server.EndAsync();
                return done;
            }

            string id = claim.GetProperty("task").GetProperty("id").GetString()!;
            JsonElement result = await server.CallAsync("task_update", "{\"id\":\"" + id + "\",\"action\":\"complete\",\"token\":" + token + "}");
            Assert.False(result.TryGetProperty("isError", out JsonElement isError) && isError.GetBoolean(), result.GetRawText());
            done.Add(id);
        }
    }

    private static async Task<List<string>> WorkByCommandsAsync(TempDirectory folder, int number)
    {
        var done = new List<string>();
        while (await RunAsync(folder, number, "task", "claim", "--next", "--json") is { } claimed)
        {
            JsonElement claim = JsonElement.Parse(claimed);
            string id = claim.GetProperty("task").GetProperty("id").GetString()!;
            Assert.NotNull(await RunAsync(folder, number, "task", "complete", id, "--token", claim.GetProperty("token").GetRawText(), "--json"));
            done.Add(id);
        }

        return done;
    }

    private static async Task<string?> RunAsync(TempDirectory folder, int number, params string[] arguments)
    {
        var start = new ProcessStartInfo(ServerProcess.Command[0], [.. ServerProcess.Command.Skip(1), .. arguments])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DAYBOOK_AGENT"] = $"cli-{number}";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode is 0 or 3, await errors);
        return process.ExitCode == 0 ? output : null;
    }
}
