using Daybook.Drafts;
using Daybook.Json;
using Daybook.Mcp.Answers;
using Daybook.Mcp.Calling;

namespace Daybook.Mcp.Drafts;

/// <summary><c>recall_suggest</c></summary>
internal sealed class RecallSuggestTool() : DaybookTool(
    "recall_suggest",
    "Recall choices",
    "What was chosen the last times a bot of this category was built, as a sentence to offer the user.",
    ToolEffect.Reads,
    Category)
{
    private static readonly Parameter Category = Parameter.Required("category", "As coding, research, writing");

    /// <inheritdoc/>
    protected override async Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        DaybookStore store = await call.OpenAsync(StoreUse.Read, cancellationToken).ConfigureAwait(false);
        BuilderSuggestion suggestion = await store.BuilderMemory.SuggestAsync(call.Arguments.Required(Category), cancellationToken).ConfigureAwait(false);
        return RecordAnswer.Of(
            AnswerForm.OfWrite,
            suggestion.Suggestion is null ? "Nothing was chosen before." : "Offer the suggestion to the user.",
            suggestion,
            RecordsJson.Default.BuilderSuggestion,
            "daybook recall category has all of it.");
    }
}
