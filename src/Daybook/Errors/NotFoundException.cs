namespace Daybook.Errors;

/// <summary>There is no such record or store.</summary>
public sealed class NotFoundException : DaybookException
{
    /// <summary>Names what was looked for.</summary>
    public NotFoundException(string message)
        : base(ErrorCode.NotFound, message)
    {
    }
}
