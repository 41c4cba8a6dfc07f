using System.Buffers;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// Adds finished tasks to the history. The journal has them already, so nothing here waits for the disk until a checkpoint is to forget
/// them. Used under the lock of the tasks only.
/// </summary>
internal sealed class HistoryWriting(EmbeddedPorts ports, TaskPlaces places) : IDisposable
{
    private readonly SealedJson lines = new();
    private long verified;

    /// <summary>Adds those tasks that are not there yet.</summary>
    /// <param name="finished">Tasks that were finished, among them all that were since the checkpoint.</param>
    /// <param name="known">The number up to which everything finished is certainly in the history.</param>
    /// <returns>Whether a month began with one of them, so that those before it are over.</returns>
    internal bool Append(IReadOnlyCollection<TaskRecord> finished, long known)
    {
        long from = Math.Max(verified, known);
        TaskRecord[] candidates = [.. finished.Where(task => task.Seq > from).OrderBy(static task => task.Seq)];
        bool isAppended = false;
        bool hasBegun = false;
        foreach (IGrouping<HistoryMonth, TaskRecord> month in candidates.GroupBy(static task => HistoryMonth.Of(task.CompletedAt ?? task.CreatedAt)))
        {
            EndTornTail(month.Key);
            HashSet<(long Seq, string? Task)> present = EventsAfter(month.Key, from);
            TaskRecord[] missing = [.. month.Where(task => !present.Contains((task.Seq, task.Id)))];
            if (missing.Length > 0)
            {
                hasBegun |= ports.FileSystem.Stat(month.Key.PlainPath(places.History)) is null;
                Append(month.Key, missing);
                isAppended = true;
            }
        }

        if (isAppended)
        {
            new FinishedIndexWriting(ports.FileSystem, places).CatchUp();
        }

        verified = candidates.Length == 0 ? verified : candidates[^1].Seq;
        return hasBegun;
    }

    /// <summary>Makes everything in the history durable.</summary>
    internal void Flush()
    {
        IReadOnlyList<HistoryMonth> months = HistoryMonth.All(ports.FileSystem, places.History);
        foreach (HistoryMonth month in months)
        {
            if (ports.FileSystem.Stat(month.PlainPath(places.History)) is not null)
            {
                using IFile file = ports.FileSystem.Open(month.PlainPath(places.History), OpenMode.ReadWrite);
                Flush(file);
            }
        }

        if (months.Count > 0)
        {
            DirectoryTree.Sync(ports.FileSystem, places.History, places.Root);
        }
    }

    public void Dispose() => lines.Dispose();

    private void Flush(IFile file)
    {
        try
        {
            UnflushedFile.FlushOrWriteAgain(ports.FileSystem, file);
        }
        catch (FileSystemException)
        {
            // What was added may be gone, so the next time looks for it.
            verified = 0;
            throw;
        }
    }

    /// <summary>The lines are in the order of their numbers but for some that a power loss took and that were added again.</summary>
    private HashSet<(long Seq, string? Task)> EventsAfter(HistoryMonth month, long seq)
    {
        var events = new HashSet<(long Seq, string? Task)>();
        using HistoryReading reading = HistoryReading.Open(ports.FileSystem, places.History, month);
        reading.Backward((line, _) =>
        {
            long found = Durability.Integrity.SealedLine.Check(line) == Durability.Integrity.SealState.Intact ? HistoryLine.SeqOf(line) : long.MaxValue;
            events.Add((found, HistoryLine.IdOf(line) ?? HistoryLine.Read(line, out string? _)?.Id));
            return found > seq;
        });
        return events;
    }

    /// <summary>
    /// Ends a line that a crash left without its newline, before anybody looks for what is missing: readers pass over such a line, and one
    /// that lacks the newline only would be appended a second time.
    /// </summary>
    private void EndTornTail(HistoryMonth month)
    {
        string path = month.PlainPath(places.History);
        if (ports.FileSystem.Stat(path) is not { Length: > 0 } there)
        {
            return;
        }

        using IFile file = ports.FileSystem.Open(path, OpenMode.Append);
        Span<byte> last = stackalloc byte[1];
        if (file.ReadFully(last, there.Length - 1) == 1 && last[0] != (byte)'\n')
        {
            file.WriteFully("\n"u8, there.Length);
        }
    }

    private void Append(HistoryMonth month, TaskRecord[] tasks)
    {
        DirectoryTree.Create(ports.FileSystem, places.History);
        string path = month.PlainPath(places.History);
        using IFile file = ports.FileSystem.Open(path, OpenMode.Append);
        long length = file.Stat().Length;
        var output = new ArrayBufferWriter<byte>();
        foreach (TaskRecord task in tasks)
        {
            lines.Write(task, path, output);
            output.Write("\n"u8);
            if (output.WrittenCount >= LogLimits.LineBytesMaximum)
            {
                file.WriteFully(output.WrittenSpan, length);
                length += output.WrittenCount;
                output.ResetWrittenCount();
            }
        }

        file.WriteFully(output.WrittenSpan, length);
    }
}
