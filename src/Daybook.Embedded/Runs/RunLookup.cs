using System.Collections.Concurrent;
using Daybook.Errors;

namespace Daybook.Embedded.Runs;

/// <summary>Finds the folder of a run by its id, or by a unique beginning of it.</summary>
internal sealed class RunLookup(RunCatalogue catalogue)
{
    private const int CandidatesMaximum = 10;

    private const int CreatedMaximum = 1024;

    private readonly ConcurrentDictionary<string, RunEntry> created = new(StringComparer.Ordinal);

    /// <summary>Notes that a run was created here: whoever did that will change it, and need not wait for a look at all the others.</summary>
    internal void NoteCreated(RunEntry entry)
    {
        if (created.Count >= CreatedMaximum)
        {
            created.Clear();
        }

        created[entry.RunId] = entry;
    }

    /// <summary>Whether a run was created here, so that its names are durable.</summary>
    internal bool IsCreatedHere(RunEntry entry) => created.TryGetValue(entry.RunId, out RunEntry? own) && own == entry;

    /// <summary>The folder of a run that a call is about.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="ConflictException">There are several.</exception>
    internal RunEntry Get(string idOrPrefix)
    {
        if (created.TryGetValue(idOrPrefix, out RunEntry? own) && catalogue.IsThere(own))
        {
            return own;
        }

        List<RunEntry> found = [.. catalogue.Named(idOrPrefix)];
        if (found.Count == 0 && idOrPrefix.Length >= RecordId.MinimumPrefixLength)
        {
            found = [.. catalogue.All(null, new ProblemList()).Where(entry => entry.RunId.StartsWith(idOrPrefix, StringComparison.Ordinal))];
        }

        return found.Count switch
        {
            1 => found[0],
            0 => throw new NotFoundException($"there is no run {idOrPrefix}") { Id = idOrPrefix, Hint = "daybook run list shows what there is" },
            _ => throw Ambiguous(idOrPrefix, found),
        };
    }

    /// <summary>The folder of the run with exactly this id, if there is one.</summary>
    internal RunEntry? Find(string id) => catalogue.Named(id).FirstOrDefault();

    private static ConflictException Ambiguous(string idOrPrefix, List<RunEntry> found)
    {
        string[] candidates = [.. found.Select(entry => entry.RunId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(CandidatesMaximum)];
        return candidates.Length == 1
            ? new ConflictException($"{found.Count} runs have the id {idOrPrefix}: {string.Join(", ", found.Take(CandidatesMaximum).Select(entry => entry.Folder))}")
            {
                Id = idOrPrefix,
                Hint = "move all but one of the folders away",
            }
            : new ConflictException($"several ids begin with {idOrPrefix}: {string.Join(", ", candidates)}")
            {
                Id = idOrPrefix,
                Candidates = candidates,
                Hint = "give more characters of the id",
            };
    }
}
