using Daybook.Git;
using Daybook.Memory;
using Daybook.Prime;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests;

public sealed class FoundingMemoryTests
{
    [Theory]
    [InlineData("/state", "/home/u", "/state")]
    [InlineData("state/", "/home/u", "/projects/state")]
    [InlineData("", "/home/u", "/home/u/.booty/state")]
    [InlineData(null, "/home/u", "/home/u/.booty/state")]
    [InlineData(null, "", "/projects/.booty/state")]
    [InlineData(null, null, "/projects/.booty/state")]
    public void The_folder_is_named_by_the_variable_else_the_home_else_the_working_directory(string? named, string? home, string expected)
    {
        string folder = FoundingMemory.Directory(
            name => name == FoundingMemory.VariableName ? named : name == "HOME" ? home : null, "/projects");

        Assert.Equal(expected, folder);
    }

    [Fact]
    public async Task Its_memory_needs_no_store_and_keeps_what_is_ours_apart()
    {
        SimulatedFileSystem disk = new();
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(
            new EmbeddedOptions { MemoryDirectory = "/home/u/.booty/state" },
            TestStores.SimulatedPorts(disk),
            TestContext.Current.CancellationToken);

        Assert.Equal(0, (await store.GetStatusAsync(TestContext.Current.CancellationToken)).Memory?.Records);
        Assert.False(disk.Exists("/home"));
        await store.Memory.AddAsync(new MemoryRecord { Type = "note", Title = "kept" }, TestContext.Current.CancellationToken);

        SimulatedFileSystem after = disk.AfterPowerLoss();
        Assert.Equal([".daybook-state", "memory.jsonl"], after.List("/home/u/.booty/state").Order(StringComparer.Ordinal));
        Assert.Contains("kept", after.ReadText("/home/u/.booty/state/memory.jsonl"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_begins_there_is_told_what_memory_knows_and_misses_no_other_kind()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(
            new EmbeddedOptions { MemoryDirectory = "/home/u/.booty/state" }, TestStores.SimulatedPorts(new SimulatedFileSystem()), cancellation);
        await store.Memory.AddAsync(new MemoryRecord { Type = "decision", Title = "kept" }, cancellation);

        PrimeFacts facts = await new PrimeReading(store, TimeProvider.System).ReadAsync(null, Task.FromResult(UncommittedFiles.None), cancellation);

        Assert.Empty(facts.Faults);
        Assert.Equal("kept", Assert.Single(facts.Newest).Title);
        Assert.Equal(["memory"], RecordKinds.All.Where(store.Holds));
    }

    [Fact]
    public async Task Its_archive_and_amendments_stand_apart_from_the_other_systems_file()
    {
        const string Folder = "/home/u/.booty/state";
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        SimulatedFileSystem disk = new();
        disk.PlantFile(
            Folder + "/memory.jsonl",
            "{\"id\": \"old-1\", \"type\": \"note\", \"timestamp\": \"2020-01-01T00:00:00Z\"}\n{\"id\": \"new-1\", \"type\": \"note\"}\n");
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(
            new EmbeddedOptions { MemoryDirectory = Folder }, TestStores.SimulatedPorts(disk), cancellation);

        MemoryCompacted compacted = await store.Memory.CompactAsync(new MemoryCompaction(), null, cancellation);
        await store.Memory.ForgetAsync(new MemoryForget { Id = "new-1", Reason = "wrong" }, cancellation);

        SimulatedFileSystem after = disk.AfterPowerLoss();
        Assert.Equal([".daybook-state", "memory.jsonl"], after.List(Folder).Order(StringComparer.Ordinal));
        Assert.Equal(["amendments.jsonl", "archive", "locks"], after.List(Folder + "/.daybook-state").Order(StringComparer.Ordinal));
        Assert.Equal([compacted.Segment, "segments.jsonl"], after.List(Folder + "/.daybook-state/archive").Order(StringComparer.Ordinal));
        Assert.Equal("{\"id\": \"new-1\", \"type\": \"note\"}\n", after.ReadText(Folder + "/memory.jsonl"));
        Assert.Equal("old-1", Assert.Single((await store.Memory.ListAsync(new MemoryListing(), cancellation)).Items).Id);
        Assert.Empty(await store.MemoryDoctor.ExamineAsync(null, cancellation));
    }
}
