using Daybook.Durability.Processes;
using Daybook.Embedded;
using Daybook.Git;

namespace Daybook.Cli;

/// <summary>The outside world as a command sees it. A test brings its own.</summary>
internal sealed record Surroundings
{
    /// <summary>Disk, clocks and ids.</summary>
    public required EmbeddedPorts Ports { get; init; }

    /// <summary>What git knows.</summary>
    public required IGitChanges Git { get; init; }

    /// <summary>What starts processes that are watched over.</summary>
    public required IProcessSpawner Spawner { get; init; }

    /// <summary>stdin.</summary>
    public required Stream Input { get; init; }

    /// <summary>stdout.</summary>
    public required Stream Output { get; init; }

    /// <summary>stderr.</summary>
    public required Stream Error { get; init; }

    /// <summary>Whether a person sees stdout.</summary>
    public required bool IsOutputTerminal { get; init; }

    /// <summary>Whether a person sees stderr.</summary>
    public required bool IsErrorTerminal { get; init; }

    /// <summary>How many characters a line of the terminal has; null where there is none, or nobody knows.</summary>
    public required Lazy<int?> Columns { get; init; }

    /// <summary>The environment variables.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>Finds, among the arguments that this process was started with, the first that is another text than its bytes say.</summary>
    public required Func<IReadOnlyList<string>, int?> FindAltered { get; init; }

    /// <summary>The absolute working directory; asked for late, since it may have been removed and most commands then still have an answer.</summary>
    public required Lazy<string> WorkingDirectory { get; init; }

    /// <summary>Where scratch files go.</summary>
    public required string TempDirectory { get; init; }

    /// <summary>Who acts unless the environment says otherwise: user and host.</summary>
    public required string Actor { get; init; }

    /// <summary>The program and the first arguments that start this program once more.</summary>
    public required IReadOnlyList<string> OwnCommand { get; init; }

    /// <summary>Who acts.</summary>
    public string Agent => Variable("DAYBOOK_AGENT") ?? Actor;

    /// <summary>A variable that is set to something, else null.</summary>
    public string? Variable(string name) => Environment(name) is { Length: > 0 } value ? value : null;
}
