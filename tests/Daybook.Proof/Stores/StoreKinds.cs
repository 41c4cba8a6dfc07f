namespace Daybook.Proof.Stores;

/// <summary>Kinds of records, by where they are kept.</summary>
[Flags]
internal enum StoreKinds
{
    None = 0,
    Memory = 1,

    /// <summary>Tasks, sessions and context.</summary>
    Tasks = 2,
    Runs = 4,
    Operations = 8,

    /// <summary>Drafts and builder memory, in SQLite, which needs a real disk.</summary>
    Drafts = 16,
    Files = Memory | Tasks | Runs | Operations,
    All = Files | Drafts,
}
