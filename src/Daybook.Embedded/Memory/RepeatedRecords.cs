using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>
/// The records that stand in a log more than once. A union merge of git keeps the lines of both sides, and where both took a record from a
/// third branch, or moved one, it keeps both copies. A reader takes the first and passes over the others.
/// </summary>
/// <remarks>
/// The log is read once for a sketch of its ids and, if that suspects any, once more for those alone. So memory holds the sketch, which has
/// a fixed size, and some 100 bytes for each id that is repeated.
/// </remarks>
internal sealed class RepeatedRecords
{
    /// <summary>Nothing is repeated.</summary>
    internal static readonly RepeatedRecords None = new();

    private readonly Dictionary<string, First> firsts = new(StringComparer.Ordinal);
    private readonly Dictionary<long, Problem> conflicts = [];

    private RepeatedRecords()
    {
    }

    /// <summary>Lines under an id that an earlier line with other content has.</summary>
    internal IEnumerable<Problem> Conflicts => conflicts.Values;

    /// <summary>Looks through a log.</summary>
    internal static RepeatedRecords Find(IFile file, long until, CancellationToken cancellationToken)
    {
        var sketch = new IdSketch(until);
        using (var reader = new LineReader(file, 0, until))
        {
            while (reader.Read(out LogLine line))
            {
                cancellationToken.ThrowIfCancellationRequested();
                sketch.Add(line);
            }
        }

        return sketch.Suspects.Count == 0 ? None : Settle(file, until, sketch.Suspects, cancellationToken);
    }

    /// <summary>Whether a record is to be taken: it is the first under its id, or the only one.</summary>
    /// <param name="record">The record.</param>
    /// <param name="offset">Where its line starts.</param>
    /// <param name="problems">Told when it is passed over though it says something else than the first one.</param>
    internal bool Admits(MemoryRecord record, long offset, ProblemList problems)
    {
        if (record.Id is not { } id || !firsts.TryGetValue(id, out First first) || first.Offset == offset)
        {
            return true;
        }

        if (conflicts.TryGetValue(offset, out Problem? conflict))
        {
            problems.Add(conflict);
        }

        return false;
    }

    private static RepeatedRecords Settle(IFile file, long until, IReadOnlySet<ulong> suspects, CancellationToken cancellationToken)
    {
        var found = new RepeatedRecords();
        var repeated = new HashSet<string>(StringComparer.Ordinal);
        using var content = new ContentSum();
        List<string> faults = [];
        using var reader = new LineReader(file, 0, until);
        while (reader.Read(out LogLine line))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (LineId.HashOf(LineShape.WithoutByteOrderMark(line)) is not { } hash || !suspects.Contains(hash))
            {
                continue;
            }

            faults.Clear();
            if (MemoryLine.Read(line, faults) is not { Id: { } id } record)
            {
                continue;
            }

            UInt128 sum = content.Of(record);
            if (found.firsts.TryAdd(id, new First(line.Offset, sum)))
            {
                continue;
            }

            repeated.Add(id);
            if (found.firsts[id].Sum != sum)
            {
                found.conflicts[line.Offset] = new Problem(
                    file.Path, line.Number, line.Offset, $"conflict: an earlier line has the id {id} and another content; that one is read");
            }
        }

        foreach (string single in found.firsts.Keys.Where(id => !repeated.Contains(id)).ToArray())
        {
            found.firsts.Remove(single);
        }

        return found;
    }

    private readonly record struct First(long Offset, UInt128 Sum);

    /// <summary>Sums up what a record says, however its line is written, and leaves aside what the store changes later.</summary>
    private sealed class ContentSum : IDisposable
    {
        private readonly ArrayBufferWriter<byte> json = new();
        private readonly Utf8JsonWriter writer;

        internal ContentSum() => writer = new Utf8JsonWriter(json, MemoryJson.WriterOptions);

        internal UInt128 Of(MemoryRecord record)
        {
            json.ResetWrittenCount();
            writer.Reset();
            MemoryJson.Write(writer, record with { RecordedAt = null, SupersededBy = null });
            writer.Flush();
            Span<byte> sum = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(json.WrittenSpan, sum);
            return BinaryPrimitives.ReadUInt128LittleEndian(sum);
        }

        public void Dispose() => writer.Dispose();
    }
}
