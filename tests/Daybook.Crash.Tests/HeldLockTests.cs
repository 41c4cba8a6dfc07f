using System.Diagnostics;
using Daybook.Durability.FileSystem;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>Another process holds the log's lock and does not let go.</summary>
public sealed class HeldLockTests
{
    [Fact]
    public async Task A_wait_ends_in_time_and_names_the_holder()
    {
        using var scratch = new ScratchStore();
        await using DaybookProcess process = scratch.Program.Start("memory", "add", "--from-json", "-", "--quiet", "--wait", "300ms");

        // A first record, so that what is measured is the wait and not the start of a program.
        await process.SendAsync("""{"type":"note","title":"before"}""" + "\n");
        Assert.NotNull(await process.ReadLineAsync());

        // This process is the other one.
        using IFile held = LocalFileSystem.Create().Open(scratch.Log, OpenMode.ReadWrite);
        Assert.True(held.TryLock(LockMode.Exclusive));
        long began = Stopwatch.GetTimestamp();
        await process.SendAsync("""{"type":"note","title":"kept out"}""" + "\n");
        DaybookAnswer answer = (await process.EndAsync(TestTimeout.Refusal)).MustBeRefused(7);
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(2));
        Assert.Contains($"{Environment.ProcessId}", answer.Words, StringComparison.Ordinal);

        held.Unlock();
        string added = await scratch.AddAsync("after");
        Assert.Equal(2, (await scratch.ReadIdsAsync()).Count);
        Assert.Equal(added, (await scratch.ReadIdsAsync())[^1]);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_wait()
    {
        using var scratch = new ScratchStore();
        await scratch.AddAsync("before");
        using IFile held = LocalFileSystem.Create().Open(scratch.Log, OpenMode.ReadWrite);
        Assert.True(held.TryLock(LockMode.Exclusive));
        await using DaybookProcess process = scratch.Program.Start("memory", "add", "--from-json", "-", "--json", "--wait", "10m");

        // The answer to what is no record says that the process has come to the record behind it, which waits.
        await process.SendAsync("nothing\n" + """{"type":"note","title":"kept out"}""" + "\n");
        Assert.NotNull(await process.ReadLineAsync());
        await process.InterruptAsync();
        Assert.Equal(130, (await process.EndAsync(TestTimeout.Refusal)).ExitCode);
    }

    [Fact]
    public async Task Reads_do_not_wait()
    {
        using var scratch = new ScratchStore();
        string id = await scratch.AddAsync("before");
        using IFile held = LocalFileSystem.Create().Open(scratch.Log, OpenMode.ReadWrite);
        Assert.True(held.TryLock(LockMode.Exclusive));
        DaybookAnswer answer = await scratch.Program.RunAsync("memory", "list", "--quiet");
        Assert.Equal(id, Assert.Single(answer.MustSucceed().Output));
    }
}
