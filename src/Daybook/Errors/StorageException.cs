namespace Daybook.Errors;

/// <summary>The disk refused: full, read-only, no permission, an I/O error, an unsafe file. Nothing was stored.</summary>
public sealed class StorageException : DaybookException
{
    /// <summary>Says what was tried on which file; <paramref name="inner"/> is what the layer below reported.</summary>
    public StorageException(string message, Exception? inner = null)
        : base(ErrorCode.Storage, message, inner)
    {
    }
}
