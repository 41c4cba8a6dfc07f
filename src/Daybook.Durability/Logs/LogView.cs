using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Logs;

/// <summary>
/// The log as an entry sees it while it decides: under the lock, so that nobody else appends meanwhile. Entries of the same
/// batch that decided earlier are not in the file yet; they start at or after <see cref="Length"/>.
/// </summary>
public sealed class LogView
{
    internal LogView(IFile file, ulong identity, long length)
    {
        File = file;
        Identity = identity;
        Length = length;
        NextOffset = length;
    }

    /// <summary>The open log, for reading only.</summary>
    public IFile File { get; }

    /// <summary>Names this file in this boot; when it differs, what was remembered of the log's content is void.</summary>
    public ulong Identity { get; }

    /// <summary>The bytes in the file.</summary>
    public long Length { get; }

    /// <summary>Where this entry's line will start if it writes one.</summary>
    public long NextOffset { get; internal set; }
}
