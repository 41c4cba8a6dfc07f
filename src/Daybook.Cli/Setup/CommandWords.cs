using System.Buffers;
using Daybook.Durability.FileSystem;

namespace Daybook.Cli.Setup;

/// <summary>How a harness is to start Daybook.</summary>
/// <param name="Program">The program.</param>
/// <param name="Arguments">What comes before the command's own words.</param>
/// <param name="IsOnPath">Whether it is found on the PATH, as on any machine that has Daybook.</param>
internal sealed record CommandWords(string Program, IReadOnlyList<string> Arguments, bool IsOnPath)
{
    /// <summary>The name that a PATH knows.</summary>
    public const string Name = "daybook";

    // What no shell reads as anything but itself.
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@%+=-");

    private const UnixFileMode MayExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary><c>daybook</c> where the PATH has it; else the program that runs now.</summary>
    public static CommandWords Find(Surroundings surroundings)
    {
        string file = OperatingSystem.IsWindows() ? Name + ".exe" : Name;
        bool isOnPath = (surroundings.Variable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(static folder => Path.IsPathFullyQualified(folder))
            .Any(folder => IsProgram(surroundings.Ports.FileSystem.Stat(Path.Join(folder, file))));
        return isOnPath
            ? new CommandWords(Name, [], true)
            : new CommandWords(surroundings.OwnCommand[0], [.. surroundings.OwnCommand.Skip(1)], false);
    }

    /// <summary>A command line for a POSIX shell.</summary>
    public string ForShell(IEnumerable<string> words) =>
        string.Join(' ', Arguments.Prepend(Program).Concat(words).Select(static word => IsPlain(word) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'"));

    /// <summary>A command line for PowerShell, which takes a quoted program for text unless it is told to call it.</summary>
    public string ForPowerShell(IEnumerable<string> words)
    {
        string line = string.Join(' ', Arguments.Prepend(Program).Concat(words).Select(static word => IsPlain(word) ? word : $"'{word.Replace("'", "''", StringComparison.Ordinal)}'"));
        return IsPlain(Program) ? line : $"& {line}";
    }

    // A link is followed by whoever starts it; on Windows permissions say nothing.
    private static bool IsProgram(FileStat? file) => file is { Kind: FileKind.SymbolicLink }
        || (file is { Kind: FileKind.Regular } regular && (OperatingSystem.IsWindows() || (regular.Permissions & MayExecute) != UnixFileMode.None));

    // A mark is empty only while its own hash is made.
    private static bool IsPlain(string word) => !word.AsSpan().ContainsAnyExcept(Plain);
}
