namespace Daybook.Memory.Events;

/// <summary>
/// Something that happened to a repository, as its source tells it. Every field may be missing; <see cref="ToRecord"/> says in a fixed way
/// what is remembered of it. The set of events is closed.
/// </summary>
public abstract record MemoryEvent
{
    private const int ShortShaLength = 7;
    private const string NoSha = "?";

    private protected MemoryEvent()
    {
    }

    /// <summary>The repository, such as <c>acme/web</c>.</summary>
    public string? Repo { get; init; }

    /// <summary>The commit it happened to.</summary>
    public string? Sha { get; init; }

    /// <summary>The pull request it happened to.</summary>
    public long? PrNumber { get; init; }

    /// <summary>When it happened; the store's time of writing when absent.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The files concerned.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Where its source shows it.</summary>
    public string? Url { get; init; }

    /// <summary>The commit in seven characters, or a question mark.</summary>
    private protected string ShortSha => Shortened(Sha);

    /// <summary>What is remembered of it: a record without an id, ready for <see cref="IMemoryStore.AddAsync"/>.</summary>
    public abstract MemoryRecord ToRecord();

    /// <summary>A commit in seven characters, or a question mark.</summary>
    private protected static string Shortened(string? sha) =>
        string.IsNullOrWhiteSpace(sha) ? NoSha : sha.Length <= ShortShaLength ? sha : sha[..ShortShaLength];

    /// <summary>The first text that says something.</summary>
    private protected static string? FirstOf(params ReadOnlySpan<string?> texts)
    {
        foreach (string? text in texts)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>The fields that every event hands on as they are.</summary>
    private protected MemoryRecord Begin(string type, string source, string? linkType) => new()
    {
        Type = type,
        Source = source,
        Repo = Repo,
        Sha = Sha,
        PrNumber = PrNumber,
        Timestamp = Timestamp,
        Paths = Paths,
        Links = string.IsNullOrWhiteSpace(Url) ? [] : [new MemoryLink(Url, linkType)],
    };
}
