using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Cli.Commands.Memory;

/// <summary><c>daybook memory query</c></summary>
internal sealed class QueryCommand : DaybookCommand
{
    private const string TextFormat = "text";
    private const string MarkdownFormat = "markdown";

    private readonly Option<string[]> paths = FieldOption.Texts("--path", "path", "Records about this path from the repository's root, a directory above it or files below it");
    private readonly Option<string?> fingerprint = FieldOption.Text("--fingerprint", "text", "Records with this fingerprint; with --path also failed checks of exactly these files");
    private readonly Option<string?> text = FieldOption.Text("--text", "words", "Records with all these words");
    private readonly Option<long?> pr = new("--pr") { Description = "Records of this pull request", HelpName = "n", CustomParser = NumberArgument.ReadLong };
    private readonly Option<string?> sha = FieldOption.Text("--sha", "sha", "Records of this commit, which may be abbreviated");
    private readonly Option<string?> repo = FieldOption.Text("--repo", "name", "Only records of this repository");
    private readonly Option<string?> type = FieldOption.Text("--type", "type", "Only records of this type");
    private readonly Option<string?> severity = FieldOption.Text("--severity", "word", "Only records of this severity");
    private readonly Option<DateTimeOffset?> since;
    private readonly Option<string?> format = FieldOption.Text("--format", "text|markdown", $"How to print (default: {TextFormat})");
    private readonly PagingOptions paging = new(
        MemoryRules.MaxMatchesDefault, $"the setting max_matches, {MemoryRules.MaxMatchesDefault} unless set");

    /// <summary>Builds the command.</summary>
    public QueryCommand(CommandFrame frame)
        : base(
            frame,
            "query",
            "Finds what is known about paths, a fingerprint, words, a pull request or a commit: gravest first, then newest.",
            "daybook memory query --path src/db.cs --path src/pool.cs",
            "daybook memory query --text \"connection pool\" --since 30d --limit 10",
            "daybook memory query --fingerprint deploy:web --json",
            "daybook memory query --path src/db.cs --format markdown")
    {
        since = new Option<DateTimeOffset?>("--since")
        {
            Description = "Only records from this time on: ISO 8601, or 30m, 24h, 2d",
            HelpName = "time",
            CustomParser = TimeArgument.Reader(frame.Surroundings.Ports.Time),
        };
        format.CompletionSources.Add(TextFormat, MarkdownFormat);
        foreach (Option option in (Option[])[paths, fingerprint, text, pr, sha, repo, type, severity, since, format])
        {
            Add(option);
        }

        paging.AddTo(this);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        MemoryQuery query = Read(call);
        bool isMarkdown = IsMarkdown(call);
        await using EmbeddedStore store = await call.Stores.OpenMemoryToReadAsync(cancellationToken);
        MemorySettings settings = store.GetMemorySettings();
        if (!settings.Enabled)
        {
            call.Note(Wording.MemoryDisabled);
        }

        Page<MemoryRecord> page = await call.Console.PatientlyAsync(
            "Searching memory",
            _ => isMarkdown
                ? RelatedHistory.FindAsync(store.Memory, query with { Limit = query.Limit ?? settings.MaxMatches }, cancellationToken)
                : store.Memory.QueryAsync(query, cancellationToken));
        if (isMarkdown)
        {
            RecordPages.PrintMarkdown(call.Console, page);
        }
        else
        {
            RecordPages.Print(call.Console, page, "Nothing matches.");
        }

        return 0;
    }

    private bool IsMarkdown(CommandCall call) => (call.Value(format) ?? TextFormat) switch
    {
        TextFormat => false,
        MarkdownFormat when call.Console.Mode == OutputMode.Text => true,
        MarkdownFormat => throw new InvalidInputException($"--format {MarkdownFormat} excludes --json and --quiet"),
        var other => throw new InvalidInputException($"--format {other} is neither {TextFormat} nor {MarkdownFormat}"),
    };

    private MemoryQuery Read(CommandCall call)
    {
        var query = new MemoryQuery
        {
            Paths = [.. (call.Value(paths) ?? []).Where(path => !string.IsNullOrWhiteSpace(path))],
            Fingerprint = call.Value(fingerprint),
            Text = call.Value(text),
            PrNumber = call.Value(pr),
            Sha = call.Value(sha),
            Repo = call.Value(repo),
            Type = call.Value(type),
            Severity = call.Value(severity),
            Since = call.Value(since),
            Limit = paging.LimitGiven(call.Parsed),
            Cursor = paging.Cursor(call.Parsed),
        };
        bool hasCondition = query.Paths.Count > 0
            || query.PrNumber is not null
            || !(string.IsNullOrWhiteSpace(query.Fingerprint) && string.IsNullOrWhiteSpace(query.Text) && string.IsNullOrWhiteSpace(query.Sha));
        return hasCondition ? query : throw new InvalidInputException("a query needs at least one of --path, --fingerprint, --text, --pr, --sha")
        {
            Hint = "daybook memory list lists everything",
        };
    }
}
