namespace Daybook.Durability.Errors;

/// <summary>
/// The bytes were written but the flush failed: whether they survive a power loss is unknown. Look them up after reopening, or
/// repeat the append; the flush itself is never retried, because the kernel may have dropped the pages and would report success.
/// </summary>
public sealed class FlushFailedException : DurabilityException
{
    /// <summary>Names the file and the system's answer.</summary>
    public FlushFailedException(string path, Exception inner)
        : base($"{path}: the flush failed, so it is unknown whether the last record survives a power loss ({inner.Message})", path, inner)
    {
    }
}
