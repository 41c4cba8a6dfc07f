using Daybook.Durability.FileSystem;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>
/// Tells which records are replaced by better ones. An amendment links to a record that was there; what a record itself says may name one that
/// never was, and then it hides nothing. Reads no more than the amendments unless a record says so itself.
/// </summary>
internal sealed class Successors(IFileSystem fileSystem, MemoryPlaces places, Amendments amendments, CancellationToken cancellationToken)
{
    /// <summary>The ids that records name in their own lines, as far as there are such records.</summary>
    private HashSet<string>? here;

    /// <summary>Whether a better record, which is here, replaces this one.</summary>
    internal bool Replace(MemoryRecord record)
    {
        if (record.SupersededBy is not { } better || better == record.Id)
        {
            return false;
        }

        return (record.Id is { } id && amendments.LinkOf(id) == better) || (here ??= FindHere()).Contains(better);
    }

    private HashSet<string> FindHere()
    {
        // Whoever asks reads the history too, and tells what is wrong with it.
        using MemoryHistory history = MemoryHistory.Open(fileSystem, places, new ProblemList(), cancellationToken);
        HashSet<string> named = [.. history.ReadNamingBetter().Select(static record => record.SupersededBy).OfType<string>()];
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (MemoryRecord record in history.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (record.Id is { } id && named.Contains(id) && found.Add(id) && found.Count == named.Count)
            {
                break;
            }
        }

        return found;
    }
}
