using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Memory;

/// <summary>The amendments as a warm writer keeps them: each look costs one stat, and only what was appended since is read.</summary>
internal sealed class AmendmentWatch(IFileSystem fileSystem, MemoryPlaces places)
{
    private FileStat? seen;
    private long readTo;

    /// <summary>What was known at the last look.</summary>
    internal Amendments Current { get; private set; } = new();

    /// <summary>Looks again.</summary>
    internal void CatchUp()
    {
        FileStat? there = fileSystem.Stat(places.Amendments);
        if (there == seen)
        {
            return;
        }

        if (there is null)
        {
            Current = new Amendments();
            readTo = 0;
        }
        else
        {
            ReadOn();
        }

        seen = there;
    }

    private void ReadOn()
    {
        using IFile file = fileSystem.Open(places.Amendments, OpenMode.Read);
        FileStat stat = file.Stat();
        if (seen is not { } before || !before.IsSameFile(stat) || stat.Length < readTo)
        {
            Current = new Amendments();
            readTo = 0;
        }

        readTo = Current.ReadOn(file, readTo, stat.Length, new ProblemList());
    }
}
