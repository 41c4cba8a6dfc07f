using Daybook.Embedded.Memory;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Embedded;

/// <summary>
/// The memory folder of the founding system, whose rule and file Daybook shares: <c>MEMORY_STATE_DIR</c>, else <c>$HOME/.booty/state</c>,
/// else <c>./.booty/state</c>. Empty variables count as unset.
/// </summary>
public static class FoundingMemory
{
    /// <summary>The variable that names the folder.</summary>
    public const string VariableName = "MEMORY_STATE_DIR";

    /// <summary>The memory file in that folder.</summary>
    public const string FileName = "memory.jsonl";

    /// <summary>The settings of memory in that folder: the defaults, and over them what the environment says.</summary>
    /// <param name="environment">The environment.</param>
    /// <exception cref="InvalidInputException">A variable has a value that it may not have.</exception>
    public static MemorySettings Settings(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return MemorySetup.InFoundingFolder(environment).Settings;
    }

    /// <summary>The folder, absolute. It is created by the first write, not by this call.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="workingDirectory">The absolute working directory.</param>
    public static string Directory(Func<string, string?> environment, string workingDirectory)
    {
        ArgumentNullException.ThrowIfNull(environment);
        string folder = environment(VariableName) is { Length: > 0 } named ? named
            : environment("HOME") is { Length: > 0 } home ? Path.Join(home, ".booty", "state")
            : Path.Join(".booty", "state");
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder, workingDirectory));
    }
}
