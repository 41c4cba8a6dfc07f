using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// <c>memory.json</c>: what is known about the project, the truth for it. Written whole and durably, the version before it kept as the
/// backup; where it cannot be read, the backup speaks.
/// </summary>
internal sealed class ContextFile
{
    private const string RevisionName = "revision";

    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Default,
        SkipValidation = true,
    };

    private ContextFile(OrderedDictionary<string, JsonElement> values, long revision, byte[]? content, bool isSound)
    {
        Values = values;
        Revision = revision;
        Content = content;
        IsSound = isSound;
    }

    /// <summary>The values, without the revision.</summary>
    internal OrderedDictionary<string, JsonElement> Values { get; }

    /// <summary>Rises with every change.</summary>
    internal long Revision { get; }

    /// <summary>What stands in the file itself; null where there is none.</summary>
    internal byte[]? Content { get; }

    /// <summary>Whether <see cref="Content"/> can be read, or there is none to read.</summary>
    internal bool IsSound { get; }

    /// <summary>Reads the file, or the backup where the file cannot be read.</summary>
    /// <exception cref="CorruptStoreException">Neither can.</exception>
    internal static ContextFile Read(IFileSystem fileSystem, TaskPlaces places)
    {
        byte[]? content = ReadContent(fileSystem, places.Context);
        if (content is null && fileSystem.Stat(places.ContextBackup) is null)
        {
            return new ContextFile(Empty(), 0, null, isSound: true);
        }

        if (content is not null && Parse(content) is { } values)
        {
            return Of(values, content, isSound: true);
        }

        return ReadContent(fileSystem, places.ContextBackup) is { } backup && Parse(backup) is { } old
            ? Of(old, content, isSound: false)
            : throw new CorruptStoreException($"{places.Context} is no JSON object, and its backup is none either")
            {
                Path = places.Context,
                Hint = "run daybook doctor tasks --fix, which keeps the bytes in quarantine/, or mend the file by hand",
            };
    }

    /// <summary>Whether something stands at a path that is no JSON object.</summary>
    internal static bool IsDamaged(IFileSystem fileSystem, string path) => ReadContent(fileSystem, path) is { } content && Parse(content) is null;

    /// <summary>Values of another document, such as the context inside a founding <c>current.json</c>.</summary>
    internal static ContextFile From(JsonElement members)
    {
        OrderedDictionary<string, JsonElement> values = Empty();
        foreach (JsonProperty member in members.EnumerateObject())
        {
            values[member.Name] = member.Value;
        }

        return new ContextFile(values, 0, null, isSound: true);
    }

    /// <summary>The context as a <c>current.json</c> of ours shows it; null where it shows none.</summary>
    internal static ContextFile? ShownBy(CurrentFile current) =>
        current is { IsIntact: true, Document: { } document } && document.TryGetProperty("memory", out JsonElement values)
            && values.ValueKind == JsonValueKind.Object
                ? From(values)
                : null;

    /// <summary>Writes values in place of these, under the lock of the tasks. When it returns they survive power loss.</summary>
    internal void Replace(EmbeddedPorts ports, TaskPlaces places, OrderedDictionary<string, JsonElement> values)
    {
        byte[] next = Encode(values, Revision + 1);
        if (next.Length > ContextRules.DocumentBytesMax)
        {
            throw new InvalidInputException($"the context would have {next.Length} bytes; it may have {ContextRules.DocumentBytesMax}")
            {
                Hint = "keep large texts in files and name them here",
            };
        }

        DirectoryTree.Create(ports.FileSystem, places.Directory);
        var atomic = new AtomicFile(ports.FileSystem, ports.NewTempName);
        if (Content is { Length: > 0 } && IsSound)
        {
            atomic.Write(places.ContextBackup, Content);
        }
        else
        {
            Quarantine.KeepAll(ports, places, places.Context, Content);
        }

        places.SyncNames(ports.FileSystem, places.Directory);
        atomic.Write(places.Context, next);
    }

    private static byte[] Encode(OrderedDictionary<string, JsonElement> values, long revision)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, Indented))
        {
            writer.WriteStartObject();
            foreach ((string name, JsonElement value) in values)
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }

            writer.WriteNumber(RevisionName, revision);
            writer.WriteEndObject();
        }

        json.Write("\n"u8);
        return json.WrittenSpan.ToArray();
    }

    private static ContextFile Of(OrderedDictionary<string, JsonElement> values, byte[]? content, bool isSound)
    {
        long revision = values.Remove(RevisionName, out JsonElement found) && found.ValueKind == JsonValueKind.Number && found.TryGetInt64(out long number)
            ? number
            : 0;
        return new ContextFile(values, revision, content, isSound);
    }

    private static OrderedDictionary<string, JsonElement> Empty() => new(StringComparer.Ordinal)
    {
        [ContextRules.KeyDecisions] = JsonElement.Parse("[]"u8),
        [ContextRules.LearnedPatterns] = JsonElement.Parse("[]"u8),
    };

    private static OrderedDictionary<string, JsonElement>? Parse(byte[] content)
    {
        if (DocumentJson.Parse(content, DocumentJson.LevelsMax) is not { } root)
        {
            return null;
        }

        var values = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty member in root.EnumerateObject())
        {
            values[member.Name] = member.Value;
        }

        return values;
    }

    private static byte[]? ReadContent(IFileSystem fileSystem, string path)
    {
        try
        {
            return fileSystem.ReadAll(path, ContextRules.DocumentBytesMax * 4);
        }
        catch (RecordTooLargeException)
        {
            return [];
        }
    }
}
