namespace Daybook.Durability.Errors;

/// <summary>An earlier flush of this log failed; nothing was written, and every append fails until the log is reopened.</summary>
public sealed class LogFaultedException : DurabilityException
{
    /// <summary>Names the file and the failure that came first.</summary>
    public LogFaultedException(string path, Exception first)
        : base($"{path}: an earlier flush failed; reopen the log before appending again ({first.Message})", path, first)
    {
    }
}
