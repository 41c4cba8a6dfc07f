using System.Diagnostics.CodeAnalysis;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;

namespace Daybook.Embedded.Memory;

/// <summary>
/// Tells of most ids that no line of the log has them, without reading it: an import would otherwise read the whole log for each record. A process
/// that asks often keeps the sums of the ids, in a fixed number of bytes, and reads only what was appended since. Used under the log's lock only.
/// </summary>
internal sealed class IdFilter
{
    /// <summary>Taking in the ids costs as much as looking for so many of them in the log itself, and most processes ask for one.</summary>
    private const int QuestionsBefore = 8;

    private const long RoomMinimum = 1 << 20;

    /// <summary>The end of a line says by its checksum which one it is.</summary>
    private const int TailBytes = 32;

    private int questions;
    private IdSketch? sketch;
    private ulong identity;
    private long room;
    private long seen;
    private long lastFound;
    private byte[] tail = [];

    /// <summary>Whether a line of the file may have this id; false is certain.</summary>
    internal bool MayHold(LogView view, string id)
    {
        if (questions < QuestionsBefore)
        {
            questions++;
            return true;
        }

        CatchUp(view);
        return sketch.MayHold(LineId.HashOf(id));
    }

    /// <summary>
    /// Where to begin to look for an id that a line may have: whoever brings records again mostly brings them in their order. At the start where several
    /// lines may have it, since the first one counts.
    /// </summary>
    internal long StartFor(string id) => sketch is { } ids && !ids.Suspects.Contains(LineId.HashOf(id)) ? lastFound : 0;

    /// <summary>Notes on which line an id was found.</summary>
    internal void NoteFound(long offset) => lastFound = offset;

    /// <summary>Forgets everything; the next question reads the log again.</summary>
    internal void Invalidate() => sketch = null;

    [MemberNotNull(nameof(sketch))]
    private void CatchUp(LogView view)
    {
        // A tail that was cut off and written again, with other lines, may be as long as before.
        if (sketch is null || view.Identity != identity || view.Length < seen || view.Length > room || !TailOf(view.File, seen).SequenceEqual(tail))
        {
            identity = view.Identity;
            room = Math.Max(view.Length * 2, RoomMinimum);
            sketch = new IdSketch(room);
            seen = lastFound = 0;
        }

        if (seen < view.Length)
        {
            using var reader = new LineReader(view.File, seen, view.Length);
            while (reader.Read(out LogLine line))
            {
                sketch.Add(line);
            }

            seen = view.Length;
            tail = TailOf(view.File, seen);
        }
    }

    private static byte[] TailOf(IFile file, long end)
    {
        byte[] bytes = new byte[Math.Min(end, TailBytes)];
        int read = file.ReadFully(bytes, end - bytes.Length);
        return bytes[..read];
    }
}
