using System.Buffers;
using System.Text.Json;
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

    // Of each section.
    private const int IdsMax = 3;

    private static readonly Parameter Budget = Parameter.Whole("budget", "Tokens", PrimeBudget.Min, TokensMax);

    /// <inheritdoc/>
    protected override async Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        AnswerForm form = AnswerForm.OfRecord(call.Arguments);
        int? budget = call.Arguments.Small(Budget);
        PrimeFacts facts = await ReadAsync(call.Surroundings, call.Caller.Agent, cancellationToken).ConfigureAwait(false);
        PrimeAnswer answer = Compose(facts, budget ?? TokensDefault, (form with { Limit = budget }).Budget);
        string text = answer.Text.Length > 0 ? AgentWording.OfPrime(answer.Text) : "Nothing is open and nothing is known yet; memory_add and task_create begin.";

        // The text is the answer. Its parts once more as JSON would double it, so they come only when asked for; by default, what names them.
        return form.IsDetailed
            ? RecordAnswer.Of(form, $"{answer.Tokens} tokens", answer, RecordsJson.Default.PrimeAnswer, "give a smaller budget.")
            : new ToolAnswer(text, IdsOf(answer));
    }

    /// <summary>What the text tells of, by ids, for a client that reads no text.</summary>
    private static JsonElement IdsOf(PrimeAnswer answer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("tokens"u8, answer.Tokens);
            writer.WriteStartArray("sections"u8);
            foreach (PrimeSection section in answer.Sections)
            {
                writer.WriteStartObject();
                writer.WriteString("title"u8, section.Title);
                writer.WriteStartArray("ids"u8);
                foreach (string id in section.Items.Select(static item => item.Id).OfType<string>().Take(IdsMax))
                {
                    writer.WriteStringValue(id);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>Reads what there is to tell.</summary>
    public static async Task<PrimeFacts> ReadAsync(McpSurroundings surroundings, string? agent, CancellationToken cancellationToken)
    {
        Task<UncommittedFiles> asking = surroundings.Workplace.ListChangesAsync(cancellationToken);
        DaybookStore store = await surroundings.Workplace.OpenAsync(StoreUse.ReadAll, cancellationToken).ConfigureAwait(false);
        return await new PrimeReading(store, surroundings.Time).ReadAsync(agent, asking, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The text for a number of tokens; letters outside of ASCII have more bytes than tokens tell, so that it may have to be shorter.</summary>
    public static PrimeAnswer Compose(PrimeFacts facts, int tokens, int bytesMax)
    {
        while (true)
        {
            PrimeAnswer answer = PrimeComposer.Compose(facts, tokens);
            int bytes = Shortening.SizeOf(answer.Text) + Shortening.Size(IdsOf(answer));
            if (bytes <= bytesMax || tokens == PrimeBudget.Min)
            {
                return answer;
            }

            tokens = Math.Max(PrimeBudget.Min, Math.Min(tokens - 1, (int)((long)tokens * bytesMax / bytes)));
        }
    }
}
