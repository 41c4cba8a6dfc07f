using System.Globalization;

namespace Daybook.Embedded;

/// <summary>
/// What makes the name of a temp file or folder its own: who makes it, and something that nobody can guess. So one that a killed process left is told
/// from one that is being filled.
/// </summary>
internal static class TempName
{
    private const char Separator = '-';

    /// <summary>A new one of this process.</summary>
    internal static string New(EmbeddedPorts ports)
    {
        int pid = ports.Processes.OwnPid;
        long started = ports.Processes.StartTimeOf(pid) ?? 0;
        return string.Create(CultureInfo.InvariantCulture, $"{pid}{Separator}{started}{Separator}{ports.UniqueName()}");
    }

    /// <summary>Whether a temp file is being written, or has its final name by now.</summary>
    /// <param name="ports">The outside world.</param>
    /// <param name="path">Its path. What <see cref="New"/> gave stands before the suffix.</param>
    internal static bool IsBeingWritten(EmbeddedPorts ports, string path)
    {
        ReadOnlySpan<char> name = Path.GetFileNameWithoutExtension(path.AsSpan());
        return IsBeingMade(ports, path, name[(name.LastIndexOf('.') + 1)..]);
    }

    /// <summary>Whether a temp file or folder is being made, or has its final name by now.</summary>
    /// <param name="ports">The outside world.</param>
    /// <param name="path">Its path.</param>
    /// <param name="text">What <see cref="New"/> gave for it; a text of another form tells of no maker.</param>
    internal static bool IsBeingMade(EmbeddedPorts ports, string path, ReadOnlySpan<char> text) =>
        // In this order: the maker may get done between the looks.
        IsMakerAlive(ports, text) || ports.FileSystem.Stat(path) is null;

    private static bool IsMakerAlive(EmbeddedPorts ports, ReadOnlySpan<char> text)
    {
        int first = text.IndexOf(Separator);
        int second = first < 0 ? -1 : text[(first + 1)..].IndexOf(Separator);
        return second >= 0
            && int.TryParse(text[..first], NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
            && long.TryParse(text.Slice(first + 1, second), NumberStyles.None, CultureInfo.InvariantCulture, out long started)
            && ports.Processes.StartTimeOf(pid) == started;
    }
}
