namespace Daybook.Testing.Disk;

/// <summary>
/// One change of the names in one directory, which reaches the disk whole or not at all. A create or link only adds, a removal
/// only removes; a rename within the directory does both at once; a rename across two is one change in each.
/// </summary>
/// <param name="Removed">The name that goes, if any.</param>
/// <param name="Added">The name that comes, if any, replacing what it stood for.</param>
/// <param name="Slot">The node behind it.</param>
internal readonly record struct EntryChange(string? Removed, string? Added, int Slot)
{
    /// <summary>The node that <see cref="Removed"/> stands for from then on, where both names stay and trade what they stand for.</summary>
    internal int? Traded { get; init; }

    internal EntryTable Apply(EntryTable entries)
    {
        if (Removed is not null && Added is not null && Traded is { } other)
        {
            return entries.With(Added, Slot).With(Removed, other);
        }

        EntryTable rest = Removed is null ? entries : entries.Without(Removed);
        return Added is null ? rest : rest.With(Added, Slot);
    }

    public override string ToString() => (Removed, Added) switch
    {
        _ when Traded is not null => $"{Removed}<->{Added}",
        (null, _) => $"+{Added}",
        (_, null) => $"-{Removed}",
        _ => $"{Removed}->{Added}",
    };
}
