namespace Daybook.Durability.Integrity;

/// <summary>What a line's seal says.</summary>
public enum SealState
{
    /// <summary>The line carries no seal: another program or an older version wrote it.</summary>
    Unsealed,

    /// <summary>The sum is right: these are the bytes that were written.</summary>
    Intact,

    /// <summary>The sum is wrong: the bytes changed after they were written.</summary>
    Altered,
}
