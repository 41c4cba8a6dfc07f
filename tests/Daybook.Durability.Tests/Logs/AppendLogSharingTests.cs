using System.Globalization;
using System.Text;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Durability.Logs;
using Daybook.Testing;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

/// <summary>A log beside others that lock, replace, remove, tear and write it.</summary>
public sealed class AppendLogSharingTests : IDisposable
{
    private readonly SimulatedFileSystem disk = new() { ProcessId = Environment.ProcessId };
    private readonly SimulatedClock clock = new();
    private readonly DurabilityMetrics metrics = new();

    public AppendLogSharingTests() => disk.PlantDirectory(SimulatedLog.Root);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => metrics.Dispose();

    [Fact]
    public async Task A_lock_that_stays_with_another_is_waited_for_and_its_holder_named()
    {
        await using AppendLog other = Open("daybook import");
        await other.AppendAsync(Bytes("before"), Cancellation);
        using IFile holder = disk.Open(SimulatedLog.Path, OpenMode.ReadWrite);
        Assert.True(holder.TryLock(LockMode.Exclusive));
        TimeSpan began = clock.Elapsed;
        await using AppendLog log = Open("daybook add");

        LockTimeoutException refused = await Assert.ThrowsAsync<LockTimeoutException>(() => log.AppendAsync(Bytes("refused"), Cancellation));

        Assert.Equal((Environment.ProcessId, "daybook import"), (refused.Holder?.ProcessId, refused.Holder?.Label));
        Assert.Equal(SimulatedLog.Options.LockWait, refused.Waited);
        Assert.InRange(clock.Elapsed - began, SimulatedLog.Options.LockWait, SimulatedLog.Options.LockWait + TimeSpan.FromMilliseconds(5));
        holder.Unlock();
        await log.AppendAsync(Bytes("after"), Cancellation);
        Assert.Equal("before\nafter\n", disk.ReadText(SimulatedLog.Path));
    }

    [Fact]
    public async Task A_lone_writer_that_lets_go_at_once_is_waited_for_by_nobody()
    {
        AppendLog log = Open();
        for (int number = 0; number < 40; number++)
        {
            await log.AppendAsync(Bytes($"{number}"), Cancellation);
            await log.LetGoAsync();
            using IFile other = disk.Open(SimulatedLog.Path, OpenMode.ReadWrite);
            Assert.True(other.TryLock(LockMode.Exclusive));
        }

        await log.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(log.LetGoAsync);
    }

    [Fact]
    public async Task A_file_that_another_renames_over_it_takes_the_next_append()
    {
        await using AppendLog log = Open();
        await log.AppendAsync(Bytes("old"), Cancellation);
        disk.PlantFile("/store/memory/new", "new\n");
        disk.Rename("/store/memory/new", SimulatedLog.Path);

        await log.AppendAsync(Bytes("next"), Cancellation);

        Assert.Equal("new\nnext\n", disk.AfterPowerLoss().ReadText(SimulatedLog.Path));
    }

    [Fact]
    public async Task A_file_that_was_removed_is_created_again_by_the_next_append()
    {
        await using AppendLog log = Open();
        await log.AppendAsync(Bytes("old"), Cancellation);
        disk.Delete(SimulatedLog.Path);

        await log.AppendAsync(Bytes("next"), Cancellation);

        Assert.Equal("next\n", disk.AfterPowerLoss().ReadText(SimulatedLog.Path));
    }

    [Fact]
    public async Task A_torn_tail_of_any_length_never_swallows_the_next_line()
    {
        const string Torn = "{\"record\":\"torn\"}\n";
        for (int at = 0; at <= Torn.Length; at++)
        {
            disk.PlantFile(SimulatedLog.Path, "first\n" + Torn[..at]);
            await using AppendLog log = Open();

            LogPosition position = await log.AppendAsync(Bytes("next"), Cancellation);

            bool isTorn = at > 0 && at < Torn.Length;
            Assert.Equal("first\n" + Torn[..at] + (isTorn ? "\n" : "") + "next\n", disk.AfterPowerLoss().ReadText(SimulatedLog.Path));
            Assert.Equal(6 + at + (isTorn ? 1 : 0), position.Offset);
        }
    }

    [Fact]
    public async Task A_flush_that_covers_another_processs_lines_is_not_repeated()
    {
        await using AppendLog one = Open();
        await using AppendLog other = Open();
        await one.AppendAsync(Bytes("one"), Cancellation);
        int flushes = disk.CallsOf(DiskCall.Flush);

        // Nothing new to write, and what is there was flushed by the other: no flush at all.
        await other.ConfirmAsync(Cancellation);

        Assert.Equal(flushes, disk.CallsOf(DiskCall.Flush));
    }

    [Fact]
    public async Task On_the_real_disk_thousands_of_appends_from_many_tasks_and_logs_are_there_exactly_once()
    {
        const int Tasks = 32;
        const int Appends = 100;
        using var directory = new TempDirectory();
        AppendLogOptions options = new()
        {
            Path = directory.At("log"),
            WatermarkPath = directory.At("watermark"),
            Root = directory.Path,
        };
        AppendLog[] logs = [.. Enumerable.Range(0, 3).Select(_ => AppendLog.Open(
            options, LocalFileSystem.Create(), new SystemMonotonicClock(), TimeProvider.System, metrics))];

        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(task => Task.Run(async () =>
        {
            for (int index = 0; index < Appends; index++)
            {
                await logs[task % logs.Length].AppendAsync(Bytes($"{task} {index}"), Cancellation);
            }
        })));
        foreach (AppendLog log in logs)
        {
            await log.DisposeAsync();
        }

        string[] lines = await File.ReadAllLinesAsync(options.Path, Cancellation);
        Assert.Equal(Tasks * Appends, lines.Length);
        foreach (IGrouping<string, string> task in lines.GroupBy(line => line.Split(' ')[0]))
        {
            Assert.Equal(Enumerable.Range(0, Appends), task.Select(line => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)));
        }
    }

    private static byte[] Bytes(string line) => Encoding.UTF8.GetBytes(line);

    private AppendLog Open(string label = "test") =>
        AppendLog.Open(SimulatedLog.Options with { HolderLabel = label }, disk, clock, TimeProvider.System, metrics);
}
