namespace Daybook.Durability.Errors;

/// <summary>A record is longer than a line may be; nothing was written.</summary>
public sealed class RecordTooLargeException : DurabilityException
{
    /// <summary>Names the log and both lengths, in bytes.</summary>
    public RecordTooLargeException(string path, long bytes, long maximumBytes)
        : base($"{path}: a record of {bytes} bytes is over the limit of {maximumBytes}", path)
    {
        Bytes = bytes;
        MaximumBytes = maximumBytes;
    }

    /// <summary>The record's length.</summary>
    public long Bytes { get; }

    /// <summary>The limit.</summary>
    public long MaximumBytes { get; }
}
