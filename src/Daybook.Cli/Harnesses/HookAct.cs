namespace Daybook.Cli.Harnesses;

/// <summary>What Daybook does when a harness tells that something happened.</summary>
internal enum HookAct
{
    /// <summary>Begins the session, and answers with what the agent needs to know.</summary>
    Prime,

    /// <summary>Saves where the session stands, so that it can be gone on with after a compaction or a crash.</summary>
    Checkpoint,

    /// <summary>Notes the files that a tool has changed on the session's task, and says that the holder of its claim lives.</summary>
    Touch,

    /// <summary>Ends the session.</summary>
    End,
}
