namespace Daybook.Errors;

/// <summary>What kind of failure a caller has to deal with. <see cref="ErrorTable"/> gives each its name and numbers.</summary>
public enum ErrorCode
{
    /// <summary>A check ran to its end and found something.</summary>
    CheckFailed,

    /// <summary>The call itself is wrong: a bad option, an invalid id, a record that no store may hold. Nothing was written.</summary>
    Usage,

    /// <summary>There is no such record or store.</summary>
    NotFound,

    /// <summary>The state of things forbids it: another content under the same id, an ambiguous prefix, a live lease.</summary>
    Conflict,

    /// <summary>Stored bytes cannot be understood.</summary>
    Corrupt,

    /// <summary>The store was written by a newer version.</summary>
    NewerFormat,

    /// <summary>The disk refused: full, read-only, no permission, an I/O error, an unsafe file. Nothing was stored.</summary>
    Storage,

    /// <summary>The record was written but its flush failed, so it may or may not survive a power loss.</summary>
    DurabilityUnknown,

    /// <summary>Another process held a lock for longer than the caller would wait.</summary>
    Busy,

    /// <summary>A remote part did not answer.</summary>
    Unreachable,

    /// <summary>A defect of Daybook.</summary>
    Internal,

    /// <summary>The user stopped it.</summary>
    Interrupted,
}
