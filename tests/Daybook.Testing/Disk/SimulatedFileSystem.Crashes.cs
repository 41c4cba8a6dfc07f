namespace Daybook.Testing.Disk;

/// <summary>What comes after a crash: other machines that start on what this one left. This one stays as it is.</summary>
public sealed partial class SimulatedFileSystem
{
    /// <summary>A hash of what a power loss now is sure to leave: names, bytes, permissions, and which names share a file.</summary>
    public ulong Hash
    {
        get
        {
            lock (gate)
            {
                return DiskHash.Of(DurableNodes());
            }
        }
    }

    internal int Boot => boot;

    /// <summary>
    /// The same boot after all processes were killed: everything written is still readable, nothing more is durable, and all
    /// locks are gone.
    /// </summary>
    public SimulatedFileSystem AfterKill()
    {
        lock (gate)
        {
            SimulatedFileSystem next = Heir([.. image], boot);
            next.cache = Array.ConvertAll(cache, static node => node?.Fork());
            next.slots = slots;
            return next;
        }
    }

    /// <summary>The next boot after a power loss that kept nothing but what was flushed. <see cref="CrashStates"/> lists the others.</summary>
    public SimulatedFileSystem AfterPowerLoss()
    {
        lock (gate)
        {
            return Heir(DurableNodes(), boot + 1);
        }
    }

    /// <summary>A machine on another image of this disk, its settings the same and its faults gone.</summary>
    internal SimulatedFileSystem Heir(DiskNode[] nodes, int bootOfHeir) => new(nodes, bootOfHeir)
    {
        TypeName = TypeName,
        Weakness = Weakness,
        IsLiar = IsLiar,
        Protections = Protections,
        FreeBytes = FreeBytes,
        IsPrivileged = IsPrivileged,
        ProcessId = ProcessId,
        User = User,
        Now = Now,
    };

    /// <summary>
    /// All nodes as the medium holds them. A number that a removed file shares with a newer one, because its removal is not
    /// durable yet, is changed: if both come back they must differ.
    /// </summary>
    internal DiskNode[] DurableNodes()
    {
        DiskNode[] nodes = new DiskNode[slots];
        HashSet<ulong> taken = [];
        ulong fresh = 0;
        for (int slot = slots - 1; slot >= 0; slot--)
        {
            nodes[slot] = DurableOf(slot);
            taken.Add(nodes[slot].Number);
            fresh = Math.Max(fresh, nodes[slot].Number);
        }

        for (int slot = slots - 1; taken.Count < slots && slot >= 0; slot--)
        {
            if (!taken.Remove(nodes[slot].Number))
            {
                nodes[slot] = nodes[slot] with { Number = ++fresh };
            }
        }

        return nodes;
    }

    /// <summary>The nodes that a power loss may leave in more than one way, except those that no surviving name can reach.</summary>
    internal List<CachedNode> DirtyNodes()
    {
        bool[] reachable = new bool[slots];
        reachable[Root] = true;
        for (int slot = 0; slot < slots; slot++)
        {
            MarkEntries(DurableOf(slot).Entries, reachable);
            MarkEntries(EntriesOf(slot), reachable);
            foreach (EntryChange change in cache[slot]?.Changes ?? [])
            {
                reachable[change.Slot] |= change.Added is not null;
            }
        }

        List<CachedNode> dirty = [];
        foreach (CachedNode? node in cache)
        {
            if (node is { IsDirty: true } && reachable[node.Slot])
            {
                dirty.Add(node);
            }
        }

        return dirty;
    }

    /// <summary>A path of a node as every process saw it, else as the medium holds it.</summary>
    internal string PathOf(int slot) => FindPath(slot, EntriesOf) ?? FindPath(slot, of => DurableOf(of).Entries) ?? "(a name since removed)";

    private string? FindPath(int wanted, Func<int, EntryTable> entriesOf)
    {
        for (int slot = 0; slot < slots && wanted != Root; slot++)
        {
            EntryTable entries = entriesOf(slot);
            for (int i = 0; i < entries.Count; i++)
            {
                if (entries.Slot(i) == wanted)
                {
                    return $"{FindPath(slot, entriesOf)?.TrimEnd('/')}/{entries.Name(i)}";
                }
            }
        }

        return wanted == Root ? "/" : null;
    }

    private static void MarkEntries(EntryTable entries, bool[] reachable)
    {
        for (int i = 0; i < entries.Count; i++)
        {
            reachable[entries.Slot(i)] = true;
        }
    }
}
