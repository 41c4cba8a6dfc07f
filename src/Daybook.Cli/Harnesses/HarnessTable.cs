using Daybook.Errors;

namespace Daybook.Cli.Harnesses;

/// <summary>The harnesses that Daybook knows.</summary>
internal static class HarnessTable
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Harness> All =
        [ClaudeHarness.Table, CodexHarness.Table, CopilotHarness.Table, CursorHarness.Table, OpenHandsHarness.Table];

    /// <summary>The harness of a name.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public static Harness Get(string name) => All.FirstOrDefault(harness => harness.Name == name)
        ?? throw new InvalidInputException($"'{name}' is none of {string.Join(", ", All.Select(static harness => harness.Name))}");
}
