using System.Globalization;

namespace Daybook.Embedded.Runs;

/// <summary>
/// How long doctor leaves alone what other programs may be about to complete: in a shared folder they make a folder first and its record
/// later, and take no lock.
/// </summary>
internal sealed class RunGrace(EmbeddedPorts ports)
{
    private const string FixCommand = "daybook doctor runs --fix";

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    /// <summary>Whether a file or folder changed so short a time ago that it is left alone.</summary>
    internal bool Covers(string path) => RestOf(path) is not null;

    /// <summary>What whoever wants it mended has to do: run the command, or wait first.</summary>
    internal string AdviceFor(string path) => RestOf(path) is { } rest
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"wait {Math.Ceiling(rest.TotalMinutes)} min and run {FixCommand} again: it changed less than {Length.TotalMinutes} min ago, and the other system, which takes no lock, may still be writing")
        : FixCommand;

    private TimeSpan? RestOf(string path) =>
        ports.FileSystem.Stat(path) is { } there && Length - (ports.Time.GetUtcNow() - there.Modified) is var rest && rest > TimeSpan.Zero ? rest : null;
}
