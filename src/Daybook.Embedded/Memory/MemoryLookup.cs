using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>Finds one record by its id or by the start of it.</summary>
internal static class MemoryLookup
{
    private const int CandidatesMaximum = 20;

    internal static MemoryRecord Find(IFileSystem fileSystem, MemoryPlaces places, string idOrPrefix, CancellationToken cancellationToken)
    {
        var candidates = new SortedDictionary<string, MemoryRecord>(StringComparer.Ordinal);
        using IFile? file = places.OpenForReading(fileSystem);
        if (file is not null)
        {
            using MemoryScan scan = MemoryScan.ForId(file, file.Stat().Length, idOrPrefix);
            while (scan.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (scan.Current.Id is not { } id || !id.StartsWith(idOrPrefix, StringComparison.Ordinal))
                {
                    continue;
                }

                if (id.Length == idOrPrefix.Length)
                {
                    return scan.Current;
                }

                if (idOrPrefix.Length >= RecordId.MinimumPrefixLength && candidates.Count < CandidatesMaximum)
                {
                    candidates.TryAdd(id, scan.Current);
                }
            }
        }

        return candidates.Count switch
        {
            1 => candidates.First().Value,
            0 => throw new NotFoundException($"there is no memory record {idOrPrefix}")
            {
                Id = idOrPrefix,
                Hint = "daybook memory list shows the newest, daybook memory query looks for one",
            },
            _ => throw new ConflictException($"several ids begin with {idOrPrefix}: {string.Join(", ", candidates.Keys)}")
            {
                Candidates = [.. candidates.Keys],
                Hint = "give more characters of the id",
            },
        };
    }
}
