namespace Daybook.Mcp.Calling;

/// <summary>Hints are written for the command line; an agent here has tools, so where there is one it is named instead.</summary>
internal static class AgentWording
{
    private static readonly (string Command, string Tool)[] Words =
    [
        ("daybook task claim --next", "task_claim without an id"),
        ("daybook task list shows the open tasks, daybook task history the finished ones", "task_ready lists what can be begun, state_search finds the others"),
        ("daybook task show ", "task_show "),
        ("passes --token with the number", "passes token, the number"),
        ("daybook init creates one; --store names one that stands elsewhere", "start the server in a git work tree, or run daybook init there"),
    ];

    /// <summary>The hint in an agent's words; null where there is none.</summary>
    public static string? Of(string? hint)
    {
        foreach ((string command, string tool) in Words)
        {
            hint = hint?.Replace(command, tool, StringComparison.Ordinal);
        }

        return hint;
    }
}
