using Daybook.Embedded;
using Daybook.Proof.Stores;

namespace Daybook.Proof.Commands;

/// <summary>What a command makes of a store where nothing goes wrong: by this every other run of it is judged.</summary>
/// <param name="Command">The command.</param>
/// <param name="Before">What the store held before.</param>
/// <param name="After">What it holds after.</param>
internal sealed record SoundRun(WriteCommand Command, IReadOnlyList<string> Before, IReadOnlyList<string> After)
{
    /// <summary>Reads a store; one that was not made yet holds nothing.</summary>
    public static Task<IReadOnlyList<string>> ReadAsync(ScratchStore scratch) => ReadAsync(scratch, StoreKinds.All);

    /// <summary>Reads some kinds of a store.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(ScratchStore scratch, StoreKinds kinds)
    {
        if (!File.Exists(Path.Join(scratch.Folder, "daybook.json")))
        {
            return [];
        }

        await using EmbeddedStore store = await scratch.OpenAsync();
        return await StoreContents.ReadAsync(store, kinds, new ProblemList());
    }

    /// <summary>Judges what a store holds after the command on a disk that misbehaved, or after a crash in it.</summary>
    /// <param name="found">What it holds.</param>
    /// <param name="isAcknowledged">Whether the command had said that it was done.</param>
    /// <param name="told">The lines on stdout, of a command that acknowledges record by record.</param>
    /// <returns>What is wrong; null for nothing.</returns>
    public string? FindUntruth(IReadOnlyList<string> found, bool isAcknowledged, IReadOnlyList<string> told)
    {
        if (isAcknowledged)
        {
            return found.SequenceEqual(After) ? null : $"it is not as acknowledged: {Difference(found, After)}";
        }

        string[] lost = [.. Common().Except(found)];
        string[] alien = [.. found.Except(Before).Except(After).Except(Command.Between)];
        string[] unkept = Command.TellsEach ? [.. told.Where(line => !found.Contains("memory " + line))] : [];
        bool isShort = found.Count < Math.Min(Before.Count, After.Count);
        return lost.Length > 0 ? "lost: " + string.Join(", ", lost)
            : alien.Length > 0 ? "never written: " + string.Join(", ", alien)
            : unkept.Length > 0 ? "acknowledged and lost: " + string.Join(", ", unkept)
            : isShort ? $"something is lost: {Difference(found, Before)}"
            : null;
    }

    /// <summary>The same run, of some kinds only.</summary>
    public SoundRun Of(StoreKinds kinds) => this with
    {
        Before = [.. Before.Where(line => kinds.HasFlag(StoreContents.KindOf(line)))],
        After = [.. After.Where(line => kinds.HasFlag(StoreContents.KindOf(line)))],
    };

    /// <summary>Two lists in words, without what they share.</summary>
    private static string Difference(IReadOnlyList<string> found, IReadOnlyList<string> wanted) =>
        $"lacks [{string.Join(", ", wanted.Except(found))}], has [{string.Join(", ", found.Except(wanted))}]";

    private IEnumerable<string> Common() => Before.Intersect(After);
}
