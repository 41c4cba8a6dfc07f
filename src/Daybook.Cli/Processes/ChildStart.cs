namespace Daybook.Cli.Processes;

/// <summary>Which process to start, and in what.</summary>
/// <param name="Command">The program and its arguments. No shell takes part.</param>
/// <param name="WorkingDirectory">Where it runs.</param>
internal sealed record ChildStart(IReadOnlyList<string> Command, string WorkingDirectory)
{
    /// <summary>Environment variables that it does not inherit.</summary>
    public IReadOnlyList<string> WithoutVariables { get; init; } = [];
}
