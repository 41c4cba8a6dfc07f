namespace Daybook.Operations;

/// <summary>Whether an operation has ended.</summary>
public enum OperationStatus
{
    /// <summary>It has not.</summary>
    Open,

    /// <summary>It has, whatever was added to its log since.</summary>
    Closed,
}
