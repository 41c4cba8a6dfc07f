namespace Daybook.Memory.Events;

/// <summary>The fields that messages of our own shape share, and how GitHub names a repository.</summary>
internal static class SharedFields
{
    /// <summary>The event with what a message of our own shape says about where and when.</summary>
    public static TEvent WithShared<TEvent>(this TEvent happened, JsonFields fields)
        where TEvent : MemoryEvent => happened with
        {
            Repo = RepoOf(fields),
            Sha = fields.Text("sha", "head_sha", "commit"),
            PrNumber = fields.Number("pr_number") ?? fields.Number("pr"),
            Timestamp = fields.Time("timestamp"),
            Url = fields.Text("url", "html_url"),
            Paths = fields.Texts("paths"),
        };

    /// <summary>The repository: <c>repo</c> as text, or <c>repository</c> as text or as GitHub describes it.</summary>
    public static string? RepoOf(JsonFields fields) => fields.Text("repo")
        ?? (fields.HasObject("repository") ? fields.Object("repository")?.Text("full_name") : fields.Text("repository"));
}
