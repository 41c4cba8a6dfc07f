namespace Daybook.Errors;

/// <summary>Another process held a lock for longer than the caller would wait. Nothing was written.</summary>
public sealed class BusyException : DaybookException
{
    /// <summary>Names the lock, the wait and, where known, the holder.</summary>
    public BusyException(string message, Exception? inner = null)
        : base(ErrorCode.Busy, message, inner)
    {
    }
}
