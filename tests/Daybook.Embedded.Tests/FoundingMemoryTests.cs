using Daybook.Memory;
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
}
