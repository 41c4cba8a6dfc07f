using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;

namespace Daybook.Durability.Logs;

/// <summary>
/// Overwrites whole lines where they stand: the file, its length and every other offset stay, so that whoever has it open, in
/// whatever program, goes on undisturbed. Each line is first filled with <see cref="Filler"/> and flushed, and only then written
/// anew: a write that is torn between two JSON objects can be a third one, between an object and the filler never. A crash leaves
/// a line old, new or no object at all; doing it again finishes. Must not run beside a rewrite of the same log.
/// </summary>
/// <param name="fileSystem">The disk.</param>
/// <param name="clock">Measures and sleeps bounded waits.</param>
/// <param name="time">Dates the note by which others can name us while they wait.</param>
public sealed class LineOverwriter(IFileSystem fileSystem, IMonotonicClock clock, TimeProvider time)
{
    /// <summary>What a line is filled with before it is written anew.</summary>
    public const byte Filler = (byte)'#';

    private readonly RetryingFileSystem disk = new(fileSystem);

    /// <summary>
    /// Overwrites lines of a log that others append to. They wait only while the new bytes are written and flushed. When it returns
    /// the old bytes are gone from the file, also after a power loss.
    /// </summary>
    /// <param name="options">Where the log lives; one that is not there has no lines.</param>
    /// <param name="mender">Replaces a line by one of exactly its length, or keeps it. All replacements are held in memory.</param>
    /// <returns>How many lines were overwritten.</returns>
    /// <exception cref="LockTimeoutException">The lock stayed with another process; nothing changed.</exception>
    /// <exception cref="LogReplacedException">Another program replaced the log meanwhile; nothing changed.</exception>
    /// <exception cref="DurabilityException">The disk refused or the flush failed; some lines may be overwritten. Do it again.</exception>
    public int OverwriteLog(AppendLogOptions options, LineMender mender)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(mender);
        if (disk.Stat(options.Path) is null)
        {
            return 0;
        }

        using var metrics = new DurabilityMetrics();
        using var writer = new LogWriter(disk, options, clock, time, metrics);
        using IFile log = disk.Open(options.Path, OpenMode.Read);
        FileStat expected = log.Stat();
        var found = new List<(long Offset, byte[] Bytes)>();
        long seen = Collect(log, 0, writer.MeasureWhole(expected), isWhole: false, mender, found);
        long length = writer.LockSettled(expected);
        Collect(log, seen, length, isWhole: true, mender, found);
        if (found.Count > 0)
        {
            writer.Overwrite_NeedsLock(found);
        }

        return found.Count;
    }

    /// <summary>Overwrites lines of a file that nobody appends to by our protocol. When it returns the old bytes are gone from it, also after a power loss.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mender">Replaces a line by one of exactly its length, or keeps it. All replacements are held in memory.</param>
    /// <param name="lockWait">How long the file's lock is waited for.</param>
    /// <returns>How many lines were overwritten.</returns>
    /// <exception cref="LockTimeoutException">The lock stayed with another process; nothing changed.</exception>
    /// <exception cref="FlushFailedException">A write or flush failed; some lines may be overwritten. Do it again.</exception>
    /// <exception cref="FileSystemException">The file cannot be read; nothing changed.</exception>
    public int OverwriteFile(string path, LineMender mender, TimeSpan lockWait)
    {
        ArgumentNullException.ThrowIfNull(mender);
        using IFile file = disk.Open(path, OpenMode.ReadWrite);
        if (!LockWait.TryLock(file, LockMode.Exclusive, lockWait, clock))
        {
            throw new LockTimeoutException(path, lockWait, holder: null);
        }

        var found = new List<(long Offset, byte[] Bytes)>();
        Collect(file, 0, file.Stat().Length, isWhole: true, mender, found);
        if (found.Count > 0)
        {
            try
            {
                Write(file, found, isFiller: true);
                file.Flush();
                Write(file, found, isFiller: false);
                file.Flush();
            }
            catch (FileSystemException failure)
            {
                throw new FlushFailedException(path, failure);
            }
        }

        return found.Count;
    }

    /// <summary>Writes spans, or filler in their places.</summary>
    internal static void Write(IFile file, IReadOnlyList<(long Offset, byte[] Bytes)> spans, bool isFiller)
    {
        foreach ((long offset, byte[] bytes) in spans)
        {
            byte[] written = bytes;
            if (isFiller)
            {
                written = new byte[bytes.Length];
                written.AsSpan().Fill(Filler);
            }

            file.WriteFully(written, offset);
        }
    }

    private static long Collect(IFile log, long from, long until, bool isWhole, LineMender mender, List<(long Offset, byte[] Bytes)> found)
    {
        var replacement = new LogBuffer();
        using var reader = new LineReader(log, from, until);
        long end = from;
        while (reader.Read(out LogLine line) && (isWhole || line.Ending != LineEnding.None))
        {
            end = line.End;
            if (IsReplaced(line, mender, replacement))
            {
                found.Add((line.Offset, replacement.Written.ToArray()));
            }
        }

        return end;
    }

    private static bool IsReplaced(LogLine line, LineMender mender, LogBuffer replacement)
    {
        replacement.CutTo(0);
        if (line.IsTooLong || mender(line, replacement) != LineVerdict.Replace)
        {
            return false;
        }

        return replacement.Length == line.Bytes.Length
            ? true
            : throw new ArgumentException("A line is overwritten by one of exactly its length.");
    }
}
