using System.Buffers;
using System.IO.Compression;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;

namespace Daybook.Embedded.Memory;

/// <summary>
/// Compresses segments that nobody has added to for a day: by then no writer of another program still has one open. The plain file
/// goes only when the compressed one is durable. Every byte up to the sealed length stays.
/// </summary>
internal sealed class SegmentCompression(EmbeddedPorts ports, MemoryPlaces places)
{
    private const int ChunkBytes = 256 << 10;

    private static readonly TimeSpan AgeMinimum = TimeSpan.FromDays(1);

    private readonly AtomicFile files = new(ports.FileSystem, ports.NewTempName);

    /// <summary>Compresses what is due. Under the lock of <see cref="MemoryLog.LockRewriting"/>.</summary>
    internal void CompressAged()
    {
        IReadOnlyList<ArchiveSegment> segments =
            MemoryHistory.FindSegments(ports.FileSystem, places, ports.FileSystem.Stat(places.Log), new ProblemList());
        foreach (ArchiveSegment segment in segments)
        {
            if (segment.FindPlain() is { } plain && IsAged(segment.Entry, plain))
            {
                Compress(segment);
            }
        }
    }

    /// <summary>Writes a segment anew, plain or compressed, with other bytes in place of some lines.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mender">Replaces a line by one of exactly its length, or keeps it. All replacements are held in memory.</param>
    /// <returns>How many lines were replaced; without any nothing is written.</returns>
    /// <exception cref="InvalidDataException">The compressed bytes are damaged; nothing was changed.</exception>
    internal int Rewrite(string path, LineMender mender)
    {
        List<(long Offset, byte[] Bytes)> spans = FindSpans(path, mender);
        if (spans.Count > 0)
        {
            files.Write(path, file => CopyPatched(path, spans, file), FilePermissions.PrivateFile);
        }

        return spans.Count;
    }

    /// <summary>Writes a compressed segment out again and removes it.</summary>
    /// <exception cref="InvalidDataException">The compressed bytes are damaged; nothing was changed.</exception>
    internal void Expand(string gzipPath, string plainPath)
    {
        files.Write(
            plainPath,
            target =>
            {
                using IFile file = ports.FileSystem.Open(gzipPath, OpenMode.Read);
                using var source = new GZipStream(new SequentialStream(file), CompressionMode.Decompress);
                source.CopyTo(new SequentialStream(target), ChunkBytes);
            },
            FilePermissions.PrivateFile);
        ports.FileSystem.Delete(gzipPath);
        ports.FileSystem.SyncDirectory(places.ArchiveDirectory);
    }

    private bool IsAged(SegmentEntry entry, FileStat plain)
    {
        DateTimeOffset named = entry.NamedAt();
        DateTimeOffset last = plain.Modified > named ? plain.Modified : named;
        return plain.Length == entry.SealedLength && ports.Time.GetUtcNow() - last > AgeMinimum;
    }

    private void Compress(ArchiveSegment segment)
    {
        using IFile plain = ports.FileSystem.Open(segment.Path, OpenMode.Read);
        if (!plain.TryLock(LockMode.Exclusive))
        {
            return;
        }

        files.Write(
            segment.GzipPath,
            file =>
            {
                using var stream = new GZipStream(new SequentialStream(file), CompressionLevel.Optimal);
                using var source = new SequentialStream(plain);
                source.CopyTo(stream, ChunkBytes);
            },
            plain.Stat().Permissions);
        if (plain.Stat().Length == segment.Entry.SealedLength)
        {
            ports.FileSystem.Delete(segment.Path);
            ports.FileSystem.SyncDirectory(places.ArchiveDirectory);
        }
    }

    private static Stream OpenStream(IFile file, string path, CompressionMode mode)
    {
        var stream = new SequentialStream(file);
        return !path.EndsWith(SegmentEntry.GzipSuffix, StringComparison.Ordinal) ? stream
            : mode == CompressionMode.Decompress ? new GZipStream(stream, mode)
            : new GZipStream(stream, CompressionLevel.Optimal);
    }

    private List<(long Offset, byte[] Bytes)> FindSpans(string path, LineMender mender)
    {
        var spans = new List<(long Offset, byte[] Bytes)>();
        using IFile file = ports.FileSystem.Open(path, OpenMode.Read);
        using Stream stream = OpenStream(file, path, CompressionMode.Decompress);
        using var reader = new LineReader(stream, long.MaxValue);
        var replacement = new ArrayBufferWriter<byte>();
        while (reader.Read(out LogLine line))
        {
            replacement.ResetWrittenCount();
            if (mender(line, replacement) == LineVerdict.Replace)
            {
                spans.Add((line.Offset, replacement.WrittenSpan.ToArray()));
            }
        }

        return spans;
    }

    private void CopyPatched(string path, List<(long Offset, byte[] Bytes)> spans, IFile target)
    {
        using IFile file = ports.FileSystem.Open(path, OpenMode.Read);
        using Stream source = OpenStream(file, path, CompressionMode.Decompress);
        using Stream output = OpenStream(target, path, CompressionMode.Compress);
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        long position = 0;
        foreach ((long offset, byte[] bytes) in spans.Append((long.MaxValue, [])))
        {
            // What stands before the line goes over as it is, then the line's new bytes, while its old ones are passed over.
            position += Copy(source, output, offset - position, chunk);
            output.Write(bytes);
            position += Copy(source, Stream.Null, bytes.Length, chunk);
        }

        ArrayPool<byte>.Shared.Return(chunk);
    }

    private static long Copy(Stream source, Stream output, long length, byte[] chunk)
    {
        long copied = 0;
        while (copied < length && source.Read(chunk.AsSpan(0, (int)Math.Min(chunk.Length, length - copied))) is int read and > 0)
        {
            output.Write(chunk.AsSpan(0, read));
            copied += read;
        }

        return copied;
    }
}
