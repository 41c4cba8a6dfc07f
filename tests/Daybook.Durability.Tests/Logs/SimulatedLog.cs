using System.Text;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Integrity;
using Daybook.Durability.Locks;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

/// <summary>A log on a simulated disk, driven call by call, and the questions that every test asks of it afterwards.</summary>
internal static class SimulatedLog
{
    internal const string Root = "/store";
    internal const string Path = "/store/memory/memory.jsonl";

    internal static readonly AppendLogOptions Options = new()
    {
        Path = Path,
        WatermarkPath = "/store/locks/memory.watermark",
        Root = Root,
        LockWait = TimeSpan.FromMilliseconds(100),
        HolderLabel = "test",
    };

    private static readonly DurabilityMetrics Metrics = new();

    internal static LogWriter Open(IFileSystem disk, IMonotonicClock? clock = null) =>
        new(disk, Options, clock ?? new SimulatedClock(), TimeProvider.System, Metrics);

    /// <summary>Appends one record per batch member and tells the ledger of those that succeed; returns the outcomes.</summary>
    internal static List<LogEntry> Append(LogWriter writer, Ledger ledger, params string[] records)
    {
        var batch = new List<LogEntry>();
        foreach (string record in records)
        {
            ledger.Attempt(record);
            batch.Add(new LineEntry(Line(record)));
        }

        writer.Append(batch);
        for (int index = 0; index < records.Length; index++)
        {
            if (batch[index].Failure is null)
            {
                ledger.Acknowledge(records[index]);
            }
        }

        return batch;
    }

    /// <summary>A sealed line that holds one word.</summary>
    internal static byte[] Line(string record)
    {
        var buffer = new LogBuffer();
        SealedLine.Write(Encoding.UTF8.GetBytes($"{{\"record\":\"{record}\"}}"), buffer);
        return buffer.Written.ToArray();
    }

    /// <summary>The records whose seal is intact, in order.</summary>
    internal static List<string> Read(IFileSystem disk)
    {
        var records = new List<string>();
        if (disk.Stat(Path) is null)
        {
            return records;
        }

        using IFile file = disk.Open(Path, OpenMode.Read);
        using var reader = new LineReader(file, 0, file.Stat().Length);
        while (reader.Read(out LogLine line))
        {
            if (SealedLine.Check(line.Bytes) == SealState.Intact)
            {
                ReadOnlySpan<byte> body = SealedLine.BodyOf(line.Bytes);
                records.Add(Encoding.UTF8.GetString(body["{\"record\":\"".Length..^1]));
            }
        }

        return records;
    }

    /// <summary>Every acknowledged record is there once, and nothing is there that nobody wrote.</summary>
    internal static void CheckRead(IFileSystem disk, Ledger ledger)
    {
        List<string> records = Read(disk);
        foreach (string acknowledged in ledger.Acknowledged)
        {
            int count = 0;
            foreach (string record in records)
            {
                count += record == acknowledged ? 1 : 0;
            }

            if (count != 1)
            {
                Assert.Fail($"acknowledged record {acknowledged} is there {count} times among [{string.Join(", ", records)}]");
            }
        }

        foreach (string record in records)
        {
            if (!ledger.Attempted.Contains(record))
            {
                Assert.Fail($"record {record} was never written");
            }
        }
    }
}
