namespace Daybook.Errors;

/// <summary>Stored bytes that the call cannot do without cannot be understood.</summary>
public sealed class CorruptStoreException : DaybookException
{
    /// <summary>Says what is wrong with which file.</summary>
    public CorruptStoreException(string message, Exception? inner = null)
        : base(ErrorCode.Corrupt, message, inner)
    {
    }
}
