using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>Finds one record by its id or by the start of it.</summary>
internal static class MemoryLookup
{
    private const int CandidatesMaximum = 20;

    /// <summary>The record, forgotten ones left out.</summary>
    internal static MemoryRecord Find(IFileSystem fileSystem, MemoryPlaces places, string idOrPrefix, CancellationToken cancellationToken)
    {
        using MemoryHistory history = MemoryHistory.Open(fileSystem, places, new ProblemList(), cancellationToken);
        return Match(history, idOrPrefix, cancellationToken) ?? throw NotFound(idOrPrefix, FindForgotten(history.Amendments, idOrPrefix));
    }

    /// <summary>The full id of a record that is there or was forgotten, so that forgetting can be repeated.</summary>
    internal static string FindId(MemoryHistory history, string idOrPrefix, CancellationToken cancellationToken)
    {
        if (Match(history, idOrPrefix, cancellationToken)?.Id is { } id)
        {
            return id;
        }

        Amendment.Forgotten[] before = FindForgotten(history.Amendments, idOrPrefix);
        return before.Length switch
        {
            0 => throw NotFound(idOrPrefix, before),
            1 => before[0].Id,
            _ => throw Ambiguous(idOrPrefix, before.Select(static one => one.Id)),
        };
    }

    /// <summary>The record with exactly this id as it is stored, forgotten or not.</summary>
    internal static MemoryRecord? FindStored(MemoryHistory history, string id) =>
        history.ReadStored(id).FirstOrDefault(record => record.Id == id);

    private static MemoryRecord? Match(MemoryHistory history, string idOrPrefix, CancellationToken cancellationToken)
    {
        if (history.Amendments.FindForgotten(idOrPrefix) is not null)
        {
            return null;
        }

        var candidates = new SortedDictionary<string, MemoryRecord>(StringComparer.Ordinal);
        foreach (MemoryRecord record in history.ReadFor(idOrPrefix))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (record.Id is not { } id || !id.StartsWith(idOrPrefix, StringComparison.Ordinal))
            {
                continue;
            }

            if (id.Length == idOrPrefix.Length)
            {
                return record;
            }

            if (idOrPrefix.Length >= RecordId.MinimumPrefixLength && candidates.Count < CandidatesMaximum)
            {
                candidates.TryAdd(id, record);
            }
        }

        return candidates.Count > 1 ? throw Ambiguous(idOrPrefix, candidates.Keys) : candidates.Values.FirstOrDefault();
    }

    private static Amendment.Forgotten[] FindForgotten(Amendments amendments, string idOrPrefix)
    {
        bool isExact = amendments.FindForgotten(idOrPrefix) is not null || idOrPrefix.Length < RecordId.MinimumPrefixLength;
        return
        [
            .. amendments.ForgottenIds
                .Where(id => isExact ? id == idOrPrefix : id.StartsWith(idOrPrefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(amendments.FindForgotten)
                .OfType<Amendment.Forgotten>(),
        ];
    }

    private static NotFoundException NotFound(string idOrPrefix, Amendment.Forgotten[] forgotten) => forgotten is [{ } one]
        ? new NotFoundException($"the memory record {one.Id} was forgotten at {one.RecordedAt:yyyy-MM-dd'T'HH:mm:ss'Z'}: {one.Reason}")
        {
            Id = idOrPrefix,
        }
        : new NotFoundException($"there is no memory record {idOrPrefix}")
        {
            Id = idOrPrefix,
            Hint = "daybook memory list shows the newest, daybook memory query looks for one",
        };

    private static ConflictException Ambiguous(string idOrPrefix, IEnumerable<string> ids)
    {
        string[] some = [.. ids.Take(CandidatesMaximum)];
        return new ConflictException($"several ids begin with {idOrPrefix}: {string.Join(", ", some)}")
        {
            Candidates = some,
            Hint = "give more characters of the id",
        };
    }
}
