using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Daybook.Mcp.Transports;
using Xunit;

namespace Daybook.Mcp.Tests.Transports;

/// <summary>A server in this process to which a test speaks in bytes.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly Pipe toServer = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly Pipe toTest = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly StreamReader reader;
    private readonly CancellationTokenSource end = new();

    public RawServer()
    {
        reader = new StreamReader(toTest.Reader.AsStream(), Encoding.UTF8);
        Workplace = new TestWorkplace(McpScope.NewStore());
        Serving = ServeAsync();
    }

    public TestWorkplace Workplace { get; }

    public Task Serving { get; }

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
