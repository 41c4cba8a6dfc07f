using System.Text.Json;
using Daybook.Errors;

namespace Daybook.Cli.Commands.Hooks;

/// <summary>
/// What a harness tells a hook. Each harness spells the same few things in its own way; all spellings are understood wherever they come from,
/// and everything else is passed over. The text comes from outside: lengths and depth are bounded, and nothing of it is believed.
/// </summary>
internal sealed class HookPayload
{
    /// <summary>How much of a payload is read. What is looked for stands at its beginning; what a tool answered, at its end, may be long.</summary>
    public const int BytesMax = 8 << 20;

    private const int FilesMax = 100;
    private const int TextMax = 4_096;

    private static readonly string[] SessionNames = ["session_id", "sessionId", "conversation_id"];
    private static readonly string[] FolderNames = ["cwd", "working_dir"];
    private static readonly string[] ToolNames = ["tool_name", "toolName"];
    private static readonly string[] InputNames = ["tool_input", "toolArgs"];
    private static readonly string[] TranscriptNames = ["transcript_path", "transcriptPath"];
    private static readonly string[] FileNames = ["file_path", "filePath", "notebook_path", "path"];
    private static readonly string[] PatchNames = ["command", "input", "patch"];

    private readonly List<string> files = [];

    /// <summary>The harness's session.</summary>
    public string? SessionId { get; private set; }

    /// <summary>The folder in which the agent works.</summary>
    public string? Folder { get; private set; }

    /// <summary>The tool that ran.</summary>
    public string? Tool { get; private set; }

    /// <summary>Where the harness writes the conversation down.</summary>
    public string? Transcript { get; private set; }

    /// <summary>The files that the tool was given, as it spells them.</summary>
    public IReadOnlyList<string> Files => files;

    /// <summary>Whether the tool only looked at the files: one tool of OpenHands both shows and changes them.</summary>
    public bool IsView { get; private set; }

    /// <summary>Reads a payload; an empty one says nothing.</summary>
    /// <param name="utf8">It, or its beginning.</param>
    /// <param name="isWhole">Whether that is all of it.</param>
    /// <exception cref="InvalidInputException">It is no JSON object.</exception>
    public static HookPayload Read(ReadOnlySpan<byte> utf8, bool isWhole)
    {
        var payload = new HookPayload();
        ReadOnlySpan<byte> text = utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        if (text.Trim(" \t\r\n"u8).IsEmpty)
        {
            return payload;
        }

        try
        {
            var reader = new Utf8JsonReader(text, isWhole, new JsonReaderState(new JsonReaderOptions { MaxDepth = 64 }));
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                payload.ReadMembers(ref reader);
                return payload;
            }
        }
        catch (JsonException failure)
        {
            throw new InvalidInputException("stdin is no JSON object", failure);
        }

        throw new InvalidInputException("stdin is no JSON object");
    }

    private void ReadMembers(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            string? name = Text(ref reader);
            if (reader.CurrentDepth == 1 && InputNames.Contains(name))
            {
                ReadInput(ref reader);
            }
            else if (reader.CurrentDepth == 1 && name == "workspace_roots")
            {
                Folder ??= NextText(ref reader, JsonTokenType.StartArray);
            }
            else if (reader.CurrentDepth == 1)
            {
                ReadField(ref reader, name);
            }
        }
    }

    private void ReadField(ref Utf8JsonReader reader, string? name)
    {
        if (SessionNames.Contains(name))
        {
            SessionId ??= NextText(ref reader);
        }
        else if (FolderNames.Contains(name))
        {
            Folder ??= NextText(ref reader);
        }
        else if (ToolNames.Contains(name))
        {
            Tool ??= NextText(ref reader);
        }
        else if (TranscriptNames.Contains(name))
        {
            Transcript ??= NextText(ref reader);
        }
        else if (name == "file_path")
        {
            AddFile(NextText(ref reader));
        }
    }

    /// <summary>What a tool was given: an object, or text that is one.</summary>
    private void ReadInput(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            return;
        }

        if (reader.TokenType == JsonTokenType.String)
        {
            ReadInputText(AnyText(ref reader) ?? "");
            return;
        }

        int depth = reader.CurrentDepth;
        while (reader.TokenType == JsonTokenType.StartObject || reader.CurrentDepth > depth)
        {
            if (!reader.Read())
            {
                return;
            }

            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == depth + 1)
            {
                ReadInputField(ref reader);
            }
        }
    }

    private void ReadInputText(string text)
    {
        try
        {
            var inner = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes($"[{text}]"));
            inner.Read();
            ReadInput(ref inner);
        }
        catch (JsonException)
        {
            // Text that is no JSON is what the tool itself was given.
            AddPatched(text);
        }
    }

    private void ReadInputField(ref Utf8JsonReader reader)
    {
        string? name = Text(ref reader);
        if (FileNames.Contains(name))
        {
            AddFile(NextText(ref reader));
        }
        else if (PatchNames.Contains(name) && reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            string text = AnyText(ref reader) ?? "";
            IsView |= text == "view";
            AddPatched(text);
        }
    }

    private void AddPatched(string patch)
    {
        foreach (string file in PatchedFiles.In(patch))
        {
            AddFile(file);
        }
    }

    private void AddFile(string? file)
    {
        if (file is { Length: > 0 } && files.Count < FilesMax)
        {
            files.Add(file);
        }
    }

    private static string? NextText(ref Utf8JsonReader reader, JsonTokenType before = JsonTokenType.None)
    {
        if (before != JsonTokenType.None && !(reader.Read() && reader.TokenType == before))
        {
            return null;
        }

        return reader.Read() && reader.TokenType == JsonTokenType.String ? Text(ref reader) : null;
    }

    private static string? Text(ref Utf8JsonReader reader) => reader.ValueSpan.Length <= TextMax ? AnyText(ref reader) : null;

    /// <summary>A text of any length; null where it is none, as half of a surrogate pair: that is no reason to drop the rest.</summary>
    private static string? AnyText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
