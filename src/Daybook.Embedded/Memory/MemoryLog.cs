using Daybook.Durability.Locks;
using Daybook.Durability.Logs;

namespace Daybook.Embedded.Memory;

/// <summary>How every part of the engine opens the logs of memory, and the lock around what must not happen to them twice at once.</summary>
internal static class MemoryLog
{
    /// <summary>The records.</summary>
    internal static AppendLogOptions Options(MemoryPlaces places, EmbeddedOptions options) =>
        Options(places, options, places.Log, places.Watermark);

    /// <summary>What was said about them later.</summary>
    internal static AppendLogOptions Amendments(MemoryPlaces places, EmbeddedOptions options) =>
        Options(places, options, places.Amendments, places.AmendmentsWatermark);

    /// <summary>The list of the archive's segments.</summary>
    internal static AppendLogOptions SegmentList(MemoryPlaces places, EmbeddedOptions options) =>
        Options(places, options, places.SegmentList, places.SegmentListWatermark);

    /// <summary>Takes the lock by which compaction, purge and repair exclude each other.</summary>
    /// <param name="ports">The outside world.</param>
    /// <param name="places">The files.</param>
    /// <param name="options">What this process does.</param>
    /// <param name="wait">How long to wait.</param>
    /// <exception cref="Durability.Errors.LockTimeoutException">Another process kept it.</exception>
    internal static FileLock LockRewriting(EmbeddedPorts ports, MemoryPlaces places, EmbeddedOptions options, TimeSpan wait)
    {
        Durability.FileSystem.DirectoryTree.Create(ports.FileSystem, places.LockDirectory);
        return FileLock.Acquire(ports.FileSystem, places.CompactLock, wait, ports.Clock, options.HolderLabel);
    }

    private static AppendLogOptions Options(MemoryPlaces places, EmbeddedOptions options, string path, string watermark) => new()
    {
        Path = path,
        WatermarkPath = watermark,
        Root = places.Root,
        Permissions = places.LogPermissions,
        LockWait = options.LockWait,
        HolderLabel = options.HolderLabel,
    };
}
