using Daybook.Durability.FileSystem;

namespace Daybook.Testing.Disk;

/// <summary>
/// The nodes: what the medium held when the machine started, and over it the page cache with all that was touched since. A node
/// keeps its slot for ever; the inode number it shows is the lowest free one and is used again once the node is gone.
/// </summary>
public sealed partial class SimulatedFileSystem
{
    private const int SpareSlots = 4;

    private readonly DiskNode[] image;
    private CachedNode?[] cache;
    private int slots;

    /// <summary>How many names each node has; counted when first asked for.</summary>
    private int[]? links;

    private static DiskNode NewNode(FileKind kind, UnixFileMode permissions, ulong number, long birth) => new()
    {
        Kind = kind,
        Number = number,
        Birth = birth,
        Permissions = permissions,
        User = OrdinaryUser,
        Group = OrdinaryUser,
        Modified = default,
    };

    private CachedNode Load(int slot) => cache[slot] ??= new CachedNode(slot, image[slot]);

    /// <summary>The node as the medium holds it now; for one that was never flushed, empty.</summary>
    private DiskNode DurableOf(int slot) => cache[slot]?.Durable ?? image[slot];

    private FileKind KindOf(int slot) => DurableOf(slot).Kind;

    private EntryTable EntriesOf(int slot) => cache[slot]?.Entries ?? image[slot].Entries;

    private FileContent ContentOf(int slot) => cache[slot]?.Content ?? image[slot].Content;

    private int Create(int directory, ReadOnlySpan<char> name, FileKind kind, UnixFileMode permissions)
    {
        DemandWritable(directory);
        int slot = AddNode(kind, permissions);
        Change(directory, new EntryChange(null, name.ToString(), slot));
        return slot;
    }

    private int AddNode(FileKind kind, UnixFileMode permissions)
    {
        ulong number = LowestFreeNumber();
        int slot = slots++;
        if (slot == cache.Length)
        {
            Array.Resize(ref cache, slot * 2);
            Array.Resize(ref links, slot * 2);
        }

        DiskNode node = NewNode(kind, permissions, number, birth: slot + 1) with { User = User, Group = User, Modified = Now };
        cache[slot] = new CachedNode(slot, node);
        return slot;
    }

    /// <summary>Numbers of removed nodes come back at once, so that code which takes a number for an identity is caught.</summary>
    private ulong LowestFreeNumber()
    {
        int[] counted = CountLinks();
        bool[] taken = new bool[slots + 2];
        for (int slot = 0; slot < slots; slot++)
        {
            ulong number = DurableOf(slot).Number;
            if (number < (ulong)taken.Length && (counted[slot] > 0 || cache[slot] is { Opened.Count: > 0 }))
            {
                taken[number] = true;
            }
        }

        return (ulong)Array.IndexOf(taken, false, startIndex: 1);
    }

    /// <summary>Changes the names in a directory and with them the counts of the nodes that come and go.</summary>
    private void Change(int directory, EntryChange change)
    {
        int[] counted = CountLinks();
        CachedNode node = Load(directory);
        int replaced = change.Added is null || change.Traded is not null ? Nothing : node.Entries.Find(change.Added);
        node.Change(change);
        node.Modified = Now;
        counted[change.Slot] += (change.Added is null ? 0 : 1) - (change.Removed is null ? 0 : 1);
        if (replaced != Nothing)
        {
            counted[replaced]--;
            Release(replaced);
        }

        Release(change.Slot);
        Changes++;
    }

    /// <summary>Gives the bytes of a node back once no name and no open file is left.</summary>
    private void Release(int slot)
    {
        if (links?[slot] == 0 && cache[slot] is not { Opened.Count: > 0 })
        {
            Grow(-ContentOf(slot).Length);
        }
    }

    private void Grow(long bytes) => FreeBytes -= bytes;

    private int[] CountLinks()
    {
        if (links is null)
        {
            links = new int[cache.Length];
            CountLinks(Root, links);
        }

        return links;
    }

    private void CountLinks(int slot, int[] counted)
    {
        if (++counted[slot] > 1 || KindOf(slot) != FileKind.Directory)
        {
            return;
        }

        EntryTable entries = EntriesOf(slot);
        for (int i = 0; i < entries.Count; i++)
        {
            CountLinks(entries.Slot(i), counted);
        }
    }

    private FileStat StatOf(int slot)
    {
        DiskNode node = DurableOf(slot);
        return new FileStat(
            node.Kind,
            ContentOf(slot).Length,
            Device: 1,
            node.Number,
            node.Birth,
            node.Permissions,
            node.User,
            node.Group,
            (uint)CountLinks()[slot],
            cache[slot]?.Modified ?? node.Modified);
    }
}
