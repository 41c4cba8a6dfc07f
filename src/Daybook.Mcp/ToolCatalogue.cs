using System.Threading.Channels;
using Daybook.Mcp.Calling;
using Daybook.Mcp.Drafts;
using Daybook.Mcp.Memory;
using Daybook.Mcp.Operations;
using Daybook.Mcp.Runs;
using Daybook.Mcp.State;
using Daybook.Mcp.Tasks;
using Daybook.Prime;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Daybook.Mcp;

/// <summary>The tools, always in one order, since clients keep prompts that begin with them.</summary>
internal sealed class ToolCatalogue
{
    // Calls that write share flushes, so many at once are welcome; but a flood of them must not take all threads and memory.
    private const int CallsAtOnceMax = 64;

    private readonly McpSurroundings surroundings;
    private readonly RepeatedCalls repeats = new();
    private readonly Channel<bool> room = Channel.CreateBounded<bool>(CallsAtOnceMax);
    private readonly DaybookTool[] tools =
    [
        new StatePrimeTool(),
        new StateSearchTool(),
        new MemoryAddTool(),
        new MemoryQueryTool(),
        new TaskCreateTool(),
        new TaskReadyTool(),
        new TaskClaimTool(),
        new TaskUpdateTool(),
        new TaskShowTool(),
        new RunTreeTool(),
        new DraftSaveTool(),
        new DraftLoadTool(),
        new RecallSuggestTool(),
        new OpStartTool(),
        new OpCompleteTool(),
    ];

    private readonly Dictionary<string, DaybookTool> byName;

    /// <summary>Makes the tools.</summary>
    public ToolCatalogue(McpSurroundings surroundings)
    {
        this.surroundings = surroundings;
        Definitions = [.. tools.Select(static tool => tool.Definition)];
        byName = tools.ToDictionary(static tool => tool.Definition.Name, StringComparer.Ordinal);
    }

    /// <summary>The tools, in order.</summary>
    public IReadOnlyList<DaybookTool> All => tools;

    /// <summary>What clients are told, in order.</summary>
    public IReadOnlyList<Tool> Definitions { get; }

    /// <summary>Calls a tool. A failure is an answer, which the model can read and act on.</summary>
    /// <exception cref="McpProtocolException">There is no such tool.</exception>
    public async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> request, Connection connection, CancellationToken cancellationToken)
    {
        string name = request.Params?.Name ?? "";
        if (!byName.TryGetValue(name, out DaybookTool? tool))
        {
            throw new McpProtocolException($"there is no tool \"{PlainLine.Of(name, ToolArguments.ToldMax)}\"; tools are {string.Join(", ", byName.Keys)}", McpErrorCode.InvalidParams);
        }

        await room.Writer.WriteAsync(true, cancellationToken).ConfigureAwait(false);
        try
        {
            var arguments = new ToolArguments(tool.Parameters, request.Params?.Arguments);
            Caller caller = Caller.Of(surroundings, connection, request.Server.ClientInfo);
            ToolAnswer answer = await tool.CallAsync(new ToolCall(surroundings, arguments, connection, caller, repeats), cancellationToken).ConfigureAwait(false);
            return answer.ToResult();
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return ToolAnswer.OfFailure(failure);
        }
        finally
        {
            room.Reader.TryRead(out _);
        }
    }
}
