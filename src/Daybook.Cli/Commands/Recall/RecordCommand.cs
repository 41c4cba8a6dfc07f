using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Drafts;
using Daybook.Embedded;
using Daybook.Json;

namespace Daybook.Cli.Commands.Recall;

/// <summary><c>daybook recall record</c></summary>
internal sealed class RecordCommand : DaybookCommand
{
    private readonly Option<string> category = new("--category") { Description = "What the bot is for", HelpName = "word", Required = true };
    private readonly Option<string> description = new("--description") { Description = "What was asked for", HelpName = "text", Required = true };
    private readonly Option<string?> tone = FieldOption.Text("--tone", "text", "The tone that was chosen");
    private readonly Option<string?> model = FieldOption.Text("--model", "name", "The model that was chosen");
    private readonly Option<string[]> skills = FieldOption.Texts("--skill", "name", "A skill that was chosen");
    private readonly Option<string?> slug = FieldOption.Text("--bot-slug", "name", "The name of the bot that was made");

    /// <summary>Builds the command.</summary>
    public RecordCommand(CommandFrame frame)
        : base(
            frame,
            "record",
            "Remembers what was chosen in a finished session.",
            "daybook recall record --category coding --description \"A Rust linter\" --tone formal --skill code-review --bot-slug rust-linter")
    {
        category.CompletionSources.Add([.. PurposeCategory.Named]);
        Add(category);
        Add(description);
        Add(tone);
        Add(model);
        Add(skills);
        Add(slug);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var session = new NewBuilderMemory
        {
            PurposeCategory = call.Parsed.GetRequiredValue(category),
            InitialDescription = call.Parsed.GetRequiredValue(description),
            ChosenTone = call.Value(tone),
            ChosenModel = call.Value(model),
            ChosenSkills = call.Value(skills) ?? [],
            BotSlug = call.Value(slug),
        };

        // Before a store is made for it: what no store may hold leaves no trace.
        BuilderMemoryRules.Validate(session);
        await using EmbeddedStore store = await call.Stores.OpenToWriteAsync(call.Note, cancellationToken);
        BuilderMemoryEntry entry = await store.BuilderMemory.RecordAsync(session, cancellationToken);
        switch (call.Console.Mode)
        {
            case OutputMode.Json:
                call.Console.WriteJson(entry, RecordsJson.Default.BuilderMemoryEntry);
                break;
            case OutputMode.Quiet:
                call.Console.WriteId(entry.Id);
                break;
            default:
                call.Console.Text.WriteLine(new Piece("Remembered", Tone.Good), " ", entry.Id);
                break;
        }

        return 0;
    }
}
