namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task</c></summary>
internal static class TaskGroup
{
    /// <summary>Builds the group of commands.</summary>
    public static GroupCommand Of(CommandFrame frame) => new(
        frame,
        "task",
        "What is to do: tasks with dependencies, claimed by one agent at a time, and where to go on after an interruption.",
        [
            "daybook task create \"Fix the pool leak\" --priority 1",
            "daybook task claim --next --json",
            "daybook task resume",
        ],
        [
            new("create", () => new CreateCommand(frame)),
            new("edit", () => new EditCommand(frame)),
            new("list", () => new ListCommand(frame)),
            new("ready", () => new ReadyCommand(frame)),
            new("next", () => new NextCommand(frame)),
            new("blocked", () => new BlockedCommand(frame)),
            new("show", () => new ShowCommand(frame)),
            new("tree", () => new TreeCommand(frame)),
            new("graph", () => new GraphCommand(frame)),
            new("start", () => new StartCommand(frame)),
            new("complete", () => new CompleteCommand(frame)),
            new("fail", () => new FailCommand(frame)),
            new("cancel", () => new CancelCommand(frame)),
            new("reopen", () => new ReopenCommand(frame)),
            new("claim", () => new ClaimCommand(frame)),
            new("heartbeat", () => new HeartbeatCommand(frame)),
            new("release", () => new ReleaseCommand(frame)),
            new("note", () => new NoteCommand(frame)),
            new("depend", () => new DependCommand(frame)),
            new("history", () => new HistoryCommand(frame)),
            new("resume", () => new ResumeCommand(frame)),
            new("repair", () => new RepairCommand(frame)),
        ]);
}
