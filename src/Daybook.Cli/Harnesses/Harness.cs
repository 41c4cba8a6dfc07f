namespace Daybook.Cli.Harnesses;

/// <summary>A program in which an agent runs: when it calls hooks, in which form it takes an answer, and where its files are.</summary>
internal sealed record Harness
{
    /// <summary>Its name on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>Its own name.</summary>
    public required string Title { get; init; }

    /// <summary>Where its makers describe what this table says.</summary>
    public required IReadOnlyList<string> Documentation { get; init; }

    /// <summary>When it calls Daybook.</summary>
    public required IReadOnlyList<HookMoment> Moments { get; init; }

    /// <summary>In which form it takes an answer.</summary>
    public required AnswerForm Answer { get; init; }

    /// <summary>The variable that names, at a session's start, a file of shell commands which it runs before those of the agent; null where it has none.</summary>
    public string? VariablesFile { get; init; }

    /// <summary>The tools of it that change files.</summary>
    public required IReadOnlyList<string> WritingTools { get; init; }

    /// <summary>Where its hooks stand.</summary>
    public required HookFile Hooks { get; init; }

    /// <summary>Where its MCP servers stand.</summary>
    public required ServerFile Server { get; init; }

    /// <summary>Where its instructions stand.</summary>
    public required InstructionFile Instructions { get; init; }

    /// <summary>What its user has to do once, after setup.</summary>
    public required string NextStep { get; init; }

    /// <summary>The moment of a name, by Daybook's word or the harness's own; null if there is none.</summary>
    public HookMoment? FindMoment(string name) => Moments.FirstOrDefault(
        moment => moment.Word == name || string.Equals(moment.Name, name, StringComparison.OrdinalIgnoreCase));
}
