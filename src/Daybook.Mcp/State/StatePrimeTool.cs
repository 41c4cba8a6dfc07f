using Daybook.Git;
using Daybook.Json;
using Daybook.Mcp.Answers;
using Daybook.Mcp.Calling;
using Daybook.Prime;

namespace Daybook.Mcp.State;

/// <summary><c>state_prime</c></summary>
internal sealed class StatePrimeTool() : DaybookTool(
    "state_prime",
    "Prime",
    "What to know at the start of a session: interrupted and ready work, open operations, memory about changed files.",
    ToolEffect.Reads,
    Budget,
    AnswerForm.Format)
{
    /// <summary>What a default answer has room for.</summary>
    private const int TokensDefault = 900;

    // Four characters a token, twice: as text and inside of the sections.
    private const int TokensMax = 10_000;

    private static readonly Parameter Budget = Parameter.Whole("budget", "Tokens", PrimeBudget.Min, TokensMax);

    /// <inheritdoc/>
    protected override async Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        AnswerForm form = AnswerForm.OfRecord(call.Arguments);
        PrimeAnswer answer = await ReadAsync(call.Surroundings, call.Caller.Agent, call.Arguments.Small(Budget) ?? TokensDefault, cancellationToken).ConfigureAwait(false);
        string text = answer.Text.Length > 0 ? AgentWording.OfPrime(answer.Text) : "Nothing is open and nothing is known yet; memory_add and task_create begin.";

        // The text is the answer. Its parts once more as JSON would double it, so they come only when asked for.
        return form.IsDetailed
            ? RecordAnswer.Of(form, $"{answer.Tokens} tokens", answer, RecordsJson.Default.PrimeAnswer, "give a smaller budget.")
            : new ToolAnswer(text, null);
    }

    /// <summary>Reads and composes.</summary>
    public static async Task<PrimeAnswer> ReadAsync(McpSurroundings surroundings, string? agent, int tokens, CancellationToken cancellationToken)
    {
        Task<UncommittedFiles> asking = surroundings.Workplace.ListChangesAsync(cancellationToken);
        DaybookStore store = await surroundings.Workplace.OpenAsync(StoreUse.ReadAll, cancellationToken).ConfigureAwait(false);
        PrimeFacts facts = await new PrimeReading(store, surroundings.Time).ReadAsync(agent, asking, cancellationToken).ConfigureAwait(false);
        return PrimeComposer.Compose(facts, tokens);
    }
}
