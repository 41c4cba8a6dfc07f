using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Logs;

/// <summary>Where a log lives and how it waits.</summary>
public sealed record AppendLogOptions
{
    /// <summary>The wait for another process that is used when nothing else is said: 10 seconds.</summary>
    public static readonly TimeSpan DefaultLockWait = TimeSpan.FromSeconds(10);

    /// <summary>The log's file, an absolute path. It and its directory are created by the first append, not before.</summary>
    public required string Path { get; init; }

    /// <summary>The watermark's file, which every process that appends must name alike. Never deleted while the log lives.</summary>
    public required string WatermarkPath { get; init; }

    /// <summary>The directory at or above the log where Daybook's own tree starts; names from here down are made durable.</summary>
    public required string Root { get; init; }

    /// <summary>The permissions of a log that the first append creates.</summary>
    public UnixFileMode Permissions { get; init; } = FilePermissions.PrivateFile;

    /// <summary>How long an append waits for the lock of another process before it fails with nothing written.</summary>
    public TimeSpan LockWait { get; init; } = DefaultLockWait;

    /// <summary>What this process does, for the messages of those who wait for it; a few words.</summary>
    public string HolderLabel { get; init; } = "";
}
