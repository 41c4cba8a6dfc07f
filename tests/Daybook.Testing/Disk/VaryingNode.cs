namespace Daybook.Testing.Disk;

/// <summary>A file or directory with unflushed changes: the ways in which a power loss may leave it.</summary>
internal abstract class VaryingNode
{
    /// <summary>Index of the variant in which every unflushed change is lost.</summary>
    internal const int AllLost = 0;

    /// <summary>Index of the variant in which every unflushed change is kept.</summary>
    internal const int AllKept = 1;

    protected VaryingNode(int slot)
    {
        Slot = slot;
    }

    internal int Slot { get; }

    /// <summary>How many ways there are, the two above among them. Some may come to the same bytes.</summary>
    internal abstract int Count { get; }

    /// <summary>The node as this variant leaves it.</summary>
    internal abstract DiskNode Materialize(int variant);

    /// <summary>This variant in words.</summary>
    internal abstract string Describe(int variant);
}
