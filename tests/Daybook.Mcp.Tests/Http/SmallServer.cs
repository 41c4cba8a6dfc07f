using System.Threading.Channels;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Daybook.Mcp.Tests.Http;

/// <summary>A server small enough that a test knows all of it: <c>echo</c> answers with its text, <c>wait</c> when it is let go.</summary>
internal sealed class SmallServer
{
    private readonly TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<string> entered = Channel.CreateUnbounded<string>();
    private readonly Channel<string> left = Channel.CreateUnbounded<string>();

    /// <summary>Each call of <c>wait</c> that has begun.</summary>
    public ChannelReader<string> Entered => entered.Reader;

    /// <summary>Each call of <c>wait</c> that was told to end.</summary>
    public ChannelReader<string> Cancelled => left.Reader;

    public McpServerOptions Options() => new()
    {
        ServerInfo = new Implementation { Name = "small", Version = "1" },
        Capabilities = new ServerCapabilities { Tools = new(), Resources = new(), Prompts = new() },
        Handlers = new McpServerHandlers
        {
            ListToolsHandler = (_, _) => ValueTask.FromResult(new ListToolsResult { Tools = [new Tool { Name = "echo" }, new Tool { Name = "wait" }] }),
            CallToolHandler = (request, cancellationToken) => CallAsync(request.Params!, cancellationToken),
            ListResourcesHandler = (_, _) => ValueTask.FromResult(new ListResourcesResult { Resources = [] }),
            ReadResourceHandler = (request, _) => ValueTask.FromResult(
                new ReadResourceResult { Contents = [new TextResourceContents { Uri = request.Params!.Uri, Text = "read " + request.Params.Uri }] }),
            ListPromptsHandler = (_, _) => ValueTask.FromResult(new ListPromptsResult { Prompts = [new Prompt { Name = "resume" }] }),
            GetPromptHandler = (_, _) => ValueTask.FromResult(
                new GetPromptResult { Messages = [new PromptMessage { Role = Role.User, Content = new TextContentBlock { Text = "go on" } }] }),
        },
    };

    /// <summary>Lets all calls of <c>wait</c> answer.</summary>
    public void LetGo() => gate.SetResult();

    private async ValueTask<CallToolResult> CallAsync(CallToolRequestParams call, CancellationToken cancellationToken)
    {
        string text = call.Arguments is { } arguments && arguments.TryGetValue("text", out var value) ? value.GetString()! : "";
        switch (call.Name)
        {
            case "echo":
                break;
            case "wait":
                await WaitAsync(text, cancellationToken);
                break;
            default:
                throw new McpProtocolException($"there is no tool {call.Name}", McpErrorCode.InvalidParams);
        }

        return new CallToolResult { Content = [new TextContentBlock { Text = text }] };
    }

    private async Task WaitAsync(string text, CancellationToken cancellationToken)
    {
        entered.Writer.TryWrite(text);
        try
        {
            await gate.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            left.Writer.TryWrite(text);
            throw;
        }
    }
}
