namespace Daybook.Cli.Commands.Runs;

/// <summary>The names of the files beside a run's record.</summary>
internal static class RunFolder
{
    /// <summary>What it was asked.</summary>
    public const string Prompt = "prompt.md";

    /// <summary>What it wrote to stdout.</summary>
    public const string Output = "agent-stdout.txt";

    /// <summary>What it wrote to stderr.</summary>
    public const string Errors = "agent-stderr.txt";
}
