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
        () =>
        [
            new CreateCommand(frame),
            new EditCommand(frame),
            new ListCommand(frame),
            new ReadyCommand(frame),
            new NextCommand(frame),
            new BlockedCommand(frame),
            new ShowCommand(frame),
            new TreeCommand(frame),
            new GraphCommand(frame),
            new StartCommand(frame),
            new CompleteCommand(frame),
            new FailCommand(frame),
            new CancelCommand(frame),
            new ReopenCommand(frame),
            new ClaimCommand(frame),
            new HeartbeatCommand(frame),
            new ReleaseCommand(frame),
            new NoteCommand(frame),
            new DependCommand(frame),
            new HistoryCommand(frame),
            new ResumeCommand(frame),
            new RepairCommand(frame),
        ]);
}
