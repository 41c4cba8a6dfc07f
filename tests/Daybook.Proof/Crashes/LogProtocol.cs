using System.Buffers;
using System.Text;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Integrity;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>
/// A log of sealed lines on the kernel alone, without what a kind of record adds: the same writes, flushes and renames, and many times the
/// states in the same time.
/// </summary>
internal sealed class LogProtocol : CrashProtocol
{
    private const string Root = "/p/log";
    private const string Worked = "work";
    private const string Aside = Root + "/aside";

    private static readonly AppendLogOptions Log = Options("log");
    private static readonly AppendLogOptions Notes = Options("notes");

    private readonly LogWork work;
    private readonly bool isFresh;
    private readonly byte[] before;
    private readonly byte[] torn;
    private readonly string[][] batches;
    private readonly bool isOneProcess;
    private readonly int padding;

    public LogProtocol(CrashStore store, int seed, LogWork work)
        : base(store, seed)
    {
        this.work = work;
        padding = Random.Next(60);
        isFresh = Random.Next(5) == 0;
        before = [.. Enumerable.Range(0, Random.Next(1, 4)).SelectMany(number => Ended(Line($"{Mark}-{number}")))];
        torn = Random.Next(3) == 0 || work == LogWork.Rewrite ? Encoding.UTF8.GetBytes($"{{\"torn\":\"{Words(20)}") : [];
        int atOnce = work == LogWork.Group ? 6 : 1;
        batches =
        [
            .. Enumerable.Range(0, work == LogWork.Group ? Random.Next(1, 3) : Random.Next(1, 4))
                .Select(batch => Enumerable.Range(0, Random.Next(Math.Min(2, atOnce), atOnce + 1)).Select(number => $"b-{batch}-{number}").ToArray()),
        ];
        isOneProcess = Random.Next(2) == 0;
    }

    public override void Prepare(SimulatedFileSystem disk)
    {
        if (!isFresh)
        {
            disk.PlantFile(Log.Path, [.. before, .. torn]);
        }
    }

    public override void Run(SimulatedFileSystem disk, Ledger ledger)
    {
        using LogWriter? one = isOneProcess ? Open(disk) : null;
        foreach (string[] batch in batches)
        {
            Append(disk, ledger, one, batch);
        }

        Work(disk, ledger);
    }

    public override void Recover(SimulatedFileSystem disk, Ledger ledger)
    {
        Check(disk, ledger);
        byte[] found = BytesOf(disk, Log.Path);
        string next = $"r-{ledger.Attempted.Count}";
        Append(disk, ledger, null, next);
        byte[] recovered = BytesOf(disk, Log.Path);
        Demand(recovered.AsSpan().StartsWith(found) && recovered.AsSpan().EndsWith(Ended(Line(next))), "the next append did more than append its line");
        if (work is LogWork.Append or LogWork.Group)
        {
            using LogWriter writer = Open(disk);
            writer.Append([new LineEntryOfNothing()]);
        }
        else
        {
            Work(disk, ledger);
            Check(disk, ledger);
            recovered = BytesOf(disk, Log.Path);
            if (work is LogWork.Rotate or LogWork.Rare)
            {
                return;
            }

            Work(disk, ledger);
        }

        Demand(BytesOf(disk, Log.Path).AsSpan().SequenceEqual(recovered), "to recover a second time changed the log");
    }

    private static AppendLogOptions Options(string name) => new()
    {
        Path = $"{Root}/{name}.jsonl",
        WatermarkPath = $"{Root}/locks/{name}",
        Root = Root,
        LockWait = TimeSpan.FromMilliseconds(100),
        HolderLabel = "proof",
    };

    private static byte[] Ended(byte[] line) => [.. line, (byte)'\n'];

    private byte[] Line(string record)
    {
        var line = new ArrayBufferWriter<byte>(128);
        SealedLine.Write(Encoding.UTF8.GetBytes($"{{\"record\":\"{record}\",\"pad\":\"{new string('x', padding)}\"}}"), line);
        return line.WrittenSpan.ToArray();
    }

    private LogWriter Open(SimulatedFileSystem disk) => new(disk, Log, new SimulatedClock(), StoppedClock.Noon, Store.Metrics);

    private void Append(SimulatedFileSystem disk, Ledger ledger, LogWriter? one, params string[] records)
    {
        var batch = new List<LogEntry>(records.Length);
        foreach (string record in records)
        {
            ledger.Attempt(record);
            batch.Add(new LineEntry(Line(record)));
        }

        using LogWriter? own = one is null ? Open(disk) : null;
        (one ?? own)?.Append(batch);
        for (int number = 0; number < records.Length; number++)
        {
            Demand(batch[number].Failure is null || disk.Crashed, $"an append was refused: {batch[number].Failure?.Message}");
            ledger.Acknowledge(records[number]);
        }
    }

