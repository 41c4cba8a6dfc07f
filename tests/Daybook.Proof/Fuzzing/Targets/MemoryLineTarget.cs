using System.Text;
using System.Text.Json;
using Daybook.Durability.Logs;
using Daybook.Embedded;
using Daybook.Embedded.Memory;
using Daybook.Memory;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>A line of the memory log.</summary>
internal class MemoryLineTarget() : FuzzTarget(
    "memory-line",
    Seed.LinesOf("memory-full.jsonl", "memory-awkward.jsonl", "memory-founding.jsonl"),
    "\"id\":\"a\",", "\"type\":", "\"timestamp\":", "\"paths\":[", "\"links\":[{\"url\":\"u\"}]", "\"metadata\":{", "\"pr_number\":", "\"recorded_at\":", "\"superseded_by\":",
    ",\"crc32c\":\"00000000\"}", "{\"purged\":\"a\"}", "\"extra\":", "1771290000.25", "2026-02-17 01:00", "+02:00")
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = MemoryRules.DepthMax };

    public override SealForm Seal => SealForm.Line;

    public override void Run(ReadOnlySpan<byte> input)
    {
        var line = new LogLine(input, 1, input.Length, 1, LineEnding.Newline);
        var faults = new List<string>();
        MemoryRecord? record = MemoryLine.Read(line, faults);
        _ = LineId.HashOf(input);
        Claim(record is not null || faults.Count > 0 || PurgedLine.Is(input), "there is no record, and nothing says why");
        Claim((record is not null) == (IsObject(input) && !PurgedLine.Is(input)), "it takes for a record what is no JSON object, or not what is one");
        if (record is null)
        {
            return;
        }

        byte[] written = Encoding.UTF8.GetBytes(MemoryText.Of(Kept(record)));
        MemoryRecord again = MemoryJson.Read(written, oddities: null);
        ClaimSame(Encoding.UTF8.GetBytes(MemoryText.Of(record)), Encoding.UTF8.GetBytes(MemoryText.Of(again)));
        if (LineSeal.IsAltered(input))
        {
            var mended = new System.Buffers.ArrayBufferWriter<byte>();
            LineSeal.Reseal(input, mended);
            Claim(!LineSeal.IsAltered(mended.WrittenSpan), "sealed anew it is still altered");
            MemoryRecord? resealed = MemoryLine.Read(new LogLine(mended.WrittenSpan, 1, mended.WrittenCount, 1, LineEnding.Newline), []);
            Claim(resealed is not null, "sealed anew it is no record any more");
            ClaimSame(Encoding.UTF8.GetBytes(MemoryText.Of(record)), Encoding.UTF8.GetBytes(MemoryText.Of(resealed ?? new MemoryRecord())));
        }
    }

    /// <summary>The record as it is written.</summary>
    protected virtual MemoryRecord Kept(MemoryRecord record) => record;

    /// <summary>Whether it is an object of JSON, or one but for the numbers that Python writes and JSON has not.</summary>
    private static bool IsObject(ReadOnlySpan<byte> input) => IsStrict(input) || (PythonNumbers.Quoted(input) is { } quoted && IsStrict(quoted));

    /// <summary>Whether the framework's own parser, asked to be as strict, finds an object.</summary>
    private static bool IsStrict(ReadOnlySpan<byte> input)
    {
        // Only the first bytes of a file may be a mark, which the reader of records passes over wherever they stand.
        ReadOnlySpan<byte> json = input.StartsWith("\uFEFF"u8) ? input[3..] : input;
        try
        {
            JsonElement root = JsonElement.Parse(json, Strict);
            WellFormedJson.CheckTexts(json);
            return root.ValueKind == JsonValueKind.Object && System.Text.Unicode.Utf8.IsValid(json);
        }
        catch (Exception refused) when (refused is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
