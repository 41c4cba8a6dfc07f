using Daybook.Durability.Logs;

namespace Daybook.Embedded.Memory;

/// <summary>How every part of the engine opens the memory log.</summary>
internal static class MemoryLog
{
    internal static AppendLogOptions Options(MemoryPlaces places, EmbeddedOptions options) => new()
    {
        Path = places.Log,
        WatermarkPath = places.Watermark,
        Root = places.Root,
        Permissions = places.LogPermissions,
        LockWait = options.LockWait,
        HolderLabel = options.HolderLabel,
    };
}
