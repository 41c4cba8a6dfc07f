using Daybook.Proof.Stores;

namespace Daybook.Proof.Commands;

/// <summary>A command that writes, to be run on a <see cref="SeededStore"/>.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Words">Its words, except for the options that every command has.</param>
internal sealed record WriteCommand(string Name, params string[] Words)
{
    /// <summary>Its stdin.</summary>
    public string Input { get; init; } = "";

    /// <summary>Whether it begins where there is no store yet.</summary>
    public bool IsFirst { get; init; }

    /// <summary>What is done to the store before: a damage that it is to mend, say.</summary>
    public Action<ScratchStore> Prepare { get; init; } = static _ => { };

    /// <summary>Lines of <see cref="StoreContents"/> that may be there while it is at work, and neither before nor after.</summary>
    public string[] Between { get; init; } = [];

    /// <summary>The file whose flush makes its write durable, by the end of its name; null where that is not one file.</summary>
    public string? Truth { get; init; }

    /// <summary>Whether each line that it prints acknowledges a memory record of that title, before the command has ended.</summary>
    public bool TellsEach { get; init; }

    /// <summary>Whether it may exit with 1: it told of findings that it could not mend.</summary>
    public bool IsDoctor { get; init; }

    /// <summary>Whether it goes on without a record of itself where none can be kept, and then says so.</summary>
    public bool WarnsOnly { get; init; }

    /// <summary>What it says where it finds nothing to do: what it may not look at it leaves alone, and then acknowledges nothing.</summary>
    public string? Nothing { get; init; }

    /// <summary>Its words with these options among them: before the program that it runs, if it runs one.</summary>
    public string[] WordsWith(params string[] options)
    {
        int end = Array.IndexOf(Words, "--");
        return end < 0 ? [.. Words, .. options] : [.. Words[..end], .. options, .. Words[end..]];
    }

    public bool Equals(WriteCommand? other) => Name == other?.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
