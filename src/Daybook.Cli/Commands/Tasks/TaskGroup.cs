namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task</c></summary>
internal static class TaskGroup
{
    /// <summary>Builds the group of commands.</summary>
    public static GroupCommand Of(CommandFrame frame) => new(
        frame,
        "task",
        "What is to do: tasks with dependencies, claimed by one agent at a time, and where to go on after an interruption.",
        ["daybook task repair"],
        new RepairCommand(frame));
}
