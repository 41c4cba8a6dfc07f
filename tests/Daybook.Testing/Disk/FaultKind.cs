namespace Daybook.Testing.Disk;

/// <summary>What a fault does to the call it hits.</summary>
public enum FaultKind
{
    /// <summary>The call fails and has no effect.</summary>
    Error,

    /// <summary>A read or write moves only the first bytes and says so.</summary>
    Partial,

    /// <summary>
    /// A flush fails, and the kernel forgets that the pages were dirty but keeps them readable (ext4, xfs): a later flush
    /// succeeds although these bytes never reach the disk.
    /// </summary>
    FlushDropsPages,

    /// <summary>A flush fails and the file falls back to what was flushed last (btrfs).</summary>
    FlushReverts,
}
