using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Backup;

/// <summary>Writes an archive: a gzipped tar with plain files only, the manifest first.</summary>
internal static class ArchiveWriting
{
    /// <summary>The longest name that a plain header holds.</summary>
    private const int PlainNameBytesMax = 100;

    /// <summary>The first length that a plain header does not hold: twelve octal digits, one of which is the end.</summary>
    private const long PlainLengthEnd = 1L << 33;

    /// <summary>The last second that a plain header holds, in the year 2242: a clock may be wrong, and the manifest has the time anyway.</summary>
    private static readonly DateTimeOffset LastTime = DateTimeOffset.FromUnixTimeSeconds(PlainLengthEnd - 1);

    /// <summary>Writes it.</summary>
    /// <param name="fileSystem">Where the copy is.</param>
    /// <param name="output">The archive, empty.</param>
    /// <param name="manifest">What is in it.</param>
    /// <param name="staged">The copy.</param>
    /// <param name="cancellationToken">Ends it between two files.</param>
    internal static void Write(IFileSystem fileSystem, IFile output, ArchiveManifest manifest, StagedFiles staged, CancellationToken cancellationToken)
    {
        using var stream = new SequentialStream(output);
        using var packed = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
        using var tar = new TarWriter(packed, TarEntryFormat.Ustar, leaveOpen: true);
        using (var head = new MemoryStream(manifest.Encode()))
        {
            Add(tar, ArchiveManifest.FileName, head, isShared: false, manifest.CreatedAt);
        }

        foreach (ArchivedFile file in manifest.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using IFile content = fileSystem.Open(staged.PathOf(file.Path), OpenMode.Read);
            using var part = new FilePart(content, file.Length);
            Add(tar, file.Path, part, file.IsShared, manifest.CreatedAt);
        }
    }

    private static void Add(TarWriter tar, string name, Stream content, bool isShared, DateTimeOffset time)
    {
        bool isPlain = Encoding.UTF8.GetByteCount(name) == name.Length && name.Length <= PlainNameBytesMax && content.Length < PlainLengthEnd;
        TarEntry entry = isPlain ? new UstarTarEntry(TarEntryType.RegularFile, name) : new PaxTarEntry(TarEntryType.RegularFile, name);
        entry.Mode = isShared ? FilePermissions.SharedFile : FilePermissions.PrivateFile;
        entry.ModificationTime = time > LastTime ? LastTime : time < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : time;
        entry.DataStream = content;
        tar.WriteEntry(entry);
    }
}
