namespace Daybook.Cli.Commands.Runs;

/// <summary><c>daybook run</c></summary>
internal static class RunGroup
{
    /// <summary>Builds the group of commands.</summary>
    public static GroupCommand Of(CommandFrame frame) => new(
        frame,
        "run",
        "Which agent processes ran: who started them, how they ended, what they wrote.",
        [
            "daybook run exec --task task-1 -- codex exec \"Fix the pool leak\"",
            "daybook run list --status interrupted",
            "daybook run tree",
        ],
        () =>
        [
            new ExecCommand(frame),
            new StartCommand(frame),
            new FinishCommand(frame),
            new ListCommand(frame),
            new ShowCommand(frame),
            new TreeCommand(frame),
            new LogsCommand(frame),
            new ReapCommand(frame),
            new GcCommand(frame),
        ]);
}
