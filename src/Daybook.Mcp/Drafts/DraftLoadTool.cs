using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Daybook.Drafts;
using Daybook.Errors;
using Daybook.Mcp.Answers;
using Daybook.Mcp.Calling;

namespace Daybook.Mcp.Drafts;

/// <summary><c>draft_load</c></summary>
internal sealed class DraftLoadTool() : DaybookTool(
    "draft_load",
    "Load a draft",
    "The state of half-finished work. One too long to come whole is left out and measured: ask detailed, or for a part by pointer.",
    ToolEffect.Reads,
    Session,
    Pointer,
    AnswerForm.Format)
{
    // What stands beside a state: the text and the summary, of which the beginning of the state is a part.
    private const int BesideBytesMax = 1_200;

    // All of them, where the state is left out.
    private const int PartsBytesMax = 1_500;

    // Readers take 64, and the message around the state has some.
    private const int LevelsMax = 55;
    private const int PartsNamed = 20;
    private const int PartNameMax = 40;

    private const string SummaryCut = "\nTruncated: what stands beside the state, which is whole.";

    private static readonly Parameter Session = Parameter.Required("session_id", "Or a unique beginning of it");
    private static readonly Parameter Pointer = Parameter.Text("pointer", "JSON pointer, as /answers/0");

    /// <inheritdoc/>
    protected override async Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        AnswerForm form = AnswerForm.OfRecord(call.Arguments);
        DaybookStore store = await call.OpenAsync(StoreUse.Read, cancellationToken).ConfigureAwait(false);
        Draft draft = await store.Drafts.LoadAsync(call.Arguments.Required(Session), cancellationToken).ConfigureAwait(false);
        string? pointer = call.Arguments.Text(Pointer);
        string state = pointer is null ? StateOf(draft) : PartOf(draft, pointer);
        DraftSummary summary = draft.Summary;
        string text = CutText.ToBytes($"Draft {summary.SessionId}, saved {summary.UpdatedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}.", BesideBytesMax / 2);
        int summaryBytesMax = BesideBytesMax - Shortening.SizeOf(text) - Shortening.SizeOf(SummaryCut);
        JsonElement beside = Shortening.Fit(SummaryOf(summary), summaryBytesMax, out bool isSummaryCut);

        // A state that is cut, taken for the whole one and saved again would lose the rest for good.
        int levels = LevelsOf(state);
        bool isWhole = levels <= LevelsMax && Shortening.Size(JsonElement.Parse(state)) <= form.Budget - BesideBytesMax;
        if (isWhole)
        {
            return new ToolAnswer(isSummaryCut ? text + SummaryCut : text, Shape(beside, writer => writer.WriteRawValue(state)));
        }

        bool isTooDeep = levels > LevelsMax;
        string much = string.Create(CultureInfo.InvariantCulture, $"{(isTooDeep ? levels : state.Length)} {(isTooDeep ? "levels" : "characters")}");
        string more = isTooDeep || form.IsDetailed ? "" : "response_format detailed, or for ";
        string parts = CutText.ToBytes(Parts(state), PartsBytesMax);
        return new ToolAnswer($"{text} The state has {much} and is left out; ask for {more}a part by pointer: {parts}", Shape(beside, state: null));
    }

    private static int LevelsOf(string state)
    {
        int levels = 0;
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(state));
        while (reader.Read())
        {
            levels = Math.Max(levels, reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0));
        }

        return levels;
    }

    private static JsonElement SummaryOf(DraftSummary summary)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            DraftJson.WriteMembers(writer, summary);
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static JsonElement Shape(JsonElement summary, Action<Utf8JsonWriter>? state)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (JsonProperty member in summary.EnumerateObject().Where(member => state is not null || member.Name != "truncated"))
            {
                member.WriteTo(writer);
            }

            if (state is null)
            {
                writer.WriteBoolean("truncated"u8, true);
            }
            else
            {
                writer.WritePropertyName("state"u8);
                state(writer);
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>The state, without whitespace around it.</summary>
    private static string StateOf(Draft draft)
    {
        try
        {
            WellFormedJson.CheckTexts(Encoding.UTF8.GetBytes(draft.StateJson));
        }
        catch (InvalidOperationException failure)
        {
            throw new CorruptStoreException("the state holds half of a surrogate pair, which is no text and cannot be sent", failure)
            {
                Id = draft.SessionId,
                Hint = $"daybook draft load {draft.SessionId} prints it as it is stored",
            };
        }

        return draft.StateJson.Trim();
    }

    private static string PartOf(Draft draft, string pointer)
    {
        if (pointer.Length > 0 && pointer[0] != '/')
        {
            throw new InvalidInputException("pointer does not begin with a slash") { Hint = "give the way to a part as /answers/0, or leave pointer out for the whole state" };
        }

        using JsonDocument document = JsonDocument.Parse(StateOf(draft));
        JsonElement part = document.RootElement;
        foreach (string step in pointer.Split('/').Skip(1).Select(static step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            bool isThere = part.ValueKind switch
            {
                JsonValueKind.Object => part.TryGetProperty(step, out part),
                JsonValueKind.Array => int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < part.GetArrayLength() && Take(ref part, index),
                _ => false,
            };
            if (!isThere)
            {
                throw new NotFoundException($"the state has nothing at {pointer}") { Id = draft.SessionId, Hint = "leave pointer out, or give the way to a part as /answers/0" };
            }
        }

        return part.GetRawText();
    }

    private static bool Take(ref JsonElement part, int index)
    {
        part = part[index];
        return true;
    }

    private static string Parts(string state)
    {
        using JsonDocument document = JsonDocument.Parse(state);
        return document.RootElement.ValueKind switch
        {
            JsonValueKind.Object => string.Join(", ", document.RootElement.EnumerateObject().Take(PartsNamed).Select(static member => "/" + Daybook.Prime.PlainLine.Of(member.Name, PartNameMax))),
            JsonValueKind.Array => string.Create(CultureInfo.InvariantCulture, $"/0 to /{document.RootElement.GetArrayLength() - 1}"),
            _ => "it has none",
        };
    }
}
