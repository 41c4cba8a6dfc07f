namespace Daybook.Cli.Commands.Sessions;

/// <summary><c>daybook session</c></summary>
internal static class SessionGroup
{
    /// <summary>Builds the group of commands.</summary>
    public static GroupCommand Of(CommandFrame frame) => new(
        frame,
        "session",
        "Stretches of work. An agent's first write opens one by itself.",
        ["daybook session start --agent codex-7", "daybook session list"],
        [
            new("start", () => new StartCommand(frame)),
            new("end", () => new EndCommand(frame)),
            new("list", () => new ListCommand(frame)),
            new("show", () => new ShowCommand(frame)),
            new("scope", () => new ScopeCommand(frame)),
        ]);
}
