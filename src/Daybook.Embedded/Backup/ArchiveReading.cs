using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using Daybook.Durability.FileSystem;
using Daybook.Errors;

namespace Daybook.Embedded.Backup;

/// <summary>
/// Reads an archive and believes nothing of it: every entry must be a plain file, the one that the manifest names at that place, with its length
/// and its sum, and all of them must be there.
/// </summary>
internal sealed class ArchiveReading(IFileSystem fileSystem, string path)
{
    private const int ChunkBytes = 1 << 18;

    /// <summary>Nothing that deflate packs becomes larger than this by unpacking, but for a few bytes.</summary>
    private const long UnpackedTimesMax = 1_032;
    private const long UnpackedBytesMin = 1 << 20;

    /// <summary>Reads all of it.</summary>
    /// <param name="create">Where a file goes; null where it is only checked.</param>
    /// <param name="cancellationToken">Ends it between two pieces.</param>
    /// <returns>What was in it.</returns>
    /// <exception cref="CorruptStoreException">It is no archive, or damaged.</exception>
    /// <exception cref="NewerFormatException">A newer version wrote it.</exception>
    internal ArchiveManifest Read(Func<ArchivedFile, IFile>? create, CancellationToken cancellationToken)
    {
        using IFile file = fileSystem.Open(path, OpenMode.Read);
        try
        {
            using var stream = new SequentialStream(file);
            using var packed = new GZipStream(stream, CompressionMode.Decompress);
            var tar = new TarEntries(packed);
            ArchiveManifest manifest = ReadManifest(tar, file.Stat().Length);
            foreach (ArchivedFile expected in manifest.Files)
            {
                ReadEntry(tar, expected, create, cancellationToken);
            }

            if (tar.Next() is { } more)
            {
                throw new InvalidDataException($"its manifest does not name {more.Name}");
            }

            CheckEnd(file, tar.BytesRead);
            return manifest;
        }
        catch (Exception damage) when (damage is InvalidDataException or IOException or FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            throw new CorruptStoreException($"{path} is no archive of a store, or is damaged: {damage.Message}", damage)
            {
                Path = path,
                Hint = "take another backup; nothing was changed",
            };
        }
    }

    /// <summary>
    /// Whether gzip's end is the file's. What unpacks it compares both sums that stand there (RFC 1952), unless they are missing, and passes over
    /// what follows them: so the file's last four bytes must be the second, the length.
    /// </summary>
    private static void CheckEnd(IFile file, long unpackedBytes)
    {
        Span<byte> end = stackalloc byte[sizeof(uint)];
        file.ReadFully(end, file.Stat().Length - end.Length);
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != unchecked((uint)unpackedBytes))
        {
            throw new InvalidDataException("it is cut off, or something was added to it");
        }
    }

    private ArchiveManifest ReadManifest(TarEntries tar, long archiveBytes)
    {
        if (tar.Next() is not (ArchiveManifest.FileName, <= ArchiveManifest.BytesMaximum and var length))
        {
            throw new InvalidDataException($"it does not begin with {ArchiveManifest.FileName}");
        }

        byte[] bytes = new byte[length];
        for (int done = 0; done < bytes.Length;)
        {
            done += tar.Read(bytes.AsSpan(done));
        }

        var manifest = ArchiveManifest.Parse(bytes, path);
        return manifest.TotalBytes <= Math.Max(UnpackedBytesMin, archiveBytes * UnpackedTimesMax)
            ? manifest
            : throw new InvalidDataException($"it says that {manifest.TotalBytes} bytes are packed in {archiveBytes}, which cannot be");
    }

    private static void ReadEntry(TarEntries tar, ArchivedFile expected, Func<ArchivedFile, IFile>? create, CancellationToken cancellationToken)
    {
        (string name, long length) = tar.Next() ?? throw new InvalidDataException($"it ends before {expected.Path}");
        if (name != expected.Path || length != expected.Length)
        {
            throw new InvalidDataException($"{name} stands where {expected.Path} should, or has another length");
        }

        using IFile? target = create?.Invoke(expected);
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            long done = 0;
            for (int read = tar.Read(chunk); read > 0; read = tar.Read(chunk))
            {
                cancellationToken.ThrowIfCancellationRequested();
                sum.AppendData(chunk, 0, read);
                target?.WriteFully(chunk.AsSpan(0, read), done);
                done += read;
            }

            if (Convert.ToHexStringLower(sum.GetHashAndReset()) != expected.Sha256)
            {
                throw new InvalidDataException($"{expected.Path} is not what it was");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
