namespace Daybook.Mcp.Calling;

/// <summary>Hints are written for the command line; an agent here has tools, so where there is one it is named instead.</summary>
internal static class AgentWording
{
    private static readonly (string Command, string Tool)[] Words =
    [
        ("daybook task claim --next", "task_claim without an id"),
        ("daybook task list shows the open tasks, daybook task history the finished ones", "task_ready lists what can be begun, state_search finds the others"),
        ("daybook task show ", "task_show "),
        ("with daybook task depend ", "with task_update, action undepend, id "),
        (" --remove ", ", on "),
        ("give --lease 15m, for example", "give lease_seconds 900, for example"),
        ("daybook op list shows what there is", "state_search finds what there is"),
        ("daybook op show tells what its log says", "the resource daybook://op/ with its id tells what its log says"),
        ("complete it without --evidence", "complete it without evidence"),
        ("daybook memory list shows the newest, daybook memory query looks for one", "state_search finds records by their words"),
        ("see it with daybook memory show ", "see it with memory_query, id "),
        ("daybook run list shows what there is", "run_tree shows what there is"),
        ("end it, or give a longer --wait", "end it, or call again"),
        ("daybook draft list shows what there is", "state_prime names the drafts that wait; draft_save begins one"),
        ("passes --token with the number", "passes token, the number"),
        ("daybook init creates one; --store names one that stands elsewhere", "start the server in a git work tree, or run daybook init there"),
    ];

    private static readonly (string Command, string Tool)[] NextSteps =
    [
        ("daybook task create \"<name>\", daybook task claim --next", "task_create, task_claim"),
        ("daybook task claim --next", "task_claim"),
        ("daybook task claim ", "task_claim "),
        ("daybook task show ", "task_show "),
        ("daybook op complete <id> --outcome ", "op_complete with outcome "),
        ("daybook memory show <id>", "memory_query with id"),
        ("daybook remember \"<text>\" --path <file>", "memory_add with paths"),
        ("daybook draft load <id>", "draft_load"),
        ("daybook timeline; everything else: daybook --help", "state_search"),
    ];

    /// <summary>What prime says, with the next steps in an agent's words; what is stored stays as it is.</summary>
    public static string OfPrime(string text) => string.Join('\n', text.Split('\n').Select(static line =>
        line.StartsWith("next: ", StringComparison.Ordinal) || line.StartsWith("- what ", StringComparison.Ordinal) ? Reworded(line, NextSteps) : line));

    /// <summary>The hint in an agent's words; null where there is none.</summary>
    public static string? Of(string? hint) => hint is null ? null : Reworded(hint, Words);

    private static string Reworded(string text, (string Command, string Tool)[] words) =>
        words.Aggregate(text, static (reworded, word) => reworded.Replace(word.Command, word.Tool, StringComparison.Ordinal));
}
