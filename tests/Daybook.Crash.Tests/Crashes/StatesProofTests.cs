using Daybook.Proof;
using Daybook.Proof.Crashes;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Crash.Tests.Crashes;

/// <summary>The exploration of crash states finds what is wrong, tells how to see it again, and holds without that.</summary>
public sealed class StatesProofTests
{
    private static readonly CrashOptions Short = new() { Depth = 2, CrashesMaximum = 40, StatesMaximum = 30, AgainShare = 0.01, Seed = 1, Known = new KnownStates() };

    public static TheoryData<string> Kinds => [.. CrashKinds.All.Select(static kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_disk_that_flushes_no_file_is_found_out_by_every_kind(string name)
    {
        CrashKind kind = CrashKinds.All.Single(kind => kind.Name == name);
        using var store = new CrashStore();
        CrashProtocol protocol = kind.Create(store, 3);
        SimulatedFileSystem disk = StatesThread.Prepared(store, protocol);
        disk.IsLiar = true;

        Exception failure = Assert.ThrowsAny<Exception>(() => CrashExplorer.Explore(disk, protocol.Run, protocol.Recover, Short));

        Assert.Contains("Replay = ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_that_is_met_again_under_the_same_promises_is_counted_and_recovered_from_once()
    {
        using var store = new CrashStore();
        var known = new KnownStates();
        CrashReport first = StatesThread.Explore(store, CrashKinds.All[0], 3, CrashKinds.Round(3, known));
        CrashReport second = StatesThread.Explore(store, CrashKinds.All[0], 3, CrashKinds.Round(3, known));

        Assert.True(first.DistinctStates > 100);
        Assert.Equal(0, second.DistinctStates);
        Assert.Equal(first.DistinctStates, known.Distinct);
        Assert.All(first.DistinctByDepth, static states => Assert.True(states >= 0));
    }

    [Fact]
    public async Task What_both_threads_met_counts_once_and_is_made_up_for()
    {
        var budget = new ProofBudget(30_000, TimeSpan.FromMinutes(1), 1);
        StatesThread[] sameSeeds = [new(0, 1, 1), new(0, 1, 1)];
        long distinct = await StatesProof.ExploreAsync(sameSeeds, budget);
        Assert.True(distinct >= budget.Wanted, $"{distinct} of {budget.Wanted}");
        Assert.Equal(distinct, CrashKinds.All.Sum(kind => sameSeeds.Max(thread => (long)thread.Counts[kind.Name].Known.Distinct)));
    }
}
