using System.IO.Pipelines;
using System.Text.Json;
using Daybook.Mcp.Transports;
using Daybook.Testing;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Xunit;

namespace Daybook.Mcp.Tests;

/// <summary>A server in this process and the SDK's own client, over pipes.</summary>
internal sealed class McpScope : IAsyncDisposable
{
    public const int ServerPid = 7;

    private readonly CancellationTokenSource end = new();
    private readonly Task serving;

    private McpScope(DaybookStore store, TestWorkplace workplace, McpClient client, Task serving, CancellationTokenSource end)
    {
        Store = store;
        Workplace = workplace;
        Client = client;
        this.serving = serving;
        this.end = end;
    }

    public DaybookStore Store { get; }

    public TestWorkplace Workplace { get; }

    public McpClient Client { get; }

    public static VolatileStore NewStore()
    {
        var processes = new ManualProcesses { OwnPid = ServerPid };
        processes.Start(ServerPid);
        return new VolatileStore(new ManualClock(), new SequentialIds(), processes);
    }

    public static Task<McpScope> StartAsync() => StartAsync(NewStore(), "2025-06-18");

    public static async Task<McpScope> StartAsync(DaybookStore store, string version, string clientName = "tester")
    {
        var toServer = new Pipe();
        var toClient = new Pipe();
        var workplace = new TestWorkplace(store);
        var end = new CancellationTokenSource();
        Task serving = ServerOver(workplace).ServeAsync(new LineTransport(toServer.Reader.AsStream(), toClient.Writer.AsStream()), loggers: null, end.Token);
        McpClient client = await McpClient.CreateAsync(
            new StreamClientTransport(toServer.Writer.AsStream(), toClient.Reader.AsStream()),
            new McpClientOptions { ProtocolVersion = version, ClientInfo = new Implementation { Name = clientName, Version = "1" } },
            cancellationToken: TestContext.Current.CancellationToken);
        return new McpScope(store, workplace, client, serving, end);
    }

    public static DaybookMcp ServerOver(IWorkplace workplace) => new(new McpSurroundings
    {
        Workplace = workplace,
        Time = new ManualClock(),
        Ids = new SequentialIds(),
        Environment = static _ => null,
        Actor = "user@host",
        Version = "1.2.3",
        ProcessId = ServerPid,
    });

    /// <summary>Calls a tool with arguments that are written as JSON.</summary>
    public Task<CallToolResult> CallAsync(string tool, string arguments = "{}") => CallAsync(Client, tool, arguments);

    public static async Task<CallToolResult> CallAsync(McpClient client, string tool, string arguments) => await client.CallToolAsync(
        new CallToolRequestParams
        {
            Name = tool,
            Arguments = JsonElement.Parse(arguments).EnumerateObject().ToDictionary(member => member.Name, member => member.Value),
        },
        TestContext.Current.CancellationToken);

    /// <summary>Calls a tool that must succeed.</summary>
    public async Task<JsonElement> SucceedAsync(string tool, string arguments = "{}")
    {
        CallToolResult result = await CallAsync(tool, arguments);
        Assert.True(result.IsError is not true, TextOf(result));
        return result.StructuredContent ?? default;
    }

    /// <summary>Calls a tool that must fail.</summary>
    /// <returns>The error.</returns>
    public async Task<JsonElement> FailAsync(string tool, string arguments = "{}")
    {
        CallToolResult result = await CallAsync(tool, arguments);
        Assert.True(result.IsError, TextOf(result));
        return result.StructuredContent!.Value.GetProperty("error");
    }

    public static string TextOf(CallToolResult result) => Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await end.CancelAsync();
        try
        {
            await serving;
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }

        end.Dispose();
        await Store.DisposeAsync();
    }
}
