using System.Text;
using System.Text.Json;

namespace Daybook.Crash.Tests.Logs;

/// <summary>A memory file read by eyes of our own and not by the product: split at newlines, parsed one by one.</summary>
/// <param name="Ids">The ids of the lines that are JSON objects, in their order.</param>
/// <param name="Damaged">The lines that are not.</param>
/// <param name="Glued">The ids of whole records that stand at the end of a damaged line.</param>
/// <param name="IsEnded">Whether the last line ends in a newline.</param>
internal sealed record LogLines(IReadOnlyList<string> Ids, IReadOnlyList<string> Damaged, IReadOnlyList<string> Glued, bool IsEnded)
{
    /// <summary>Reads a file.</summary>
    public static LogLines Read(string path)
    {
        string text = Encoding.UTF8.GetString(File.ReadAllBytes(path));
        List<string> ids = [];
        List<string> damaged = [];
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (IdOf(line) is { } id)
            {
                ids.Add(id);
            }
            else
            {
                damaged.Add(line);
            }
        }

        string[] glued = [.. damaged.Select(line => IdOf(line[StartOfLast(line)..])).OfType<string>()];
        return new LogLines(ids, damaged, glued, text.Length == 0 || text[^1] == '\n');
    }

    private static int StartOfLast(string line) => Math.Max(0, line.LastIndexOf("{\"id\"", StringComparison.Ordinal));

    private static string? IdOf(string line)
    {
        try
        {
            return JsonElement.Parse(line).GetProperty("id").GetString();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
