namespace Daybook.Durability.FileSystem;

/// <summary>The two strengths of an advisory lock.</summary>
public enum LockMode
{
    /// <summary>Any number of holders, none exclusive.</summary>
    Shared,

    /// <summary>One holder.</summary>
    Exclusive,
}
