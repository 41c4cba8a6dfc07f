using System.CommandLine;
using Daybook.Cli.Output;
using Daybook.Drafts;
using Daybook.Embedded;
using Daybook.Json;

namespace Daybook.Cli.Commands.Recall;

/// <summary><c>daybook recall suggest</c></summary>
internal sealed class SuggestCommand : DaybookCommand
{
    private readonly Argument<string> category = RecallOptions.Category();

    /// <summary>Builds the command.</summary>
    public SuggestCommand(CommandFrame frame)
        : base(
            frame,
            "suggest",
            "Says in one sentence what was chosen last time for such a bot, and nothing when nothing was.",
            "daybook recall suggest coding",
            "daybook recall suggest coding --json")
    {
        Add(category);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        BuilderSuggestion suggestion = await store.BuilderMemory.SuggestAsync(call.Parsed.GetRequiredValue(category), cancellationToken);
        switch (call.Console.Mode)
        {
            case OutputMode.Json:
                call.Console.WriteJson(suggestion, RecordsJson.Default.BuilderSuggestion);
                break;
            case OutputMode.Quiet:
                foreach (BuilderMemoryEntry entry in suggestion.Entries)
                {
                    call.Console.WriteId(entry.Id);
                }

                break;
            default:
                if (suggestion.Suggestion is { } sentence)
                {
                    call.Console.Text.WriteLine(sentence);
                }

                break;
        }

        return 0;
    }
}
