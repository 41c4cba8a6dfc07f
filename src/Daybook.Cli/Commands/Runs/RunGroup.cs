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
        [
            new("exec", () => new ExecCommand(frame)),
            new("start", () => new StartCommand(frame)),
            new("finish", () => new FinishCommand(frame)),
            new("list", () => new ListCommand(frame)),
            new("show", () => new ShowCommand(frame)),
            new("tree", () => new TreeCommand(frame)),
            new("logs", () => new LogsCommand(frame)),
            new("reap", () => new ReapCommand(frame)),
            new("gc", () => new GcCommand(frame)),
        ]);
}
