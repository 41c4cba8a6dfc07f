using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>Finds logs by the names in their folder, which is what there is whatever an index says, and reads them.</summary>
internal sealed class OperationFiles(EmbeddedPorts ports, OperationPlaces places)
{
    private const int CandidatesMaximum = 10;
    private const int NewestLookedAt = 256;
    private const int ChangedMaximum = 16;

    /// <summary>The ids of all operations, the newest first.</summary>
    internal IReadOnlyList<string> Ids()
    {
        places.CheckAll(ports.FileSystem);
        if (ports.FileSystem.Stat(places.Directory) is null)
        {
            return [];
        }

        List<string> ids = [];
        foreach (string name in ports.FileSystem.List(places.Directory))
        {
            if (name.Length == Ulid.Length + OperationPlaces.LogSuffix.Length && name.EndsWith(OperationPlaces.LogSuffix, StringComparison.Ordinal)
                && name[..Ulid.Length] is var id && Ulid.TimeOf(id) is not null)
            {
                ids.Add(id);
            }
        }

        ids.Sort(static (left, right) => string.CompareOrdinal(right, left));
        return ids;
    }

    /// <summary>The ids of the logs that were changed last, among those of the newest operations.</summary>
    /// <param name="ids">All ids, the newest first.</param>
    /// <param name="since">Earlier changes do not count.</param>
    internal IEnumerable<string> ChangedSince(IReadOnlyList<string> ids, DateTimeOffset since) => ids
        .Take(NewestLookedAt)
        .Select(id => (Id: id, Stat: ports.FileSystem.Stat(places.LogOf(id))))
        .Where(log => log.Stat is { } stat && stat.Modified >= since)
        .OrderByDescending(static log => log.Stat?.Modified)
        .Take(ChangedMaximum)
        .Select(static log => log.Id);

    /// <summary>The id that a call means.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="ConflictException">There are several.</exception>
    internal string Resolve(string idOrPrefix)
    {
        string prefix = OperationRules.ReadIdOrPrefix(idOrPrefix);
        if (prefix.Length == Ulid.Length)
        {
            return prefix;
        }

        string[] found = [.. Ids().Where(id => id.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Take(CandidatesMaximum)];
        return found.Length switch
        {
            1 => found[0],
            0 => throw Unknown(prefix),
            _ => throw new ConflictException($"several ids begin with {prefix}: {string.Join(", ", found)}")
            {
                Id = prefix,
                Candidates = found,
                Hint = "give more letters of the id; the first ten tell the time only",
            },
        };
    }

    /// <summary>Reads a log, directly and without a lock.</summary>
    /// <returns>Null where there is none.</returns>
    internal OperationReading? Read(string id) => Read(id, static _ => { });

    private OperationReading? Read(string id, OperationReading.Keeping keep)
    {
        using IFile? file = ports.FileSystem.OpenIfThere(places.LogOf(id));
        return file is null ? null : OperationReading.Of(file, id, keep);
    }

    /// <summary>Reads a log that a call is about.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="CorruptStoreException">It is the log of another operation.</exception>
    internal OperationReading ReadRequired(string id)
    {
        places.CheckAll(ports.FileSystem);
        return Checked(Read(id) ?? throw Unknown(id), id);
    }

    /// <summary>Refuses a log whose first line says that it is another operation's.</summary>
    /// <exception cref="CorruptStoreException">It does.</exception>
    internal OperationReading Checked(OperationReading reading, string id) => reading.OtherId is not { } other
        ? reading
        : throw new CorruptStoreException($"{places.LogOf(id)} is named after operation {id}, and its first line is about {other}")
        {
            Id = id,
            Path = places.LogOf(id),
            Line = 1,
            Hint = "rename the file, or bring the log back from git",
        };

    /// <summary>Reads a log for a listing; what is wrong with it becomes a problem.</summary>
    /// <returns>Null where it cannot be used, or is gone.</returns>
    internal OperationRecord? ReadOrReport(string id, ProblemList problems) => ReadOrReport(id, problems, static _ => { });

    /// <summary>Reads a log for a listing, and hands over each of its lines that is neither skipped nor doubted.</summary>
    /// <returns>Null where it cannot be used, or is gone.</returns>
    internal OperationRecord? ReadOrReport(string id, ProblemList problems, OperationReading.Keeping keep)
    {
        string path = places.LogOf(id);
        try
        {
            if (Read(id, keep) is not { } reading)
            {
                return null;
            }

            foreach (Problem problem in reading.Problems)
            {
                problems.Add(problem with { Path = places.Told(path) });
            }

            return reading.OtherId is null ? reading.Operation : null;
        }
        catch (Exception refused) when (OperationRefusal.IsOne(refused))
        {
            problems.Add(new Problem(places.Told(path), null, null, refused.Message));
            return null;
        }
    }

    /// <summary>An operation as surfaces show it.</summary>
    internal OperationView View(OperationRecord operation, OperationCommit? commit) =>
        new(operation, places.Told(places.LogOf(operation.InvocationId)), commit);

    internal static NotFoundException Unknown(string id) => new($"there is no operation {id}")
    {
        Id = id,
        Hint = "daybook op list shows what there is in this work tree",
    };
}
