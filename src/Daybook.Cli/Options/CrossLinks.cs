using Daybook.Memory;
using Daybook.Tasks;

namespace Daybook.Cli.Options;

/// <summary>What the environment knows about who is at work, stored with every new record unless the record says it itself.</summary>
internal static class CrossLinks
{
    /// <summary>The variable that names the session.</summary>
    public const string SessionVariable = "DAYBOOK_SESSION";

    /// <summary>The record with the session, run, task and operation of the environment.</summary>
    public static MemoryRecord WithLinksFrom(this MemoryRecord record, Surroundings surroundings) => record with
    {
        SessionId = record.SessionId ?? surroundings.Variable(SessionVariable),
        RunId = record.RunId ?? surroundings.Variable("DAYBOOK_RUN"),
        TaskId = record.TaskId ?? surroundings.Variable("DAYBOOK_TASK"),
        OperationId = record.OperationId ?? surroundings.Variable("DAYBOOK_OPERATION"),
    };

    /// <summary>Who acts on a task, in the session, run and operation of the environment.</summary>
    /// <param name="surroundings">The environment.</param>
    /// <param name="token">The fencing token that the command line gives.</param>
    public static TaskActor ActorWith(this Surroundings surroundings, long? token) => new()
    {
        Agent = surroundings.Agent,
        SessionId = surroundings.Variable(SessionVariable),
        RunId = surroundings.Variable("DAYBOOK_RUN"),
        OperationId = surroundings.Variable("DAYBOOK_OPERATION"),
        Token = token,
    };
}
