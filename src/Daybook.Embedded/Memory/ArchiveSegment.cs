using System.IO.Compression;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>One segment of the archive as it stands on the disk: plain, or compressed a day later. Opened anew by each scan.</summary>
/// <param name="fileSystem">The disk.</param>
/// <param name="directory">The archive.</param>
/// <param name="entry">What the list says about it.</param>
/// <param name="unread">The lines that the live log has as well and that nobody can read.</param>
internal sealed class ArchiveSegment(IFileSystem fileSystem, string directory, SegmentEntry entry, UnreadLines unread)
{
    internal SegmentEntry Entry => entry;

    /// <summary>The plain file.</summary>
    internal string Path { get; } = System.IO.Path.Join(directory, entry.Segment);

    internal string GzipPath => Path + SegmentEntry.GzipSuffix;

    /// <summary>The plain file, where there is one.</summary>
    internal FileStat? FindPlain() => fileSystem.Stat(Path);

    /// <summary>The file, compressed or not; null where it is gone.</summary>
    internal FileStat? FindFile() => FindPlain() ?? fileSystem.Stat(GzipPath);

    /// <summary>The records that stand in this segment alone.</summary>
    internal MemoryScan ScanArchived(ProblemList problems) =>
        ScanForward(entry.SealedLength, problems, entry.Boundary.Archives).Telling(unread);

    /// <summary>All records up to an offset, as they stood in the log that the segment was.</summary>
    internal MemoryScan ScanAsLog(long until, ProblemList problems) => FindPlain() is null
        ? ScanForward(Math.Min(until, entry.SealedLength), problems, static _ => true)
        : ScanForward(until, problems, static _ => true);

    /// <summary>The records that stand in this segment alone, backwards from an offset; null where the segment is compressed and can only be read forward.</summary>
    internal MemoryScan? ScanArchivedBackward(long from, ProblemList problems)
    {
        if (OpenPlain() is not { } file)
        {
            return null;
        }

        long length = file.Stat().Length;
        if (length < entry.SealedLength)
        {
            problems.Add(new Problem(Path, null, length, $"the segment ends here, {entry.SealedLength - length} bytes before it should"));
        }

        return MemoryScan.Backward(file, Math.Min(length, Math.Min(from, entry.SealedLength)), problems).Owning(file, entry.Boundary.Archives).Telling(unread);
    }

    /// <summary>The records that were added to the file after it was sealed.</summary>
    internal MemoryScan ScanStragglers(ProblemList problems) => OpenPlain() is { } file
        ? MemoryScan.Forward(file, entry.SealedLength, Math.Max(entry.SealedLength, file.Stat().Length), problems).Owning(file)
        : MemoryScan.Empty(problems);

    /// <summary>Shows every line up to the sealed length.</summary>
    /// <returns>Where the last of them ends: less than the sealed length where the segment is damaged; null where it is gone.</returns>
    internal long? Visit(LineVisitor visitor)
    {
        using IFile? plain = OpenPlain();
        using IFile? compressed = plain is null ? fileSystem.OpenIfThere(GzipPath) : null;
        if ((plain ?? compressed) is not { } file)
        {
            return null;
        }

        using Stream stream = plain is null ? new GZipStream(new SequentialStream(file), CompressionMode.Decompress) : new SequentialStream(file);
        using var reader = new LineReader(stream, entry.SealedLength);
        long end = 0;
        try
        {
            while (reader.Read(out LogLine line))
            {
                visitor(line);
                end = line.End;
            }
        }
        catch (InvalidDataException)
        {
            // Where it ends tells.
        }

        return end;
    }

    private MemoryScan ScanForward(long until, ProblemList problems, Func<MemoryRecord, bool> accepts)
    {
        if (OpenPlain() is { } plain)
        {
            return MemoryScan.Forward(plain, 0, until, problems).Owning(plain, accepts);
        }

        if (fileSystem.OpenIfThere(GzipPath) is { } compressed)
        {
            var stream = new GZipStream(new SequentialStream(compressed), CompressionMode.Decompress);
            return MemoryScan.Forward(stream, GzipPath, until, problems).Owning(compressed, accepts);
        }

        problems.Add(new Problem(Path, null, null, "the archive's list names this segment, and it is gone"));
        return MemoryScan.Empty(problems);
    }

    private IFile? OpenPlain() => fileSystem.OpenIfThere(Path);
}
