using Daybook.Crash.Tests.Logs;
using Daybook.Crash.Tests.Processes;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>Ten processes write one log, and one of them at random is killed with SIGKILL every 50 ms.</summary>
public sealed class KilledWriterTests
{
    private const int Writers = 10;
    private const int RecordsEach = 100;
    private const int KillsMax = 40;

    [Fact]
    public async Task Every_acknowledged_record_is_there_exactly_once_and_no_other_line_is_damaged()
    {
        using var scratch = new ScratchStore();

        // Long lines, so that some are torn in two.
        (AcknowledgementLedger ledger, int kills) = await WriteAndKillAsync(scratch, titleCharacters: 5_000, Task.CompletedTask);
        LogLines lines = LogLines.Read(scratch.Log);
        ledger.MustBeIn(lines.Ids);
        Assert.Equal(Writers * RecordsEach, lines.Ids.Count);
        Assert.True(lines.IsEnded);
        Assert.InRange(lines.Damaged.Count, 0, kills);
        Assert.All(lines.Damaged, line => Assert.StartsWith("{\"id\":\"", line, StringComparison.Ordinal));
        TestContext.Current.TestOutputHelper?.WriteLine($"{lines.Damaged.Count} torn lines");

        var problems = new ProblemList();
        Assert.Equal(lines.Ids, await scratch.ReadIdsAsync(problems));
        Assert.Equal(lines.Damaged.Count, problems.Count);
    }

    [Fact]
    public async Task Two_writers_of_the_founding_system_lose_nothing_beside_them()
    {
        PythonWriter.SkipUnlessInstalled();
        using var scratch = new ScratchStore();
        await scratch.AddAsync("the first");
        Task<IReadOnlyList<string>>[] theirs =
        [
            PythonWriter.RunAsync(scratch.Log, "python-a", RecordsEach),
            PythonWriter.RunAsync(scratch.Log, "python-b", RecordsEach),
        ];
        (AcknowledgementLedger ours, _) = await WriteAndKillAsync(scratch, titleCharacters: 20, Task.WhenAll(theirs));
        LogLines lines = LogLines.Read(scratch.Log);
        IReadOnlyList<string> read = await scratch.ReadIdsAsync();
        Assert.Equal(lines.Ids, read);
        ours.MustBeIn(read);

        // The founding protocol does not look at the end of the file: after a line of ours that the kernel tore, the record is glued to it.
        AcknowledgementLedger foreign = new([.. theirs.SelectMany(writer => writer.Result)]);
        Assert.Equal(2 * RecordsEach, foreign.Count);
        foreign.MustBeIn([.. lines.Ids, .. lines.Glued]);
    }

    private static async Task<(AcknowledgementLedger Ledger, int Kills)> WriteAndKillAsync(
        ScratchStore scratch, int titleCharacters, Task others)
    {
        int seed = Random.Shared.Next();
        var ledger = new AcknowledgementLedger([]);

        // Half of them wait for each answer, half keep a few records under way and so share a flush among themselves.
        StubbornWriter[] writers =
        [
            .. Enumerable.Range(0, Writers).Select(number => new StubbornWriter(
                scratch.Program, ledger, $"writer-{number}", RecordsEach, underWayMax: number % 2 == 0 ? 1 : 7, titleCharacters)),
        ];
        Task work = Task.WhenAll([.. writers.Select(writer => writer.RunAsync()), others]);
        int kills = await Executioner.KillWhileAsync(writers, work, new Random(seed), KillsMax);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}, {kills} kills");
        return (ledger, kills);
    }
}
