using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>
/// The live log from its start: a long one in blocks, on all processors. Its records come in the order of the log, and what is wrong with
/// its lines is told in that order and with the lines' numbers, as if one thread had read it.
/// </summary>
internal static class LiveBlocks
{
    // A few hundred records: enough work to be worth a hand-over between threads, and few enough that holding them costs nothing.
    private const int BlockBytes = 128 << 10;

    /// <summary>Reads the log.</summary>
    /// <param name="log">The log; several threads read it until the caller is done.</param>
    /// <param name="until">Its length.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <param name="prepare">Tells a scan which lines it may pass over; called on several threads at once.</param>
    internal static IEnumerable<(MemoryRecord Record, long Offset)> Read(
        IFile log, long until, ProblemList problems, Func<MemoryScan, MemoryScan> prepare)
    {
        IEnumerable<Block> blocks = until <= BlockBytes
            ? [ReadBlock(log, new LogBlock(0, until), prepare)]
            : ReadAhead.InOrder(LogBlocks.Split(log, 0, until, BlockBytes), part => ReadBlock(log, part, prepare));
        long linesBefore = 0;
        foreach (Block block in blocks)
        {
            problems.AddPart(block.Problems, linesBefore);
            linesBefore += block.Lines;
            foreach ((MemoryRecord, long) found in block.Records)
            {
                yield return found;
            }
        }
    }

    private static Block ReadBlock(IFile log, LogBlock part, Func<MemoryScan, MemoryScan> prepare)
    {
        var problems = new ProblemList();
        var records = new List<(MemoryRecord, long)>();
        using MemoryScan scan = prepare(MemoryScan.Forward(log, part.From, part.Until, problems));
        while (scan.Read())
        {
            records.Add((scan.Current, scan.Offset));
        }

        return new Block(records, problems, scan.Lines);
    }

    private readonly record struct Block(List<(MemoryRecord Record, long Offset)> Records, ProblemList Problems, long Lines);
}
