namespace Daybook.Errors;

/// <summary>What the caller gave cannot be accepted. Nothing was written.</summary>
public sealed class InvalidInputException : DaybookException
{
    /// <summary>Names the field and what is wrong with it.</summary>
    public InvalidInputException(string message, Exception? inner = null)
        : base(ErrorCode.Usage, message, inner)
    {
    }
}
