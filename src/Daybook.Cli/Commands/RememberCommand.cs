using System.CommandLine;
using System.Text.Json;
using Daybook.Cli.Commands.Memory;
using Daybook.Cli.Options;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook remember</c></summary>
internal sealed class RememberCommand : DaybookCommand
{
    private const string TypeDefault = "note";

    private static readonly string[] Types = ["decision", "pattern", TypeDefault];

    private readonly Argument<string> text = new("text") { Description = "What to remember; its first line becomes the title" };
    private readonly Option<string?> type = FieldOption.Text("--type", "decision|pattern|note", $"What it is (default: {TypeDefault})");
    private readonly Option<string[]> paths = FieldOption.Texts("--path", "path", "A file or directory concerned, from the repository's root");
    private readonly Option<string[]> tags = FieldOption.Texts("--tag", "word", "A word to find it by");
    private readonly LinkOptions links = new();

    /// <summary>Builds the command.</summary>
    public RememberCommand(CommandFrame frame)
        : base(
            frame,
            "remember",
            "Remembers a text: a decision, a pattern or a note.",
            "daybook remember \"Integration tests need DOCKER_HOST to be unset\"",
            "daybook remember \"We keep SQLite: one file beats one more service\" --type decision --path src/db --tag storage")
    {
        type.CompletionSources.Add(Types);
        Add(text);
        Add(type);
        Add(paths);
        Add(tags);
        links.AddTo(this);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        string words = call.Parsed.GetRequiredValue(text);
        string kind = call.Value(type) ?? TypeDefault;
        if (string.IsNullOrWhiteSpace(words))
        {
            throw new InvalidInputException("there is no text to remember");
        }

        if (!Types.Contains(kind))
        {
            throw new InvalidInputException($"--type {kind} is none of {string.Join(", ", Types)}")
            {
                Hint = "daybook memory add takes any type",
            };
        }

        var record = new MemoryRecord
        {
            Type = kind,
            Title = words.Trim().Split('\n', 2)[0].TrimEnd('\r'),
            Summary = words,
            Paths = call.Value(paths) ?? [],
            Metadata = Tags(call.Value(tags) ?? []),
        };
        return AddCommand.AddOneAsync(call, links.Over(record, call.Parsed), new AddAnswers(call.Console), cancellationToken);
    }

    private static Dictionary<string, JsonElement> Tags(string[] words) =>
        words.Length == 0 ? [] : new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["tags"] = JsonText.Of(words) };
}
