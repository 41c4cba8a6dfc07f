using Daybook.Embedded.Tasks;
using Daybook.Tasks;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>The history of one month alone: finished tasks are appended until they are there, and each is there once.</summary>
internal sealed class HistoryFileProtocol : CrashProtocol
{
    private readonly TaskRecord[] tasks;

    public HistoryFileProtocol(CrashStore store, int seed)
        : base(store, seed) => tasks =
        [
            .. Enumerable.Range(0, Random.Next(2, 5)).Select(number => new TaskRecord
            {
                Id = $"{Mark}-{number}",
                Name = "task " + Words(30),
                Status = TaskState.Completed,
                CreatedAt = StoppedClock.Noon.GetUtcNow(),
                CompletedAt = StoppedClock.Noon.GetUtcNow(),
                Seq = number + 1,
            }),
        ];

    private static HistoryMonth Month => HistoryMonth.Of(StoppedClock.Noon.GetUtcNow());

    public override void Prepare(SimulatedFileSystem disk) => Write(disk, new Ledger(disk), 1, isFlushed: true);

    public override void Run(SimulatedFileSystem disk, Ledger ledger)
    {
        for (int count = 2; count <= tasks.Length; count++)
        {
            Write(disk, ledger, count, isFlushed: count % 2 == 0 || count == tasks.Length);
        }
    }

    public override void Recover(SimulatedFileSystem disk, Ledger ledger)
    {
        Check(disk, ledger);
        Write(disk, ledger, tasks.Length, isFlushed: true);
        byte[] recovered = BytesOf(disk, Month.PlainPath(Store.Tasks.History));
        Check(disk, ledger);
        Write(disk, ledger, tasks.Length, isFlushed: true);
        Demand(BytesOf(disk, Month.PlainPath(Store.Tasks.History)).AsSpan().SequenceEqual(recovered), "what is in the history was appended again");
    }

    private void Write(SimulatedFileSystem disk, Ledger ledger, int count, bool isFlushed)
    {
        ledger.Attempt($"{count}");
        using var history = new HistoryWriting(Store.Ports(disk, ledger.Attempted.Count), Store.Tasks);
        history.Append(tasks[..count], known: 0);
        if (isFlushed)
        {
            history.Flush();
            ledger.Acknowledge($"{count}");
        }
    }

    private void Check(SimulatedFileSystem disk, Ledger ledger)
    {
        var found = new List<string>();
        int damaged = 0;
        using HistoryReading reading = HistoryReading.Open(disk, Store.Tasks.History, Month);
        reading.Forward(0, (line, _) =>
        {
            if (HistoryLine.Read(line, out string? fault) is { } task && fault is null)
            {
                found.Add(task.Id);
            }
            else
            {
                damaged++;
            }
        });
        int least = ledger.Acknowledged.Count == 0 ? 1 : int.Parse(ledger.Acknowledged[^1], System.Globalization.CultureInfo.InvariantCulture);
        for (int number = 0; number < least; number++)
        {
            Demand(found.Contains(tasks[number].Id), $"{tasks[number].Id} is not in the history, but [{string.Join(' ', found)}]");
        }

        Demand(found.Distinct().Count() == found.Count, $"a task is there twice: [{string.Join(' ', found)}]");
        Demand(damaged <= tasks.Length * ledger.Attempted.Count, $"{damaged} lines are damaged");
    }
}
