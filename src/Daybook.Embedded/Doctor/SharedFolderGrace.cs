using System.Globalization;

namespace Daybook.Embedded.Doctor;

/// <summary>
/// How long doctor leaves alone what other programs may be about to complete: in a folder that they share they make a folder first and its record
/// later, or a line in two writes, and take no lock.
/// </summary>
/// <param name="ports">The outside world.</param>
/// <param name="fixCommand">What mends what has stood for longer.</param>
internal sealed class SharedFolderGrace(EmbeddedPorts ports, string fixCommand)
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    /// <summary>Whether a file or folder changed so short a time ago that it is left alone.</summary>
    internal bool Covers(string path) => RestOf(path) is not null;

    /// <summary>What whoever wants it mended has to do: run the command, or wait first.</summary>
    internal string AdviceFor(string path) => RestOf(path) is { } rest
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"wait {Math.Ceiling(rest.TotalMinutes)} min and run {fixCommand} again: it changed less than {Length.TotalMinutes} min ago, "
            + $"and the other system, which takes no lock, may still be writing")
        : fixCommand;

    private TimeSpan? RestOf(string path) =>
        ports.FileSystem.Stat(path) is { } there && Length - (ports.Time.GetUtcNow() - there.Modified) is var rest && rest > TimeSpan.Zero ? rest : null;
}
