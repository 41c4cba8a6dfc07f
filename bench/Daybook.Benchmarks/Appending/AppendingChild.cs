using Daybook.Embedded;
using Daybook.Memory;

namespace Daybook.Benchmarks.Appending;

/// <summary>One warm process of <see cref="ProcessesQuestion"/>: opens, says that it is ready, waits for the word, adds.</summary>
internal static class AppendingChild
{
    internal static async Task RunAsync(string folder, int adds)
    {
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(new EmbeddedOptions { MemoryDirectory = folder }, CancellationToken.None);
        await AddAsync(store, "warm", 3000);
        Console.WriteLine("ready");
        Console.ReadLine();
        await AddAsync(store, "timed", adds);
        Console.WriteLine("done");
    }

    private static async Task AddAsync(EmbeddedStore store, string word, int count)
    {
        for (int number = 0; number < count; number++)
        {
            var record = new MemoryRecord
            {
                Type = "incident",
                Repo = "acme/web",
                Fingerprint = $"{word}-{Environment.ProcessId}-{number}",
                Title = "Pool exhausted",
                Summary = "All connections were taken by requests that wait for a lock",
            };
            await store.Memory.AddAsync(record, CancellationToken.None);
        }
    }
}
