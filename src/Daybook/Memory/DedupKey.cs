namespace Daybook.Memory;

/// <summary>
/// What makes two records the same event: equal type, repository, commit, fingerprint and pull request, blanks around them aside. Blank
/// counts as absent.
/// </summary>
public readonly record struct DedupKey
{
    private DedupKey(MemoryRecord record)
    {
        Type = Trimmed(record.Type);
        Repo = Trimmed(record.Repo);
        Sha = Trimmed(record.Sha);
        Fingerprint = Trimmed(record.Fingerprint);
        PrNumber = record.PrNumber;
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
        var key = new DedupKey(record);
        return key is { Sha: null, Fingerprint: null, PrNumber: null } ? null : key;
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
