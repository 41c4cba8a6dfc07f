using Daybook.Drafts;

namespace Daybook.Embedded;

/// <summary>Which files an embedded store opens, and how it waits for other processes.</summary>
public sealed record EmbeddedOptions
{
    /// <summary>The wait for another process that is used when nothing else is said: 10 seconds.</summary>
    public static readonly TimeSpan DefaultLockWait = TimeSpan.FromSeconds(10);

    /// <summary>The store: the folder that holds <c>daybook.json</c>. Null where only <see cref="MemoryDirectory"/> is opened.</summary>
    public string? Directory { get; init; }

    /// <summary>
    /// Whether to take the kinds to be where they are by default, without settings, in place of reading <c>daybook.json</c>: for looking at a
    /// store whose file is damaged. Not for writing to it.
    /// </summary>
    public bool IsFileIgnored { get; init; }

    /// <summary>
    /// A folder whose <c>memory.jsonl</c> is the memory, in place of the store's own: what <see cref="FoundingMemory"/> names, shared with
    /// the system it comes from. Created by the first write.
    /// </summary>
    public string? MemoryDirectory { get; init; }

    /// <summary>
    /// A folder in the shape of the founding plan (<c>.auto-dev/tasks</c>) that holds the tasks, in place of the store's own. Its files stay
    /// where they are; the journal stands beside them in <c>.daybook-state</c>.
    /// </summary>
    public string? TasksDirectory { get; init; }

    /// <summary>A folder that holds runs as a store of its own does, where there is no store. Created by the first write.</summary>
    public string? RunsDirectory { get; init; }

    /// <summary>A folder that holds drafts as a store of its own does, where there is no store. Created by the first write.</summary>
    public string? DraftsDirectory { get; init; }

    /// <summary>What the application knows of the shapes of its drafts; unless it is given, drafts load as they are stored.</summary>
    public DraftSchema DraftSchema { get; init; } = DraftSchema.Any;

    /// <summary>
    /// The root of the git work tree that the caller stands in, if it is one of the store's repository: operations are written there, since
    /// its branch is to hold them. Null for the one around the store.
    /// </summary>
    public string? WorkTree { get; init; }

    /// <summary>
    /// Whether git may have merged the memory file in <see cref="MemoryDirectory"/>, so that a record can stand in it more than once and is to
    /// be read once. A store's own file says so itself.
    /// </summary>
    public bool IsMemoryTracked { get; init; }

    /// <summary>
    /// Looks up the variables that win over the settings in <c>daybook.json</c>: <c>MEMORY_ENABLED</c>, <c>MEMORY_RETENTION_DAYS</c>,
    /// <c>MEMORY_MAX_MATCHES</c>. An empty one counts as unset. Unless it is given, no environment is read.
    /// </summary>
    public Func<string, string?> Environment { get; init; } = static _ => null;

    /// <summary>How long a write waits for the lock of another process before it fails with nothing written.</summary>
    public TimeSpan LockWait { get; init; } = DefaultLockWait;

    /// <summary>What this process does, in a few words, for the messages of those who wait for it.</summary>
    public string HolderLabel { get; init; } = "";
}
