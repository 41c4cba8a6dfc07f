using System.Diagnostics;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Processes;
using Daybook.Processes;
using Xunit;

namespace Daybook.Embedded.Tests.Processes;

/// <summary>What this machine says of its own processes.</summary>
public sealed class LocalProcessTableTests
{
    private readonly LocalProcessTable processes = new(LocalFileSystem.Create());

    [Fact]
    public void This_process_runs_and_is_the_same_when_asked_again()
    {
        ProcessIdentity self = ProcessIdentity.Of(Environment.ProcessId, processes)!;

        Assert.Equal(self, ProcessIdentity.Of(Environment.ProcessId, processes));
        Assert.False(self.IsProvablyGone(processes));
        Assert.True((self with { StartTime = self.StartTime + 1 }).IsProvablyGone(processes));
        Assert.False((self with { BootId = "another", StartTime = 1 }).IsProvablyGone(processes));
        Assert.False((self with { PidNamespace = "another", StartTime = 1 }).IsProvablyGone(processes));
    }

    [Fact]
    public void A_process_that_ended_is_gone()
    {
        using Process child = Process.Start(new ProcessStartInfo("sleep", "30"))!;
        ProcessIdentity identity = ProcessIdentity.Of(child.Id, processes)!;
        Assert.False(identity.IsProvablyGone(processes));

        child.Kill();
        child.WaitForExit();

        Assert.True(identity.IsProvablyGone(processes));
    }

    [Fact]
    public void A_process_is_found_by_a_variable_that_it_was_started_with()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells the environment of processes");
        string value = Guid.NewGuid().ToString();
        using Process child = Process.Start(new ProcessStartInfo("sleep", "30") { Environment = { ["DAYBOOK_TEST_RUN"] = value } })!;
        Assert.Equal(child.Id, processes.FindByVariable("DAYBOOK_TEST_RUN")[value]);
        Assert.False(processes.FindByVariable("DAYBOOK_TEST_RU").ContainsKey(value));
        child.Kill();
        child.WaitForExit();
        Assert.False(processes.FindByVariable("DAYBOOK_TEST_RUN").ContainsKey(value));
    }

    [Fact]
    public void Nobody_has_a_number_that_cannot_be()
    {
        Assert.Null(processes.StartTimeOf(-1));
        Assert.Null(processes.StartTimeOf(int.MaxValue));
    }

    [Fact]
    public void The_time_of_the_boot_goes_on()
    {
        BootTime first = processes.Now;
        BootTime second = processes.Now;

        Assert.True(second.Elapsed >= first.Elapsed);
        Assert.True(first.Elapsed > TimeSpan.Zero);
        Assert.Equal((first.BootId, first.HostName), (second.BootId, second.HostName));
        Assert.NotEmpty(first.BootId);
    }
}
