using System.Buffers;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Tasks;

/// <summary>Adds to the index what the history has and the index has not. Used under the lock of the tasks only.</summary>
internal sealed class FinishedIndexWriting(IFileSystem fileSystem, TaskPlaces places)
{
    private const int EntriesPerWrite = 7_000;

    /// <summary>Brings the index up to date. That the disk refuses costs later readers time and nothing else.</summary>
    internal void CatchUp()
    {
        try
        {
            Extend();
        }
        catch (FileSystemException)
        {
        }
    }

    private void Extend()
    {
        using IFile file = fileSystem.Open(places.FinishedIndex, OpenMode.OpenOrCreate);
        using FinishedIndex index = FinishedIndex.Open(fileSystem, places);
        index.Scan(FinishedPattern.None, static _ => { });
        if (index.IsOverrun)
        {
            file.Truncate(0);
            index.Scan(FinishedPattern.None, static _ => { });
        }

        long end = index.Count * FinishedEntry.Bytes;
        if (file.Stat().Length > end)
        {
            file.Truncate(end);
        }

        var output = new ArrayBufferWriter<byte>();
        index.ScanRest((month, line, offset) =>
        {
            if (HistoryLine.Read(line, out _) is not { } task)
            {
                return;
            }

            new FinishedEntry(FinishedKey.Of(task.Id), month, offset, line.Length).Write(output.GetSpan(FinishedEntry.Bytes));
            output.Advance(FinishedEntry.Bytes);
            if (output.WrittenCount >= EntriesPerWrite * FinishedEntry.Bytes)
            {
                file.WriteFully(output.WrittenSpan, end);
                end += output.WrittenCount;
                output.ResetWrittenCount();
            }
        });
        file.WriteFully(output.WrittenSpan, end);
    }
}
