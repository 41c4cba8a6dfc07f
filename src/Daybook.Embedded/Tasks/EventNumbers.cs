using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// The numbers of a journal's events, one line after the other. Each has the number after the last one, where a line that cannot be read counts as
/// one, and the first line says what was before.
/// </summary>
/// <param name="last">The number of the last event before the lines that are read.</param>
internal struct EventNumbers(long last)
{
    /// <summary>Lines behind the last event that hold none that can be read; each may have held one.</summary>
    private long unread;

    /// <summary>The number of the last event that was read.</summary>
    internal long Last { get; private set; } = last;

    /// <summary>Counts a line that cannot be read.</summary>
    internal void Pass() => unread++;

    /// <summary>Counts an event.</summary>
    internal void Take(long seq)
    {
        Last = Math.Max(Last, seq);
        unread = 0;
    }

    /// <summary>The first number that is missing before an event; null where none is. Before the first line that is not known: 0.</summary>
    internal readonly long? MissingBefore(TaskEvent happened, bool isFirst) => happened.Action switch
    {
        TaskAction.Snapshot => null,
        _ when isFirst => 0,
        _ => Last > 0 && happened.Seq > Last + unread + 1 ? Last + unread + 1 : null,
    };
}
