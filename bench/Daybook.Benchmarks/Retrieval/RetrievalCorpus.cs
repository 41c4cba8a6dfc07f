using System.Text.Json;
using Daybook.Search;

namespace Daybook.Benchmarks.Retrieval;

/// <summary>
/// Records as agents leave them in a dozen invented projects, and questions as agents ask them with the records that answer them. Both are written
/// by hand, none from a template, one file for each project.
/// </summary>
internal sealed record RetrievalCorpus(IReadOnlyList<SearchDocument> Records, IReadOnlyList<JudgedQuestion> Questions)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Reads all of it.</summary>
    /// <param name="checkout">The folder of the repository.</param>
    internal static RetrievalCorpus Read(string checkout)
    {
        string folder = Path.Combine(checkout, "bench", "Daybook.Benchmarks", "Retrieval");
        return new RetrievalCorpus(Read<SearchDocument>(Path.Combine(folder, "records")), Read<JudgedQuestion>(Path.Combine(folder, "questions")));
    }

    private static T[] Read<T>(string folder) =>
    [
        .. from file in Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal)
           from line in File.ReadLines(file)
           select JsonSerializer.Deserialize<T>(line, Json),
    ];
}
