namespace Daybook.Testing.Disk;

/// <summary>
/// The names that a power loss may leave in a directory. Up to eight unflushed changes: every subset of them. More: every prefix,
/// each change alone kept or alone lost, and random subsets.
/// </summary>
internal sealed class VaryingDirectory : VaryingNode
{
    private const int SubsetChangesMaximum = 8;
    private const int RandomSubsets = 256;

    private readonly DiskNode durable;
    private readonly EntryChange[] changes;
    private readonly List<bool[]> variants = [];

    internal VaryingDirectory(CachedNode node, DiskNode durable, Random random)
        : base(node.Slot)
    {
        this.durable = durable;
        changes = [.. node.Changes];
        Add(static _ => false);
        Add(static _ => true);
        if (changes.Length <= SubsetChangesMaximum)
        {
            for (int subset = 1; subset < (1 << changes.Length) - 1; subset++)
            {
                Add(i => (subset >> i & 1) == 1);
            }
        }
        else
        {
            for (int change = 0; change < changes.Length; change++)
            {
                Add(i => i < change);
                Add(i => i == change);
                Add(i => i != change);
            }

            for (int i = 0; i < RandomSubsets; i++)
            {
                Add(_ => random.Next(2) == 1);
            }
        }
    }

    internal override int Count => variants.Count;

    internal override DiskNode Materialize(int variant)
    {
        EntryTable entries = durable.Entries;
        for (int i = 0; i < changes.Length; i++)
        {
            if (variants[variant][i])
            {
                entries = changes[i].Apply(entries);
            }
        }

        return durable with { Entries = entries };
    }

    internal override string Describe(int variant) =>
        string.Join(", ", changes.Select((change, i) => $"{change}: {(variants[variant][i] ? "kept" : "lost")}"));

    private void Add(Func<int, bool> keeps) => variants.Add([.. Enumerable.Range(0, changes.Length).Select(keeps)]);
}
