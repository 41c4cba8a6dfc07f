namespace Daybook.Testing.Disk;

/// <summary>
/// A file or directory as every process sees it, apart from what the medium holds of it, with the changes in between: they are
/// what a power loss may keep, lose or tear.
/// </summary>
internal sealed class CachedNode
{
    private readonly List<PendingWrite> writes = [];
    private readonly List<EntryChange> changes = [];

    /// <summary>Set once a failed flush has dropped pages: what is readable is then more than what flushed writes add up to.</summary>
    private bool forgotPages;

    internal CachedNode(int slot, DiskNode durable)
    {
        Slot = slot;
        Durable = durable;
        Content = durable.Content.Fork();
        Entries = durable.Entries;
        Modified = durable.Modified;
    }

    private CachedNode(CachedNode other)
        : this(other.Slot, other.Durable)
    {
        Content = other.Content.Fork();
        Entries = other.Entries;
        Modified = other.Modified;
        forgotPages = other.forgotPages;
        writes.AddRange(other.writes);
        changes.AddRange(other.changes);
    }

    internal int Slot { get; }

    /// <summary>What the medium holds.</summary>
    internal DiskNode Durable { get; set; }

    internal FileContent Content { get; private set; }

    internal EntryTable Entries { get; private set; }

    internal DateTimeOffset Modified { get; set; }

    /// <summary>The open files on it, and which of them hold its lock.</summary>
    internal List<SimulatedFile> Opened { get; } = [];

    internal IReadOnlyList<PendingWrite> Writes => writes;

    internal IReadOnlyList<EntryChange> Changes => changes;

    internal bool IsDirty => writes.Count > 0 || changes.Count > 0;

    /// <summary>The same node of a machine that goes on from here on its own, with no file open.</summary>
    internal CachedNode Fork() => new(this);

    internal void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        Content.Write(bytes, offset);
        writes.Add(new PendingWrite(offset, bytes.ToArray()));
    }

    internal void Truncate(long length)
    {
        Content.SetLength(length);
        writes.Add(new PendingWrite(length, null));
    }

    internal void Change(EntryChange change)
    {
        Entries = change.Apply(Entries);
        changes.Add(change);
    }

    /// <summary>Makes content and names durable.</summary>
    internal void Flush()
    {
        FileContent flushed = forgotPages ? Durable.Content.Fork() : Content.Fork();
        if (forgotPages)
        {
            foreach (PendingWrite write in writes)
            {
                write.Apply(flushed, WriteFate.Kept);
            }
        }

        Durable = Durable with { Content = flushed, Entries = Entries, Modified = Modified };
        writes.Clear();
        changes.Clear();
    }

    /// <inheritdoc cref="FaultKind.FlushDropsPages"/>
    internal void DropPages()
    {
        forgotPages |= writes.Count > 0;
        writes.Clear();
    }

    /// <inheritdoc cref="FaultKind.FlushReverts"/>
    internal void Revert()
    {
        Content = Durable.Content.Fork();
        forgotPages = false;
        writes.Clear();
    }
}
