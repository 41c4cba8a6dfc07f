using System.Text.Encodings.Web;
using System.Text.Json;
using Daybook.Cli.Harnesses;

namespace Daybook.Cli.Commands.Hooks;

/// <summary>Text for the agent, in the form in which its harness takes it from stdout.</summary>
internal static class HookAnswer
{
    // The reader is a program; what a terminal might misread stays escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>The answer as one line of JSON.</summary>
    /// <param name="harness">Who asks.</param>
    /// <param name="moment">When.</param>
    /// <param name="text">What the agent is to know.</param>
    public static byte[] Of(Harness harness, HookMoment moment, string text)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            switch (harness.Answer)
            {
                case AnswerForm.HookSpecificOutput:
                    json.WriteStartObject("hookSpecificOutput");
                    json.WriteString("hookEventName", moment.Name);
                    json.WriteString("additionalContext", text);
                    json.WriteEndObject();
                    break;
                case AnswerForm.AdditionalContext:
                    json.WriteString("additionalContext", text);
                    break;
                case AnswerForm.SnakeCaseContext:
                    json.WriteString("additional_context", text);
                    break;
                default:
                    throw new InvalidOperationException($"no form for {harness.Answer}");
            }

            json.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }
}
