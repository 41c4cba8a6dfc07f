using Daybook.Errors;

namespace Daybook.Drafts;

/// <summary>
/// What an application knows of the shapes of its states: the version it writes, and how a state of each older one becomes a state of the
/// next. The store applies it to drafts as they are loaded; the stored row stays what it is until it is saved.
/// </summary>
public sealed class DraftSchema
{
    private readonly int oldest;
    private readonly IReadOnlyList<Func<string, string>> steps;
    private readonly bool isAny;

    /// <summary>Begins with the oldest version that is read.</summary>
    /// <param name="oldest">The version, 1 or more.</param>
    public DraftSchema(int oldest)
        : this(oldest, [], isAny: false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(oldest, 1);
    }

    private DraftSchema(int oldest, IReadOnlyList<Func<string, string>> steps, bool isAny)
    {
        this.oldest = oldest;
        this.steps = steps;
        this.isAny = isAny;
    }

    /// <summary>No shape is known: every draft loads as it is stored, whatever its version.</summary>
    public static DraftSchema Any { get; } = new(1, [], isAny: true);

    /// <summary>The version that the application writes, and the newest it reads; null for <see cref="Any"/>.</summary>
    public int? Current => isAny ? null : oldest + steps.Count;

    /// <summary>Adds the upcast from <see cref="Current"/> to the next version, which then is the current one.</summary>
    /// <param name="upcast">Makes the JSON of the next version from that of the one before. It must not keep anything between calls.</param>
    public DraftSchema Then(Func<string, string> upcast)
    {
        ArgumentNullException.ThrowIfNull(upcast);
        return isAny
            ? throw new InvalidOperationException("a schema that takes any version has no current one to go on from")
            : new DraftSchema(oldest, [.. steps, upcast], isAny: false);
    }

    /// <summary>Refuses a version that is newer than what the application knows.</summary>
    /// <param name="sessionId">The draft.</param>
    /// <param name="version">Its version.</param>
    /// <param name="path">The database, for the message.</param>
    /// <exception cref="NewerFormatException">It is newer.</exception>
    public void CheckNotNewer(string sessionId, int version, string path)
    {
        if (Current is { } current && version > current)
        {
            throw NewerFormatException.Inside(
                path,
                sessionId,
                $"draft {sessionId} was saved by a newer version: its state has schema version {version}; this one reads up to {current}",
                "load it with the newer version of the application; it stays listed, and daybook draft delete removes it",
                version,
                current);
        }
    }

    /// <summary>The draft in the current shape.</summary>
    /// <param name="stored">The draft as it is stored.</param>
    /// <param name="path">The database, for messages.</param>
    /// <exception cref="NewerFormatException">A newer version saved it.</exception>
    /// <exception cref="CorruptStoreException">It is older than all that is known, or an upcast failed on it.</exception>
    public Draft Upcast(Draft stored, string path)
    {
        ArgumentNullException.ThrowIfNull(stored);
        CheckNotNewer(stored.SessionId, stored.StoredSchemaVersion, path);
        if (Current is not { } current || stored.StoredSchemaVersion == current)
        {
            return stored;
        }

        if (stored.StoredSchemaVersion < oldest)
        {
            throw Failed(stored, path, $"its state has schema version {stored.StoredSchemaVersion}, and the oldest that is read is {oldest}", null);
        }

        string state = stored.StateJson;
        for (int version = stored.StoredSchemaVersion; version < current; version++)
        {
            try
            {
                state = steps[version - oldest](state);
                DraftRules.CheckState(state);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // An upcast is the application's code: whatever it throws, this draft is unreadable and the others are not.
                throw Failed(stored, path, $"its state could not be brought from schema version {version} to {version + 1}: {failure.Message}", failure);
            }
        }

        return stored with { StateJson = state, SchemaVersion = current };
    }

    private static CorruptStoreException Failed(Draft draft, string path, string why, Exception? failure) =>
        new($"draft {draft.SessionId} cannot be loaded: {why}", failure)
        {
            Path = path,
            Id = draft.SessionId,
            Hint = "the stored draft is unchanged; daybook draft load prints it as it is",
        };
}
