using System.Text;
using System.Text.Json;
using Daybook.Embedded.Operations;
using Daybook.Memory;
using Daybook.Operations;

namespace Daybook.Embedded;

/// <summary>
/// Reads the content of <c>daybook.json</c> by hand. Every command opens a store, and the metadata that a serializer sets up for one small
/// file took a quarter of a command's time.
/// </summary>
internal ref struct StoreFileReader
{
    private readonly ReadOnlySpan<byte> content;
    private Utf8JsonReader reader;

    private StoreFileReader(ReadOnlySpan<byte> content)
    {
        this.content = content;
        reader = new Utf8JsonReader(content);
    }

    /// <summary>Reads the number of the format alone: a newer file may hold anything else.</summary>
    /// <returns>The number; null if there is none.</returns>
    /// <exception cref="JsonException">This is no JSON.</exception>
    internal static long? ReadFormat(ReadOnlySpan<byte> content)
    {
        var file = new StoreFileReader(content);
        long? format = null;
        file.reader.Read();
        while (file.reader.TokenType != JsonTokenType.StartArray && file.reader.Read() && file.reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isFormat = file.reader.ValueTextEquals("format"u8);
            file.reader.Read();
            format = isFormat && file.reader.TokenType == JsonTokenType.Number && file.reader.TryGetInt64(out long found) ? found : format;
            file.reader.Skip();
        }

        return format;
    }

    /// <summary>Reads all of it.</summary>
    /// <exception cref="JsonException">It is not what it should be; with the line.</exception>
    internal static StoreFile Read(byte[] content)
    {
        // A mistake in the settings of memory hurts memory alone.
        UnambiguousJson.Check(content, Encoding.UTF8.GetBytes(MemoryRecord.KindName));
        return new StoreFileReader(content).Read() with { Content = content };
    }

    private StoreFile Read()
    {
        int? format = null;
        string? storeId = null;
        DateTimeOffset? createdAt = null;
        Dictionary<string, KindPlace> kinds = [];
        List<string>? track = null;
        Dictionary<string, JsonElement> extra = [];
        reader.Read();
        Enter();
        while (NextMember() is { } name)
        {
            switch (name)
            {
                case "format":
                    format = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int number) ? number : throw Wrong("format is no whole number");
                    break;
                case "store_id":
                    storeId = Text(name);
                    break;
                case "created_at":
                    createdAt = UtcTime.Parse(Text(name)) ?? throw Wrong("created_at is no time");
                    break;
                case "kinds":
                    kinds = Kinds();
                    break;
                case "track":
                    track = Track();
                    break;
                case OperationRecord.KindName:
                    CheckOperations(this);
                    extra[name] = JsonElement.ParseValue(ref reader);
                    break;
                default:
                    extra[name] = JsonElement.ParseValue(ref reader);
                    break;
            }
        }

        // What follows the object is an error of its own.
        reader.Read();
        return new StoreFile
        {
            Format = format ?? throw Wrong("it has no format"),
            StoreId = storeId ?? throw Wrong("it has no store_id"),
            CreatedAt = createdAt ?? throw Wrong("it has no created_at"),
            Kinds = kinds,
            Track = track,
            Extra = extra,
        };
    }

    /// <summary>Looks at the settings of operations, with a reader of its own: commits must not go where nobody wants them.</summary>
    private static void CheckOperations(StoreFileReader block)
    {
        block.Enter();
        while (block.NextMember() is { } name)
        {
            if (name == "ref" && OperationReference.Fault(block.Text("operations.ref")) is { } fault)
            {
                throw block.Wrong($"operations.ref {fault}");
            }

            block.reader.Skip();
        }
    }

    private Dictionary<string, KindPlace> Kinds()
    {
        var kinds = new Dictionary<string, KindPlace>(StringComparer.Ordinal);
        Enter();
        while (NextMember() is { } kind)
        {
            kinds[kind] = Place(kind);
        }

        return kinds;
    }

    private KindPlace Place(string kind)
    {
        string? path = null;
        string? shape = null;
        Dictionary<string, JsonElement> extra = [];
        Enter();
        while (NextMember() is { } name)
        {
            switch (name)
            {
                case "path":
                    path = Text(name);
                    break;
                case "shape":
                    shape = reader.TokenType == JsonTokenType.Null ? null : Text(name);
                    break;
                default:
                    extra[name] = JsonElement.ParseValue(ref reader);
                    break;
            }
        }

        // No path has a NUL in it.
        return path is { Length: > 0 } && !path.Contains('\0')
            ? new KindPlace(path) { Shape = shape, Extra = extra }
            : throw Wrong($"{kind} has no path");
    }

    private List<string>? Track()
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Wrong("track is no array");
        }

        List<string> track = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            track.Add(Text("a kind in track"));
        }

        return track;
    }

    private void Enter()
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Wrong("an object is expected");
        }
    }

    /// <summary>Goes to the value of the object's next member.</summary>
    /// <returns>The member's name; null at the end of the object.</returns>
    private string? NextMember()
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        string? name = reader.GetString();
        reader.Read();
        return name;
    }

    private string Text(string name) => reader.TokenType == JsonTokenType.String ? reader.GetString() ?? "" : throw Wrong($"{name} is no text");

    private JsonException Wrong(string message) =>
        new(message, path: null, content[..(int)reader.TokenStartIndex].Count((byte)'\n'), bytePositionInLine: null);
}
