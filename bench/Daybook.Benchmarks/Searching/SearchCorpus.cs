using System.Buffers;
using System.Text;
using System.Text.Json;
using Daybook.Durability.Integrity;
using Daybook.Memory;

namespace Daybook.Benchmarks.Searching;

/// <summary>Records of some 400 bytes of text in a vocabulary like that of notes and incidents: few words are frequent, most are rare, and some are names.</summary>
internal sealed class SearchCorpus
{
    /// <summary>How many words there are.</summary>
    private const int Vocabulary = 60_000;

    /// <summary>Zipf's exponent: that of English text is about one.</summary>
    private const double Exponent = 1.02;

    private const int TextBytes = 340;
    private const int Seed = 20261121;

    private static readonly string[] Common =
    [
        "the", "to", "of", "a", "in", "and", "is", "was", "error", "failed", "request", "service", "after", "timeout", "connection", "test", "build", "deploy",
        "database", "on", "for", "with", "by", "not", "config", "cache", "user", "server", "retry", "memory", "queue", "file", "response", "client", "when", "version",
    ];

    private readonly string[] words = new string[Vocabulary];
    private readonly double[] reach = new double[Vocabulary];
    private readonly Random random = new(Seed);

    internal SearchCorpus()
    {
        string[] starts = ["ka", "re", "lo", "mi", "tra", "ser", "con", "pol", "dis", "vi", "un", "pre", "sta", "gra", "be", "fo", "syn", "na", "cor", "ex"];
        string[] middles = ["ra", "ti", "mo", "le", "ni", "sa", "ve", "do", "cu", "pi", "ga", "te", "lu", "bo", "ri"];
        string[] ends = ["ting", "ed", "er", "s", "ment", "tion", "al", "ic", "or", "ly", "ed", "ist", "um", "ix", "on"];
        double sum = 0;
        for (int rank = 0; rank < Vocabulary; rank++)
        {
            string word = starts[rank % 20] + middles[rank / 20 % 15] + (rank > 4_500 ? middles[rank / 300 % 15] : "") + (rank > 20_000 ? middles[rank / 4_500 % 15] : "") + ends[rank / 7 % 15];
            words[rank] = rank < Common.Length ? Common[rank]
                : rank % 40 == 7 ? $"src/{word}/{words[rank - 1]}.cs"
                : rank % 40 == 17 ? char.ToUpperInvariant(word[0]) + word[1..] + "Handler"
                : rank % 40 == 27 ? $"{word}_{rank % 97}"
                : rank % 40 == 37 ? $"E{rank:d5}"
                : word;
            sum += 1 / Math.Pow(rank + 2.7, Exponent);
            reach[rank] = sum;
        }
    }

    /// <summary>A word, as often as it stands in the records.</summary>
    internal string NextWord()
    {
        int found = Array.BinarySearch(reach, random.NextDouble() * reach[^1]);
        return words[Math.Min(found < 0 ? ~found : found, Vocabulary - 1)];
    }

    /// <summary>Writes a memory log into a folder.</summary>
    /// <returns>The bytes of the records' texts, without names of fields, ids and times.</returns>
    internal long Write(string folder, int records)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using FileStream file = File.Create(Path.Combine(folder, "memory.jsonl"));
        var body = new ArrayBufferWriter<byte>();
        var line = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(body, MemoryJson.WriterOptions);
        long bytes = 0;
        for (int number = 0; number < records; number++)
        {
            MemoryRecord record = Next(number, now.AddMinutes(number - records));
            bytes += Encoding.UTF8.GetByteCount(record.Title + record.Summary + record.Paths[0] + record.Repo + record.Type);
            body.ResetWrittenCount();
            line.ResetWrittenCount();
            writer.Reset();
            MemoryJson.Write(writer, record);
            writer.Flush();
            SealedLine.Write(body.WrittenSpan, line);
            file.Write(line.WrittenSpan);
            file.WriteByte((byte)'\n');
        }

        return bytes;
    }

    private MemoryRecord Next(int number, DateTimeOffset at) => new()
    {
        Id = new Guid(number, 1, 2, [3, 4, 5, 6, 7, 8, 9, 10]).ToString(),
        Type = number % 5 == 0 ? "incident" : "note",
        Timestamp = at,
        RecordedAt = at,
        Repo = $"acme/repo-{number % 20}",
        Severity = number % 3 == 0 ? "error" : "warning",
        SessionId = $"session-{number / 50}",
        Title = Words(40),
        Summary = Words(TextBytes),
        Paths = [$"src/area-{random.Next(40)}/file-{random.Next(400)}.cs"],
    };

    private string Words(int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            text.Append(text.Length > 0 ? " " : "").Append(NextWord());
        }

        return text.ToString();
    }
}
