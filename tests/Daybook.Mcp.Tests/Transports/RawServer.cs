using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Daybook.Mcp.Transports;
using Xunit;

namespace Daybook.Mcp.Tests.Transports;

/// <summary>A server in this process to which a test speaks in bytes.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    public const string Hello =
        """{"jsonrpc":"2.0","id":"hello","method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"raw","version":"1"}}}""";

    private readonly Pipe toServer = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly Pipe toTest = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly StreamReader reader;
    private readonly CancellationTokenSource end = new();

    public RawServer()
    {
        reader = new StreamReader(toTest.Reader.AsStream(), Encoding.UTF8);
        Store = McpScope.NewStore();
        Workplace = new TestWorkplace(Store);
        Serving = ServeAsync();
    }

    public DaybookStore Store { get; }

    public TestWorkplace Workplace { get; }

    public Task Serving { get; }

    /// <summary>A server that has answered the hello.</summary>
    public static async Task<RawServer> GreetedAsync()
    {
        var server = new RawServer();
        server.Send(Hello);
        Assert.Single(await server.ReadAsync(1));
        return server;
    }

    public void Send(string line) => SendBytesAsync(Encoding.UTF8.GetBytes(line + "\n")).GetAwaiter().GetResult();

    public async Task SendBytesAsync(byte[] bytes) => await toServer.Writer.WriteAsync(bytes, TestContext.Current.CancellationToken);

    public void End() => toServer.Writer.Complete();

    public async Task<IReadOnlyList<JsonElement>> ReadAsync(int count)
    {
        var answers = new List<JsonElement>();
        while (answers.Count < count)
        {
            string line = await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new EndOfStreamException();
            answers.Add(JsonElement.Parse(line));
        }

        return answers;
    }

    public Task<string> ReadToEndAsync() => reader.ReadToEndAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        try
        {
            await Serving;
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }

        end.Dispose();
        reader.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            await McpScope.ServerOver(Workplace).ServeAsync(new LineTransport(toServer.Reader.AsStream(), toTest.Writer.AsStream()), loggers: null, end.Token);
        }
        finally
        {
            await toTest.Writer.CompleteAsync();
        }
    }
}
