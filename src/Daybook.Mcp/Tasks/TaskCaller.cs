using Daybook.Mcp.Calling;
using Daybook.Prime;
using Daybook.Tasks;

namespace Daybook.Mcp.Tasks;

/// <summary>The caller as one who acts on tasks, and how tasks are named in the text of answers.</summary>
internal static class TaskCaller
{
    private const int NameMax = 100;

    /// <summary>The caller, in the session of the call, with the token that the call gives.</summary>
    public static async Task<TaskActor> ActorAsync(this Caller caller, DaybookStore store, long? token, CancellationToken cancellationToken) => new()
    {
        Agent = caller.Agent,
        SessionId = await caller.FindSessionAsync(store, cancellationToken).ConfigureAwait(false),
        RunId = caller.RunId,
        OperationId = caller.OperationId,
        Token = token,
    };

    /// <summary>A task on one line.</summary>
    public static string LineOf(TaskRecord task) => $"{task.Id}  {PlainLine.Of(task.Name, NameMax)} ({TaskStateName.Of(task.Status)})";
}
