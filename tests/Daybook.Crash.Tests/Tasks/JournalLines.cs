using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Daybook.Crash.Tests.Tasks;

/// <summary>The journals of a store, the archived ones too, read by eyes of our own and not by the product.</summary>
internal static class JournalLines
{
    /// <summary>All events that happened, each once, in the order of their numbers; what a journal begins with is no event.</summary>
    public static IReadOnlyList<JsonElement> Read(string folder, out int damaged)
    {
        var events = new SortedDictionary<long, JsonElement>();
        damaged = 0;
        string archive = Path.Join(folder, "archive");
        string[] files = Directory.Exists(archive) ? Directory.GetFiles(archive, "journal-*") : [];
        foreach (string path in files.Append(Path.Join(folder, "journal.jsonl")))
        {
            foreach (string line in TextOf(path).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (Parse(line) is not { } read)
                {
                    damaged++;
                }
                else if (read.GetProperty("event").GetString() is not ("snapshot" or "session_kept" or "task_kept"))
                {
                    events[read.GetProperty("seq").GetInt64()] = read;
                }
            }
        }

        return [.. events.Values];
    }

    private static string TextOf(string path)
    {
        using FileStream file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(content, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static JsonElement? Parse(string line)
    {
        try
        {
            return JsonElement.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
