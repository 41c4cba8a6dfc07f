using Daybook.Durability.FileSystem;
using Daybook.Errors;

namespace Daybook.Embedded.Memory;

/// <summary>Where the files of memory are.</summary>
internal sealed record MemoryPlaces
{
    /// <summary>The folder that Daybook's own tree starts with.</summary>
    internal required string Root { get; init; }

    /// <summary>The folder of the log.</summary>
    internal required string Directory { get; init; }

    /// <summary>Locks and the watermark.</summary>
    internal required string LockDirectory { get; init; }

    /// <summary>Bytes that a repair took out.</summary>
    internal required string QuarantineDirectory { get; init; }

    /// <summary>Where <see cref="Amendments"/> and <see cref="ArchiveDirectory"/> are: not among the files of another system.</summary>
    internal required string OwnDirectory { get; init; }

    internal string Log => Path.Join(Directory, FoundingMemory.FileName);

    internal string Watermark => Path.Join(LockDirectory, "memory.watermark");

    /// <summary>What was said later about records: forgotten, superseded.</summary>
    internal string Amendments => Path.Join(OwnDirectory, "amendments.jsonl");

    internal string AmendmentsWatermark => Path.Join(LockDirectory, "memory.amendments.watermark");

    /// <summary>Sealed segments and their list.</summary>
    internal string ArchiveDirectory => Path.Join(OwnDirectory, "archive");

    internal string SegmentList => Path.Join(ArchiveDirectory, "segments.jsonl");

    internal string SegmentListWatermark => Path.Join(LockDirectory, "memory.segments.watermark");

    /// <summary>By which compaction, purge and repair exclude each other.</summary>
    internal string CompactLock => Path.Join(LockDirectory, "memory.compact.lock");

    /// <summary>The places of a store's own memory.</summary>
    internal static MemoryPlaces InStore(string folder, StoreFile store)
    {
        string relative = store.Kinds.TryGetValue(Daybook.Memory.MemoryRecord.KindName, out KindPlace? place) ? place.Path : "memory";
        string directory = Path.GetFullPath(relative, folder);
        if (!directory.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new CorruptStoreException($"{Path.Join(folder, StoreFile.FileName)} puts memory at {relative}, outside the store")
            {
                Path = Path.Join(folder, StoreFile.FileName),
                Hint = "give kinds.memory.path a folder inside the store",
            };
        }

        return new MemoryPlaces
        {
            Root = folder,
            Directory = directory,
            OwnDirectory = directory,
            LockDirectory = StoreLayout.LockDirectory(folder),
            QuarantineDirectory = StoreLayout.QuarantineDirectory(folder),
        };
    }

    /// <summary>The places beside a memory file that is shared with the founding system.</summary>
    internal static MemoryPlaces InFoundingFolder(string folder)
    {
        string state = Path.Join(folder, StoreLayout.StateFolderName);
        return new MemoryPlaces
        {
            Root = folder,
            Directory = folder,
            OwnDirectory = state,
            LockDirectory = StoreLayout.LockDirectory(state),
            QuarantineDirectory = StoreLayout.QuarantineDirectory(state),
        };
    }

    /// <summary>Opens the log for reading; null if nothing was ever written. A symbolic link in place of the folder inside a store is refused.</summary>
    internal IFile? OpenForReading(IFileSystem fileSystem)
    {
        FileKind? kind = fileSystem.Stat(Directory)?.Kind;
        if (kind is not (null or FileKind.Directory) && Directory != Root)
        {
            throw new Daybook.Durability.Errors.UnsafeFileException(Directory, kind.Value);
        }

        return fileSystem.Stat(Log) is null ? null : fileSystem.Open(Log, OpenMode.Read);
    }
}
