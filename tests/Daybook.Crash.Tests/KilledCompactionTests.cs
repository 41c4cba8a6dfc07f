using Daybook.Crash.Tests.Logs;
using Daybook.Crash.Tests.Processes;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>
/// Compactions, each killed with SIGKILL at a random moment, again and again, while four processes of ours and two of the founding
/// system add: every acknowledged record is found exactly once.
/// </summary>
public sealed class KilledCompactionTests
{
    private const int Writers = 4;
    private const int RecordsEach = 250;
    private const int ForeignEach = 2_000;
    private const int OldRecords = 10_000;
    private const int MillisecondsMin = 150;
    private const int MillisecondsMax = 700;

    [Fact]
    public async Task Every_acknowledged_record_is_there_once_beside_writers_of_both_systems()
    {
        PythonWriter.SkipUnlessInstalled();
        using var scratch = new ScratchStore();
        string[] planted = [.. Enumerable.Range(0, OldRecords).Select(number => $"planted-{number:00000}")];
        Directory.CreateDirectory(Path.GetDirectoryName(scratch.Log) ?? "");
        await File.WriteAllLinesAsync(scratch.Log, planted.Select(LineOf), TestContext.Current.CancellationToken);
        var ledger = new AcknowledgementLedger(planted);
        StubbornWriter[] ours =
        [
            .. Enumerable.Range(0, Writers).Select(number => new StubbornWriter(
                scratch.Program, ledger, $"writer-{number}", RecordsEach, underWayMax: number % 2 == 0 ? 1 : 7, titleCharacters: 20)),
        ];
        Task<IReadOnlyList<string>>[] theirs =
        [
            PythonWriter.RunWithOldAsync(scratch.Log, "python-a", ForeignEach),
            PythonWriter.RunWithOldAsync(scratch.Log, "python-b", ForeignEach),
        ];
        Task work = Task.WhenAll([.. ours.Select(writer => writer.RunAsync()), .. theirs]);
        await CompactAndKillAsync(scratch, work);

        var foreign = new AcknowledgementLedger([.. theirs.SelectMany(writer => writer.Result)]);
        Assert.Equal(2 * ForeignEach, foreign.Count);
        await CheckAsync(scratch, ledger, foreign);
        (await scratch.Program.RunAsync("memory", "compact")).MustSucceed();
        await CheckAsync(scratch, ledger, foreign);
        (await scratch.Program.RunAsync("memory", "forget", "planted-00007", "--reason", "test", "--purge")).MustSucceed();
        (await scratch.Program.RunAsync("doctor", "memory", "--fix")).MustSucceed();
        Assert.DoesNotContain("planted-00007", await scratch.ReadIdsAsync());
    }

    private static async Task CheckAsync(ScratchStore scratch, AcknowledgementLedger ours, AcknowledgementLedger theirs)
    {
        var problems = new ProblemList();
        IReadOnlyList<string> read = await scratch.ReadIdsAsync(problems);
        ours.MustBeIn(read);
        theirs.MustBeIn(read);
        Assert.Equal(read.Count, read.Distinct().Count());
        Assert.Equal(0, problems.Count);
    }

    /// <summary>The moment of each kill is the experiment; nothing waits for it.</summary>
    private static async Task CompactAndKillAsync(ScratchStore scratch, Task work)
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        int kills = 0;
        int ends = 0;
        while (!work.IsCompleted)
        {
            await using DaybookProcess process = scratch.Program.Start("memory", "compact");
            Task<DaybookAnswer> ending = process.EndAsync(TestTimeout.Default);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(random.Next(MillisecondsMin, MillisecondsMax)));
            Task tick = timer.WaitForNextTickAsync(TestContext.Current.CancellationToken).AsTask();
            if (await Task.WhenAny(ending, tick) == ending)
            {
                (await ending).MustSucceed();
                ends++;
            }
            else
            {
                process.Kill();
                await ending;
                kills++;
            }
        }

        await work.WaitAsync(TestTimeout.Default);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}, {kills} compactions killed, {ends} came to their end");
    }

    private static string LineOf(string id, int number) =>
        $"{{\"id\": \"{id}\", \"type\": \"note\", \"timestamp\": \"{2015 + (number % 10)}-06-01T00:00:00Z\", \"title\": \"planted {new string('x', 200)}\"}}";
}