    private void Work(SimulatedFileSystem disk, Ledger ledger)
    {
        ledger.Attempt(Worked);
        var clock = new SimulatedClock();
        string aside = $"{Aside}/{ledger.Attempted.Count}-{disk.BootId}";
        if (work == LogWork.Rare)
        {
            new RareLog(disk, Log, clock, StoppedClock.Noon).Append([Line($"{Mark}-rare-{ledger.Attempted.Count}")]);
        }
        else if (work == LogWork.Rotate)
        {
            // The place where the log stands aside already, if a crash came between, is its place for good.
            aside = SetAside(disk).FirstOrDefault(path => disk.Stat(path)?.IsSameFile(disk.Stat(Log.Path) ?? default) == true) ?? aside;
            new LogRotation(disk, Log, clock, StoppedClock.Noon, Store.Metrics).Rotate((_, _) => Ended(Line($"{Mark}-begun")), aside);
        }
        else if (work == LogWork.Replace)
        {
            new LogRewriter(disk, Log, clock, StoppedClock.Noon, Store.Metrics).Replace(
                Mend, aside, length => new RareLog(disk, Notes, clock, StoppedClock.Noon).Append([Line($"note-{length}")]), progress: null);
        }
        else if (work == LogWork.Rewrite)
        {
            new LogRewriter(disk, Log, clock, StoppedClock.Noon, Store.Metrics).Rewrite(Mend, aside);
        }

        ledger.Acknowledge(Worked);
    }

    /// <summary>The logs that were set aside; a rename that survived by half can leave the new log its first name among them, which counts for nothing.</summary>
    private static IEnumerable<string> SetAside(SimulatedFileSystem disk) => disk.Exists(Aside)
        ? disk.List(Aside).Where(static name => !name.EndsWith(AtomicFile.TempSuffix, StringComparison.Ordinal)).Select(static name => $"{Aside}/{name}")
        : [];

    private static LineVerdict Mend(LogLine line, IBufferWriter<byte> replacement) =>
        SealedLine.Check(line.Bytes) == SealState.Intact ? LineVerdict.Keep : LineVerdict.Drop;

    private void Check(SimulatedFileSystem disk, Ledger ledger)
    {
        int damaged = 0;
        List<string> records = Read(disk, Log.Path, ref damaged);
        foreach (string path in work == LogWork.Rotate ? SetAside(disk) : [])
        {
            if (disk.Stat(path)?.IsSameFile(disk.Stat(Log.Path) ?? default) == false)
            {
                records.AddRange(Read(disk, path, ref damaged));
            }
        }

        foreach (string record in ledger.Acknowledged.Where(static word => word != Worked))
        {
            Demand(records.IndexOf(record) is >= 0 and var at && records.LastIndexOf(record) == at, $"{record} is not there once, but [{string.Join(' ', records)}]");
        }

        Demand(isFresh || records.Contains($"{Mark}-0"), $"what was there before is gone: [{string.Join(' ', records)}]");
        if (work == LogWork.Replace)
        {
            int unused = 0;
            int done = ledger.Acknowledged.Count(static word => word == Worked);
            Demand(Read(disk, Notes.Path, ref unused).Count >= done, "a copy was put in place that no note tells of");
        }

        int torn = ledger.Attempted.Count - ledger.Acknowledged.Count + (this.torn.Length > 0 ? 1 : 0);
        Demand(damaged <= torn, $"{damaged} lines are damaged, and {torn} can be");
    }

    private static List<string> Read(SimulatedFileSystem disk, string path, ref int damaged)
    {
        var records = new List<string>();
        if (disk.Stat(path) is null)
        {
            return records;
        }

        using IFile file = disk.Open(path, OpenMode.Read);
        using var reader = new LineReader(file, 0, file.Stat().Length);
        while (reader.Read(out LogLine line))
        {
            if (SealedLine.Check(line.Bytes) == SealState.Intact)
            {
                ReadOnlySpan<byte> record = line.Bytes["{\"record\":\"".Length..];
                records.Add(Encoding.UTF8.GetString(record[..record.IndexOf((byte)'"')]));
            }
            else
            {
                damaged++;
            }
        }

        return records;
    }

    /// <summary>Someone who looks and writes nothing: what was there must be durable before he is answered.</summary>
    private sealed class LineEntryOfNothing : LogEntry
    {
        protected internal override void Prepare(LogView view, IBufferWriter<byte> output)
        {
        }
    }
}
