namespace Daybook.Testing.Disk;

/// <summary>The names in a directory and the nodes they stand for, sorted; never changed, so that crash states share it.</summary>
internal sealed class EntryTable
{
    internal static readonly EntryTable Empty = new([], []);

    private readonly string[] names;
    private readonly int[] slots;

    private EntryTable(string[] names, int[] slots)
    {
        this.names = names;
        this.slots = slots;
    }

    internal int Count => names.Length;

    internal string Name(int index) => names[index];

    internal int Slot(int index) => slots[index];

    /// <summary>The node behind a name, or -1.</summary>
    internal int Find(ReadOnlySpan<char> name)
    {
        int index = Search(name);
        return index < 0 ? -1 : slots[index];
    }

    internal string[] Names() => [.. names];

    /// <summary>The table with this name standing for this node, whatever it stood for before.</summary>
    internal EntryTable With(string name, int slot)
    {
        int index = Search(name);
        if (index >= 0)
        {
            int[] replaced = [.. slots];
            replaced[index] = slot;
            return new EntryTable(names, replaced);
        }

        int at = ~index;
        return new EntryTable([.. names[..at], name, .. names[at..]], [.. slots[..at], slot, .. slots[at..]]);
    }

    /// <summary>The table without this name; itself if it does not hold it.</summary>
    internal EntryTable Without(string name)
    {
        int index = Search(name);
        return index < 0
            ? this
            : new EntryTable([.. names[..index], .. names[(index + 1)..]], [.. slots[..index], .. slots[(index + 1)..]]);
    }

    /// <summary>The index of a name, or the complement of where it would go.</summary>
    private int Search(ReadOnlySpan<char> name)
    {
        int low = 0;
        int high = names.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = names[middle].AsSpan().SequenceCompareTo(name);
            if (order == 0)
            {
                return middle;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return ~low;
    }
}
