namespace Daybook.Embedded;

/// <summary>Where a command stands when it looks for its store.</summary>
public sealed record StoreSearch
{
    /// <summary>The absolute working directory.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>What the user named (<c>--store</c>), relative to the working directory or absolute.</summary>
    public string? StoreOption { get; init; }

    /// <summary>The environment: <c>DAYBOOK_STORE</c>, <c>HOME</c>, <c>XDG_STATE_HOME</c>.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>A variable that is set to something, else null.</summary>
    internal string? Variable(string name) => Environment(name) is { Length: > 0 } value ? value : null;

    internal string Absolute(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, WorkingDirectory));
}
