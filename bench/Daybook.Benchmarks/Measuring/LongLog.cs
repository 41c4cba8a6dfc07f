using System.Buffers;
using System.Text;
using System.Text.Json;
using Daybook.Durability.Integrity;
using Daybook.Memory;

namespace Daybook.Benchmarks.Measuring;

/// <summary>A memory log of a million records of some 480 bytes, a thousand of them from the last day.</summary>
internal static class LongLog
{
    internal const int Records = 1_000_000;
    internal const string Repo = "acme/repo-3";
    internal const string Path = "src/area-7/part-2";
    private const int OfLastDay = 1_000;
    private const int Seed = 48;

    /// <summary>Writes it into a folder.</summary>
    internal static void Write(string folder)
    {
        var random = new Random(Seed);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using FileStream file = File.Create(System.IO.Path.Combine(folder, "memory.jsonl"));
        var body = new ArrayBufferWriter<byte>();
        var line = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(body, MemoryJson.WriterOptions);
        for (int number = 0; number < Records; number++)
        {
            DateTimeOffset at = number < Records - OfLastDay
                ? now.AddDays(-80).AddSeconds(number * 6.0)
                : now.AddSeconds(-60.0 * (Records - number));
            body.ResetWrittenCount();
            line.ResetWrittenCount();
            writer.Reset();
            MemoryJson.Write(writer, RecordAt(number, at, random));
            writer.Flush();
            SealedLine.Write(body.WrittenSpan, line);
            file.Write(line.WrittenSpan);
            file.WriteByte((byte)'\n');
        }

        file.Flush(flushToDisk: true);
    }

    private static MemoryRecord RecordAt(int number, DateTimeOffset at, Random random) => new()
    {
        Id = new Guid(number, 1, 2, [3, 4, 5, 6, 7, 8, 9, 10]).ToString(),
        Type = "incident",
        Timestamp = at,
        Repo = $"acme/repo-{number % 20}",
        Sha = $"{random.NextInt64():x16}",
        Source = "observability",
        Severity = number % 3 == 0 ? "error" : "warning",
        Fingerprint = $"pool:exhausted:{number}",
        Title = "Connection pool exhausted in the checkout",
        Summary = new StringBuilder().Insert(0, "All connections were taken by requests. ", 2).ToString(),
        Paths = [PathOf(random), PathOf(random)],
        RecordedAt = at,
    };

    private static string PathOf(Random random) => $"src/area-{random.Next(40)}/part-{random.Next(40)}/file-{random.Next(40)}.cs";
}
