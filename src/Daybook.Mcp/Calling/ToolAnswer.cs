using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Daybook.Errors;
using Daybook.Json;
using Daybook.Mcp.Answers;
using Daybook.Prime;
using ModelContextProtocol.Protocol;

namespace Daybook.Mcp.Calling;

/// <summary>What a call answers: a short text of our own, and the same shape as the command line's JSON.</summary>
/// <param name="Text">For a model that reads only text.</param>
/// <param name="Structured">The shape; null where the text is all there is to say.</param>
internal sealed record ToolAnswer(string Text, JsonElement? Structured)
{
    // A failure is to cost no more than a short answer, and says nearly everything twice, as text and as a shape.
    private const int MessageBytesMax = 600;
    private const int HintBytesMax = 400;
    private const int IdBytesMax = 200;
    private const int PathBytesMax = 300;
    private const int CandidatesBytesMax = 500;

    /// <summary>An answer with a shape.</summary>
    public static ToolAnswer Of<T>(string text, T shape, JsonTypeInfo<T> type) => new(text, JsonSerializer.SerializeToElement(shape, type));

    /// <summary>A failure as the model is told it: what happened and what to do next, and nothing of the inside.</summary>
    public static CallToolResult OfFailure(Exception failure)
    {
        ErrorReport report = ErrorReport.Of(failure);
        report = report with
        {
            Message = CutText.ToBytes(PlainLine.Of(report.Message, MessageBytesMax), MessageBytesMax),
            Hint = CutText.ToBytes(AgentWording.Of(report.Hint) ?? NextStepAfter(ErrorReport.CodeOf(failure)), HintBytesMax),
            Id = report.Id is { } id ? CutText.ToBytes(PlainLine.Of(id, RecordId.BytesMax), IdBytesMax) : null,
            Path = report.Path is { } path ? CutText.ToBytes(path, PathBytesMax) : null,
            Candidates = report.Candidates is { } ids ? Fitting(ids) : null,
        };
        string candidates = report.Candidates is { } some ? $" Candidates: {string.Join(", ", some)}." : "";
        string text = $"{report.Code}: {report.Message}.{candidates} Next: {report.Hint}.";
        CallToolResult result = Of(text, new ErrorEnvelope(report), RecordsJson.Default.ErrorEnvelope).ToResult();
        result.IsError = true;
        return result;
    }

    /// <summary>The answer as the protocol carries it.</summary>
    public CallToolResult ToResult() => new() { Content = [new TextContentBlock { Text = Text }], StructuredContent = Structured };

    /// <summary>The answer with the word that something was left out of it.</summary>
    /// <param name="words">What, and how to see it.</param>
    public ToolAnswer Truncated(string words)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (JsonProperty member in (Structured ?? default).EnumerateObject().Where(static member => member.Name != "truncated"))
            {
                member.WriteTo(writer);
            }

            writer.WriteBoolean("truncated"u8, true);
            writer.WriteEndObject();
        }

        return new ToolAnswer($"{Text}\nTruncated; {words}", JsonElement.Parse(buffer.WrittenSpan));
    }

    /// <summary>The first of some ids; half an id is none, and fewer whole ones still help.</summary>
    private static IReadOnlyList<string> Fitting(IReadOnlyList<string> ids)
    {
        int left = CandidatesBytesMax;
        return [.. ids.TakeWhile(id => (left -= Shortening.SizeOf(id) + 3) >= 0)];
    }

    private static string NextStepAfter(ErrorCode code) => code switch
    {
        ErrorCode.Usage => "call again with the argument put right",
        ErrorCode.NotFound => "look for the id with state_search or task_ready",
        ErrorCode.Conflict => "look at the record, then decide again",
        ErrorCode.Busy => "call again in a moment; nothing was written",
        ErrorCode.Storage => "free disk space or mend permissions, then call again; nothing was written",
        ErrorCode.Corrupt => "run daybook doctor in the work tree",
        _ => "tell the user",
    };
}
