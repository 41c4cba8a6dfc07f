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

    /// <summary>Whether the process that made it still is there; false for a name of another form.</summary>
    /// <param name="ports">The outside world.</param>
    /// <param name="text">A text that <see cref="New"/> gave.</param>
    internal static bool IsMakerAlive(EmbeddedPorts ports, ReadOnlySpan<char> text)
    {
        int first = text.IndexOf(Separator);
        int second = first < 0 ? -1 : text[(first + 1)..].IndexOf(Separator);
        return second >= 0
            && int.TryParse(text[..first], NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
            && long.TryParse(text.Slice(first + 1, second), NumberStyles.None, CultureInfo.InvariantCulture, out long started)
            && ports.Processes.StartTimeOf(pid) == started;
    }

    /// <summary>Whether a temp file that was named by <see cref="New"/>, before its suffix, is being written.</summary>
    internal static bool IsBeingWritten(EmbeddedPorts ports, string path)
    {
        ReadOnlySpan<char> name = Path.GetFileNameWithoutExtension(path.AsSpan());
        return IsMakerAlive(ports, name[(name.LastIndexOf('.') + 1)..]);
    }
}
