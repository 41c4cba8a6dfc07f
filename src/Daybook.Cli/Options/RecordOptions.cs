using System.CommandLine;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Cli.Options;

/// <summary>The fields of a memory record on the command line.</summary>
internal sealed class RecordOptions
{
    private readonly Option<string?> type = FieldOption.Text("--type", "type", "What it is: incident, decision, pattern, note, or a word of yours");
    private readonly Option<string?> title = FieldOption.Text("--title", "text", "One line");
    private readonly Option<string?> summary = FieldOption.Text("--summary", "text", "The rest");
    private readonly Option<string?> repo = FieldOption.Text("--repo", "name", "The repository, such as acme/web");
    private readonly Option<string?> sha = FieldOption.Text("--sha", "sha", "The commit");
    private readonly Option<long?> pr = new("--pr") { Description = "The pull request's number", HelpName = "n", CustomParser = NumberArgument.ReadLong };
    private readonly Option<string?> severity = FieldOption.Text("--severity", "word", "critical, high, medium, low, or another system's word");
    private readonly Option<string?> source = FieldOption.Text("--source", "name", "Which program or person it comes from");
    private readonly Option<string?> fingerprint = FieldOption.Text("--fingerprint", "text", "What makes two events the same event");
    private readonly Option<string[]> paths = FieldOption.Texts("--path", "path", "A file or directory concerned, from the repository's root");
    private readonly Option<string[]> links = FieldOption.Texts("--link", "url", "Where more is to be found");
    private readonly Option<string[]> metadata = FieldOption.Texts("--metadata", "key=value", "Anything else worth keeping");
    private readonly Option<DateTimeOffset?> timestamp;
    private readonly Option<string?> id = FieldOption.Text("--id", "id", "Its id; the same id with the same content is stored once (default: a new one)");

    private readonly LinkOptions crossLinks = new();

    /// <summary>Takes the clock that relative times count from.</summary>
    public RecordOptions(TimeProvider time)
    {
        timestamp = new Option<DateTimeOffset?>("--timestamp")
        {
            Description = "When it happened: ISO 8601, or 30m, 24h, 2d for that long ago (default: now)",
            HelpName = "time",
            CustomParser = TimeArgument.Reader(time),
        };
    }

    private IEnumerable<Option> All =>
        [type, title, summary, repo, sha, pr, severity, source, fingerprint, paths, links, metadata, timestamp, id, .. crossLinks.All];

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>The first of these options that a command line has, or null.</summary>
    public string? FirstGiven(ParseResult parsed) =>
        All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false })?.Name;

    /// <summary>The record that a command line describes.</summary>
    /// <exception cref="InvalidInputException">A piece of metadata has no name, or one that another has.</exception>
    public MemoryRecord Read(ParseResult parsed) => crossLinks.Over(Fields(parsed), parsed);

    private MemoryRecord Fields(ParseResult parsed) => new()
    {
        Id = parsed.GetValue(id),
        Type = parsed.GetValue(type),
        Timestamp = parsed.GetValue(timestamp),
        Repo = parsed.GetValue(repo),
        Sha = parsed.GetValue(sha),
        PrNumber = parsed.GetValue(pr),
        Source = parsed.GetValue(source),
        Severity = parsed.GetValue(severity),
        Fingerprint = parsed.GetValue(fingerprint),
        Title = parsed.GetValue(title),
        Summary = parsed.GetValue(summary),
        Paths = parsed.GetValue(paths) ?? [],
        Links = [.. (parsed.GetValue(links) ?? []).Select(url => new MemoryLink(url))],
        Metadata = PairOption.Read("--metadata", parsed.GetValue(metadata) ?? [], JsonText.Of),
    };
}
