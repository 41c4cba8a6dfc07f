namespace Daybook.Errors;

/// <summary>
/// The record was written but its flush failed, so it may or may not survive a power loss. <see cref="DaybookException.Id"/> is its id:
/// look it up, or repeat the call under the same id with the same content, which stores it at most once.
/// </summary>
public sealed class DurabilityUnknownException : DaybookException
{
    /// <summary>Names the record whose flush failed.</summary>
    public DurabilityUnknownException(string message, string? id, Exception? inner = null)
        : base(ErrorCode.DurabilityUnknown, message, inner)
    {
        Id = id;
        Hint = "look the id up, or repeat the call with the same id and the same content: it is stored once";
    }
}
