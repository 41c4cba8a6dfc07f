namespace Daybook.Memory;

/// <summary>
/// What makes two records the same event: equal type, repository, commit, fingerprint and pull request, blanks around them aside. Blank
/// counts as absent.
/// </summary>
public readonly record struct DedupKey
{
    // Each key is looked up several times; its texts are hashed once.
    private readonly int hash;

    private DedupKey(MemoryRecord record)
    {
        Type = Trimmed(record.Type);
        Repo = Trimmed(record.Repo);
        Sha = Trimmed(record.Sha);
        Fingerprint = Trimmed(record.Fingerprint);
        PrNumber = record.PrNumber;
        hash = HashCode.Combine(Type, Repo, Sha, Fingerprint, PrNumber);
    }

    private DedupKey(scoped in MemorySkim skim)
    {
        Type = Trimmed(MemorySkim.TextOf(skim.Type));
        Repo = Trimmed(MemorySkim.TextOf(skim.Repo));
        Sha = Trimmed(MemorySkim.TextOf(skim.Sha));
        Fingerprint = Trimmed(MemorySkim.TextOf(skim.Fingerprint));
        PrNumber = skim.PrNumber;
        hash = HashCode.Combine(Type, Repo, Sha, Fingerprint, PrNumber);
    }

    /// <summary>The type.</summary>
    public string? Type { get; }

    /// <summary>The repository.</summary>
    public string? Repo { get; }

    /// <summary>The commit.</summary>
    public string? Sha { get; }

    /// <summary>The fingerprint.</summary>
    public string? Fingerprint { get; }

    /// <summary>The pull request's number.</summary>
    public long? PrNumber { get; }

    /// <summary>
    /// The key of a record, or null when it has neither commit nor fingerprint nor pull request: two notes of one type in one repository
    /// are not one event.
    /// </summary>
    public static DedupKey? Of(MemoryRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return NullIfNothing(new DedupKey(record));
    }

    /// <summary>Key and write time of a stored line, by a glance at its bytes; the key is null also where the record has no id.</summary>
    /// <returns><c>false</c> where only reading the record tells.</returns>
    public static bool IsPlain(ReadOnlySpan<byte> line, out DedupKey? key, out DateTimeOffset? writeTime)
    {
        bool isPlain = MemorySkim.TryRead(line, out MemorySkim skim);
        key = isPlain && !skim.Id.IsEmpty ? NullIfNothing(new DedupKey(skim)) : null;
        writeTime = skim.RecordedAt ?? skim.Timestamp;
        return isPlain;
    }

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    private static DedupKey? NullIfNothing(DedupKey key) => key is { Sha: null, Fingerprint: null, PrNumber: null } ? null : key;

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
