using Daybook.Durability.Posix;

namespace Daybook.Durability.Processes;

/// <summary>
/// Finds programs on the PATH and nowhere else. The base library, told to start a bare name, looks in the working directory before it looks
/// there: whatever a repository brings along under that name would be run.
/// </summary>
public static class ProgramOnPath
{
    private const int MayExecute = 1;

    private static readonly string Suffix = OperatingSystem.IsWindows() ? ".exe" : "";

    /// <summary>The program of a name, by the first entry of the PATH that is absolute and has one that this user may run.</summary>
    /// <param name="name">The name without a folder.</param>
    /// <returns>Its absolute path; null if there is none.</returns>
    public static string? Find(string name) => Find(name, Environment.GetEnvironmentVariable("PATH") ?? "");

    /// <summary>The same on a given PATH.</summary>
    internal static string? Find(string name, string searchPath) => searchPath.Split(Path.PathSeparator)
        .Where(static folder => Path.IsPathFullyQualified(folder))
        .Select(folder => Path.Join(folder, name + Suffix))
        .FirstOrDefault(static path => File.Exists(path) && (OperatingSystem.IsWindows() || Libc.Access(path, MayExecute) == 0));
}
