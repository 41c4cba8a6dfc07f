namespace Daybook.Embedded.Backup;

/// <summary>What to restore, and where.</summary>
public sealed record RestoreOptions
{
    /// <summary>The archive, an absolute path.</summary>
    public required string Archive { get; init; }

    /// <summary>The store that is to be, an absolute path.</summary>
    public required string Store { get; init; }

    /// <summary>Whether a store that stands there is moved aside. It is never removed.</summary>
    public bool Replace { get; init; }

    /// <summary>The work tree that the caller stands in, for operations that do not stand in the store.</summary>
    public string? WorkTree { get; init; }

    /// <summary>How long to wait for those who write the store that is replaced.</summary>
    public TimeSpan LockWait { get; init; } = EmbeddedOptions.DefaultLockWait;

    /// <summary>What this process does, for those who wait for it.</summary>
    public string HolderLabel { get; init; } = "daybook restore";
}
