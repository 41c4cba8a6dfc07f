using System.Buffers;
using System.Text;
using System.Text.Json;
using Daybook.Memory;

namespace Daybook.Testing;

/// <summary>Records for tests, and their text.</summary>
public static class MemoryRecords
{
    /// <summary>Text that has broken something somewhere: line ends, terminal controls, bidi, separators, emoji, quotes.</summary>
    public const string Awkward =
        "one\r\ntwo\ttab \u001b[31mred\u001b[0m \u0085\u009b bidi \u202eabc\u202c \u2028\u2029 \U0001F980 \u00fc \"q\" '<&+>' \\ \0 \u007f end";

    /// <summary>A record with every field set.</summary>
    public static MemoryRecord Full(string? id = null) => new()
    {
        Id = id,
        Type = "incident",
        Timestamp = new DateTimeOffset(2026, 10, 31, 23, 59, 58, TimeSpan.Zero).AddTicks(1234567),
        Repo = "acme/web",
        Sha = "abc1234def5678",
        PrNumber = 42,
        Source = "observability",
        Severity = "error",
        Fingerprint = "pool:exhausted",
        Title = "Pool exhausted",
        Summary = "All connections\nwere taken — \"twice\".",
        Paths = ["src/db.cs", "src/pool/"],
        Links = [new MemoryLink("https://example.org/7", "github_issue"), new MemoryLink("https://example.org/8")],
        Metadata = Members("""{"issue_id":"123","frames":[1,2.50,{"file":"a.cs"}],"seen":true,"none":null}"""),
        SessionId = "session-1",
        TaskId = "task-1",
        RunId = "run-1",
        OperationId = "operation-1",
        Extra = Members("""{"colour":"green","level":{"deep":[1e3]}}"""),
    };

    /// <summary>The members of an object, as metadata or extra fields.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Members(string json)
    {
        return JsonElement.Parse(json).EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
    }

    /// <summary>The record's JSON: equal for records that say the same.</summary>
    public static string TextOf(MemoryRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, MemoryJson.WriterOptions))
        {
            MemoryJson.Write(writer, record);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads a record from JSON.</summary>
    public static MemoryRecord Parse(string json, ICollection<string>? oddities = null)
    {
        return MemoryJson.Read(Encoding.UTF8.GetBytes(json), oddities);
    }
}
