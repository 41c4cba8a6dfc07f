using Daybook.Durability.FileSystem;

namespace Daybook.Testing.Disk;

/// <summary>
/// A file or directory as it stands on the medium. Never changed. Permissions and owner are taken as durable at once: no promise
/// rests on their flush.
/// </summary>
internal sealed record DiskNode
{
    private static readonly FileContent NoBytes = FileContent.Empty();

    internal required FileKind Kind { get; init; }

    internal required ulong Number { get; init; }

    internal required long Birth { get; init; }

    internal required UnixFileMode Permissions { get; init; }

    internal required uint User { get; init; }

    internal required uint Group { get; init; }

    internal required DateTimeOffset Modified { get; init; }

    /// <summary>The bytes of a regular file, the target of a symbolic link.</summary>
    internal FileContent Content { get; init; } = NoBytes;

    internal EntryTable Entries { get; init; } = EntryTable.Empty;
}
