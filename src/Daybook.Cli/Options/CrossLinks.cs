using Daybook.Memory;

namespace Daybook.Cli.Options;

/// <summary>What the environment knows about who is at work, stored with every new record unless the record says it itself.</summary>
internal static class CrossLinks
{
    /// <summary>The record with the session, run, task and operation of the environment.</summary>
    public static MemoryRecord WithLinksFrom(this MemoryRecord record, Surroundings surroundings) => record with
    {
        SessionId = record.SessionId ?? surroundings.Variable("DAYBOOK_SESSION"),
        RunId = record.RunId ?? surroundings.Variable("DAYBOOK_RUN"),
        TaskId = record.TaskId ?? surroundings.Variable("DAYBOOK_TASK"),
        OperationId = record.OperationId ?? surroundings.Variable("DAYBOOK_OPERATION"),
    };
}
