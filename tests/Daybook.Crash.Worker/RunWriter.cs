using Daybook.Embedded;
using Daybook.Runs;

namespace Daybook.Crash.Worker;

/// <summary>Adds one to a number in the record of a run, by the library, again and again, and tells each time what it is then.</summary>
internal sealed class RunWriter(string run)
{
    internal async Task RunAsync(string folder, int updates)
    {
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(
            new EmbeddedOptions { Directory = folder, LockWait = TimeSpan.FromMinutes(1), HolderLabel = "writer" }, default);
        for (int number = 0; number < updates; number++)
        {
            RunRecord updated = await store.Runs.UpdateAsync(run, static old => old with { Pgid = old.Pgid + 1 }, default);
            await Console.Out.WriteLineAsync($"ack {updated.Pgid}");
            await Console.Out.FlushAsync();
        }
    }
}
