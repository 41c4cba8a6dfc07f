using Daybook.Embedded;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Daybook.Search;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>Real searches that are killed while they make the index, and searches on disks that take no index.</summary>
public sealed class SearchedStoreTests
{
    private const int Records = 20_000;
    private const int MillisecondsMin = 100;
    private const int MillisecondsMax = 900;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_index_that_was_left_half_made_by_killed_searches_misleads_nobody()
    {
        int seed = Random.Shared.Next(1_000_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var scratch = new ScratchStore();
        Directory.CreateDirectory(Path.GetDirectoryName(scratch.Log) ?? "");
        await File.WriteAllLinesAsync(scratch.Log, Enumerable.Range(0, Records).Select(LineOf), Cancellation);
        for (int round = 0; round < 6; round++)
        {
            // The moment of the kill is the experiment; nothing waits for it.
            await using DaybookProcess process = scratch.Program.Start("search", "heron", "--json");
            Task<DaybookAnswer> ending = process.EndAsync(TestTimeout.Default);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(random.Next(MillisecondsMin, MillisecondsMax)));
            await Task.WhenAny(ending, timer.WaitForNextTickAsync(Cancellation).AsTask());
            process.Kill();
            await ending;
        }

        await using EmbeddedStore store = await scratch.OpenAsync();
        SearchAnswer answer;
        do
        {
            answer = await store.Search.SearchAsync(new SearchQuery { Text = "heron", Limit = 1000, IsNewestFirst = true }, Cancellation);
        }
        while (answer.Behind > 0);
        Assert.Equal(Enumerable.Range(0, 200).Select(number => $"planted-{Records - 100 - (number * 100):00000}"), answer.Items.Select(hit => hit.Id));
        Assert.Empty(await store.IndexDoctor.ExamineAsync(Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task On_a_read_only_disk_everything_is_found_with_an_index_or_without(bool isIndexed)
    {
        using var scratch = new ScratchStore(withStore: false);
        await using TinyDisk disk = await TinyDisk.MountAsync(scratch.Work);
        scratch.CreateStore();
        await scratch.AddAsync("a heron");
        if (isIndexed)
        {
            (await scratch.Program.RunAsync("search", "heron")).MustSucceed();
        }

        await disk.SetReadOnlyAsync(true);
        await MustFindAsync(scratch, 1);
        await disk.SetReadOnlyAsync(false);
        await scratch.AddAsync("another heron");
        await disk.SetReadOnlyAsync(true);
        await MustFindAsync(scratch, 2);
        await disk.SetReadOnlyAsync(false);
        await MustFindAsync(scratch, 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task On_a_full_disk_everything_is_found_with_an_index_or_without(bool isIndexed)
    {
        using var scratch = new ScratchStore(withStore: false);
        await using TinyDisk disk = await TinyDisk.MountAsync(scratch.Work);
        scratch.CreateStore();
        await scratch.AddAsync("a heron");
        if (isIndexed)
        {
            (await scratch.Program.RunAsync("search", "heron")).MustSucceed();
            await scratch.AddAsync("another heron");
        }

        await disk.FillAsync();
        await MustFindAsync(scratch, isIndexed ? 2 : 1);
        await MustFindAsync(scratch, isIndexed ? 2 : 1);
        disk.Free();
        await MustFindAsync(scratch, isIndexed ? 2 : 1);
    }

    private static async Task MustFindAsync(ScratchStore scratch, int count)
    {
        DaybookAnswer answer = await scratch.Program.RunAsync("search", "heron", "--quiet");
        answer.MustSucceed();
        Assert.Equal(count, answer.Output.Count);
    }

    private static string LineOf(int number) =>
        $$"""{"id":"planted-{{number:00000}}","type":"note","timestamp":"2026-01-{{1 + (number / 1000):00}}T{{number % 1000 / 42:00}}:{{number % 42:00}}:00Z","title":"{{(number % 100 == 0 ? "a heron" : "a duck")}} by the {{number}}. pond","summary":"what stands in the water, in the reeds and on the bank {{number * 7919 % 100003}}"}""";
}
