using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Embedded;
using Daybook.Search;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook search</c></summary>
internal sealed class SearchCommand : DaybookCommand
{
    private readonly Argument<string[]> words = new("words")
    {
        Description = "What to look for: words in any form, \"phrases\" in double quotes, beginnings with a star",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> kinds = FieldOption.Texts("--kind", "kind", "Only this kind: memory, task, run, draft or op");
    private readonly Option<string?> repo = FieldOption.Text("--repo", "name", "Only records of this repository");
    private readonly Option<string?> path = FieldOption.Text("--path", "path", "Only records about this path from the repository's root, a directory above it or files below it");
    private readonly Option<string?> type = FieldOption.Text("--type", "type", "Only memory of this type, tasks, runs and operations of this status, drafts of this phase");
    private readonly Option<string?> severity = FieldOption.Text("--severity", "word", "Only records of this severity");
    private readonly Option<string?> session = FieldOption.Text("--session", "id", "Only records of this session");
    private readonly Option<DateTimeOffset?> since;
    private readonly Option<DateTimeOffset?> until;
    private readonly Option<bool> newest = new("--newest") { Description = "The newest first, instead of the best" };
    private readonly PagingOptions paging = new(20);

    /// <summary>Builds the command.</summary>
    public SearchCommand(CommandFrame frame)
        : base(
            frame,
            "search",
            "Finds records of every kind by their words: the best first.",
            "daybook search connection pool exhausted",
            "daybook search '\"retry storm\"' --kind memory --since 90d",
            "daybook search CS8602 --path src/db --newest",
            "daybook search 'migrat*' --json --limit 50")
    {
        since = TimeOption.Of(frame, "--since", "Only records from this time on");
        until = TimeOption.Of(frame, "--until", "Only records up to this time");
        kinds.CompletionSources.Add("memory", "task", "run", "draft", "op");
        Add(words);
        foreach (Option option in (Option[])[kinds, repo, path, type, severity, session, since, until, newest])
        {
            Add(option);
        }

        paging.AddTo(this);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var query = new SearchQuery
        {
            Text = string.Join(' ', call.Parsed.GetRequiredValue(words)),
            Kinds = [.. (call.Value(kinds) ?? []).Select(RecordKinds.Parse)],
            Repo = call.Value(repo),
            Path = call.Value(path),
            Type = call.Value(type),
            Severity = call.Value(severity),
            SessionId = call.Value(session),
            Since = call.Value(since),
            Until = call.Value(until),
            IsNewestFirst = call.Value(newest),
            Limit = paging.Limit(call.Parsed),
            Cursor = paging.Cursor(call.Parsed),
        };
        await using EmbeddedStore store = await call.Stores.OpenToSearchAsync(cancellationToken);
        SearchAnswer answer = await call.Console.PatientlyAsync("Searching", _ => store.Search.SearchAsync(query, cancellationToken));
        HitText.Print(call.Console, answer);
        return 0;
    }
}
