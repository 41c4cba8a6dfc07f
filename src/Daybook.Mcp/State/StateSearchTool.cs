using System.Globalization;
using Daybook.Json;
using Daybook.Mcp.Answers;
using Daybook.Mcp.Calling;
using Daybook.Prime;
using Daybook.Search;

namespace Daybook.Mcp.State;

/// <summary><c>state_search</c></summary>
internal sealed class StateSearchTool() : DaybookTool(
    "state_search",
    "Search",
    "Finds records of every kind by words, best first. \"Quotes\" make a phrase, word* a prefix.",
    ToolEffect.Reads,
    Query,
    Kinds,
    Repo,
    Under,
    Since,
    Newest,
    AnswerForm.PageSize,
    AnswerForm.Place,
    AnswerForm.Format)
{
    private const int LimitDefault = 10;
    private const int TitleMax = 80;

    private static readonly Parameter Query = Parameter.Required("query", "Words");
    private static readonly Parameter Kinds = Parameter.Texts("kinds", "memory, task, run, draft, op");
    private static readonly Parameter Repo = Parameter.Text("repo", "");
    private static readonly Parameter Under = Parameter.Text("path", "File or folder");
    private static readonly Parameter Since = Parameter.Text("since", "ISO time, or 7d");
    private static readonly Parameter Newest = new("newest", ParameterType.Flag, "Newest first");

    private static readonly ListingAnswer<SearchHit> Listing = new(
        "hit",
        new HashSet<string>(StringComparer.Ordinal) { "kind", "id", "title", "snippet", "timestamp" },
        static hit => string.Create(CultureInfo.InvariantCulture, $"{hit.Kind} {hit.Id}  {PlainLine.Of(hit.Title, TitleMax)}"));

    /// <inheritdoc/>
    protected override async Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        ToolArguments given = call.Arguments;
        AnswerForm form = AnswerForm.OfListing(given);
        var query = new SearchQuery
        {
            Text = given.Required(Query),
            Kinds = [.. given.Texts(Kinds).Select(RecordKinds.Parse)],
            Repo = given.Text(Repo),
            Path = given.Text(Under),
            Since = given.Time(Since, call.Surroundings.Time),
            IsNewestFirst = given.Flag(Newest),
            Cursor = form.Cursor,
        };
        DaybookStore store = await call.OpenAsync(StoreUse.ReadAll, cancellationToken).ConfigureAwait(false);
        return await Listing.ReadAsync(
            form,
            LimitDefault,
            async limit => HitListing.Of(await store.Search.SearchAsync(query with { Limit = limit }, cancellationToken).ConfigureAwait(false)),
            static page => page.Items,
            RecordsJson.Default.HitListing,
            "Nothing found; try fewer or other words.").ConfigureAwait(false);
    }
}
