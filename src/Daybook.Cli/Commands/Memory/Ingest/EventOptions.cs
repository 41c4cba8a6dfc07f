using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Memory.Events;

namespace Daybook.Cli.Commands.Memory.Ingest;

/// <summary>The fields that every event has, on the command line.</summary>
internal sealed class EventOptions
{
    private readonly Option<string?> repo = FieldOption.Text("--repo", "name", "The repository, such as acme/web");
    private readonly Option<string?> sha = FieldOption.Text("--sha", "sha", "The commit it happened to");
    private readonly Option<long?> pr = new("--pr") { Description = "The pull request's number", HelpName = "n", CustomParser = NumberArgument.ReadLong };
    private readonly Option<string[]> paths = FieldOption.Texts("--path", "path", "A file concerned, from the repository's root");
    private readonly Option<string?> link = FieldOption.Text("--link", "url", "Where its source shows it");
    private readonly Option<DateTimeOffset?> timestamp;

    /// <summary>Takes the clock that relative times count from.</summary>
    public EventOptions(TimeProvider time)
    {
        timestamp = new Option<DateTimeOffset?>("--timestamp")
        {
            Description = "When it happened: ISO 8601, or 30m, 24h, 2d for that long ago (default: now)",
            HelpName = "time",
            CustomParser = TimeArgument.Reader(time),
        };
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[repo, sha, pr, paths, link, timestamp])
        {
            command.Add(option);
        }
    }

    /// <summary>The event with what a command line says about it; what that leaves open stays.</summary>
    public TEvent Over<TEvent>(TEvent happened, ParseResult parsed)
        where TEvent : MemoryEvent => happened with
        {
            Repo = parsed.GetValue(repo) ?? happened.Repo,
            Sha = parsed.GetValue(sha) ?? happened.Sha,
            PrNumber = parsed.GetValue(pr) ?? happened.PrNumber,
            Paths = parsed.GetValue(paths) is { Length: > 0 } given ? given : happened.Paths,
            Url = parsed.GetValue(link) ?? happened.Url,
            Timestamp = parsed.GetValue(timestamp) ?? happened.Timestamp,
        };
}
