using System.Text.Json;
using Daybook.Cli.Output;

namespace Daybook.Cli.Commands.Backup;

/// <summary>An exported record for people: a heading, then what it says.</summary>
internal static class ExportMarkdown
{
    /// <summary>The deepest nesting of a line: a record's, and the object that names its kind.</summary>
    internal const int DepthMax = 66;

    /// <summary>What a record is called by, whatever its kind.</summary>
    private static readonly string[] Titles = ["title", "name", "initial_description", "summary", "commandline", "invocation_id", "run_id", "session_id", "id"];

    /// <summary>Writes one record.</summary>
    public static void Write(ILineWriter text, ReadOnlyMemory<byte> line)
    {
        using JsonDocument document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = DepthMax });
        JsonElement record = document.RootElement.GetProperty("record");
        string title = Titles.Select(name => record.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null)
            .FirstOrDefault(static words => !string.IsNullOrWhiteSpace(words)) ?? "";
        text.WriteLine($"## {document.RootElement.GetProperty("kind").GetString()}: {title.ReplaceLineEndings(" ")}");
        text.WriteLine();
        foreach (JsonProperty member in record.EnumerateObject().Where(static member => !IsEmpty(member.Value)))
        {
            WriteMember(text, member);
        }

        text.WriteLine();
    }

    private static void WriteMember(ILineWriter text, JsonProperty member)
    {
        string value = member.Value.ValueKind switch
        {
            JsonValueKind.String => member.Value.GetString() ?? "",
            JsonValueKind.Array when member.Value.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.String) =>
                string.Join(", ", member.Value.EnumerateArray().Select(static item => item.GetString())),
            _ => $"`{member.Value.GetRawText()}`",
        };
        string[] lines = value.ReplaceLineEndings("\n").Split('\n');
        text.WriteLine($"- {member.Name}: {lines[0]}");
        foreach (string more in lines[1..])
        {
            text.WriteLine($"  {more}");
        }
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(static member => !IsEmpty(member.Value)),
        _ => false,
    };
}
