namespace Daybook.Durability.Errors;

/// <summary>Another program put another file in the log's place, or cut it, while it was being rewritten. Nothing was changed.</summary>
public sealed class LogReplacedException : DurabilityException
{
    /// <summary>Names the log.</summary>
    public LogReplacedException(string path)
        : base($"another program replaced {path} while it was read to be rewritten; nothing was changed", path)
    {
    }
}
