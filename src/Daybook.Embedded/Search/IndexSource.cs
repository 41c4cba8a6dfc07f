using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Search;

/// <summary>A file of the truth as the index knows it: how far it was read, and how it looked then.</summary>
internal sealed record IndexSource
{
    /// <summary>What it is called in the index; its path, as a rule.</summary>
    internal required string Name { get; init; }

    /// <summary>Its number, by which documents name it.</summary>
    internal required long Number { get; init; }

    /// <summary>The kind of its records, by its place among <see cref="RecordKinds.All"/>.</summary>
    internal required int Kind { get; init; }

    internal long Inode { get; init; }

    internal long Birth { get; init; }

    internal long Length { get; init; }

    internal long Modified { get; init; }

    /// <summary>Behind the last line that was read.</summary>
    internal long Position { get; init; }

    /// <summary>How many lines were read.</summary>
    internal long Lines { get; init; }

    /// <summary>The checksum of the last bytes before the position.</summary>
    internal long Tail { get; init; }

    /// <summary>Whether a file looks exactly as it did.</summary>
    internal bool IsAs(FileStat file) => IsFile(file) && Length == file.Length && Modified == file.Modified.UtcTicks;

    /// <summary>Whether it is the same file, whatever was done to it.</summary>
    internal bool IsFile(FileStat file) => Inode == (long)file.Inode && Birth == file.Birth;

    /// <summary>The source as a file looks now.</summary>
    internal IndexSource As(FileStat file) =>
        this with { Inode = (long)file.Inode, Birth = file.Birth, Length = file.Length, Modified = file.Modified.UtcTicks };
}
