using Daybook.Errors;
using Daybook.Json;
using Daybook.Mcp.Answers;
using Daybook.Mcp.Calling;
using Daybook.Memory;
using Daybook.Prime;

namespace Daybook.Mcp.Memory;

/// <summary><c>memory_query</c></summary>
internal sealed class MemoryQueryTool() : DaybookTool(
    "memory_query",
    "Query memory",
    "What is known about files, a failure, a pull request or a commit: gravest, then newest first. Give paths, text, fingerprint, pr_number, sha or id.",
    ToolEffect.Reads,
    Paths,
    Text,
    Id,
    Fingerprint,
    PullRequest,
    Sha,
    Repo,
    Type,
    Severity,
    Since,
    AnswerForm.PageSize,
    AnswerForm.Place,
    AnswerForm.Format)
{
    private const int LimitDefault = 5;
    private const int TitleMax = 100;

    private static readonly Parameter Paths = Parameter.Texts("paths", "");
    private static readonly Parameter Text = Parameter.Text("text", "Words, all of them");
    private static readonly Parameter Id = Parameter.Text("id", "");
    private static readonly Parameter Fingerprint = Parameter.Text("fingerprint", "");
    private static readonly Parameter PullRequest = Parameter.Whole("pr_number", "", 1, null);
    private static readonly Parameter Sha = Parameter.Text("sha", "");
    private static readonly Parameter Repo = Parameter.Text("repo", "");
    private static readonly Parameter Type = Parameter.Text("type", "");
    private static readonly Parameter Severity = Parameter.Text("severity", "");
    private static readonly Parameter Since = Parameter.Text("since", "ISO time, or 7d");

    private static readonly ListingAnswer<MemoryRecord> Answers = new(
        "record",
        new HashSet<string>(StringComparer.Ordinal)
        {
            "id", "type", "timestamp", "repo", "sha", "pr_number", "source", "severity", "title", "summary", "paths", "recorded_at", "session_id",
        },
        static record => $"{record.Id ?? "(no id)"}  {PlainLine.Of(record.Title ?? record.Summary ?? record.Type, TitleMax)}");

    /// <inheritdoc/>
    protected override async Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        ToolArguments given = call.Arguments;
        if (given.Text(Id) is { Length: > 0 } id)
        {
            return await ShowAsync(call, id, cancellationToken).ConfigureAwait(false);
        }

        if (!new[] { Paths, Text, Fingerprint, PullRequest, Sha }.Any(given.Has))
        {
            throw new InvalidInputException("nothing was asked for") { Hint = "give paths, text, fingerprint, pr_number, sha or id; state_search finds by words in all kinds" };
        }

        AnswerForm form = AnswerForm.OfListing(given);
        var query = new MemoryQuery
        {
            Paths = given.Texts(Paths),
            Text = given.Text(Text),
            Fingerprint = given.Text(Fingerprint),
            PrNumber = given.Whole(PullRequest),
            Sha = given.Text(Sha),
            Repo = given.Text(Repo),
            Type = given.Text(Type),
            Severity = given.Text(Severity),
            Since = given.Time(Since, call.Surroundings.Time),
            Cursor = form.Cursor,
        };
        DaybookStore store = await call.OpenAsync(StoreUse.ReadMemory, cancellationToken).ConfigureAwait(false);
        return await Answers.ReadAsync(
            form,
            LimitDefault,
            async limit => Listing<MemoryRecord>.Of(await store.Memory.QueryAsync(query with { Limit = limit }, cancellationToken).ConfigureAwait(false)),
            static page => page.Items,
            RecordsJson.Default.ListingMemoryRecord,
            "Nothing is known about this. state_search looks through all kinds.").ConfigureAwait(false);
    }

    /// <summary>One record, as a listing of one.</summary>
    private static async Task<ToolAnswer> ShowAsync(ToolCall call, string id, CancellationToken cancellationToken)
    {
        DaybookStore store = await call.OpenAsync(StoreUse.ReadMemory, cancellationToken).ConfigureAwait(false);
        MemoryRecord record = await store.Memory.GetAsync(id, cancellationToken).ConfigureAwait(false);
        AnswerForm form = AnswerForm.OfListing(call.Arguments);
        return RecordAnswer.Of(
            form,
            $"{record.Id ?? "(no id)"}  {PlainLine.Of(record.Title ?? record.Summary ?? record.Type, TitleMax)}",
            new Listing<MemoryRecord>([record], 1, null, null),
            RecordsJson.Default.ListingMemoryRecord,
            form.IsDetailed ? $"daybook memory show {record.Id} --json has all of it." : "response_format detailed has more.");
    }
}
