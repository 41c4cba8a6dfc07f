using System.Text;
using Daybook.Backup;
using Daybook.Testing;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Backup.Transfer;

/// <summary>Exports and imports of stores on simulated disks, each by a process of its own.</summary>
internal static class Transfers
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal static async Task<T> DoAsync<T>(SimulatedFileSystem disk, Func<EmbeddedStore, Task<T>> work)
    {
        await using EmbeddedStore store = await TestStores.OpenAsync(
            TestStores.SimulatedPorts(disk, new ManualClock(), new RandomIdSource()), TestStores.SimulatedFolder);
        return await work(store);
    }

    internal static Task<string[]> ExportAsync(SimulatedFileSystem disk, ProblemList? problems = null) => DoAsync(disk, async store =>
    {
        var lines = new List<string>();
        await foreach (ReadOnlyMemory<byte> line in store.CreateTransfer().ExportAsync(null, problems ?? new ProblemList(), Cancellation))
        {
            lines.Add(Encoding.UTF8.GetString(line.Span));
        }

        return lines.ToArray();
    });

    /// <summary>Imports lines as one command does.</summary>
    internal static Task<ImportedRecord[]> ImportAsync(SimulatedFileSystem disk, params string[] lines) => ImportAsync(disk, isDryRun: false, lines);

    internal static Task<ImportedRecord[]> ImportAsync(SimulatedFileSystem disk, bool isDryRun, params string[] lines) => DoAsync(disk, async store =>
    {
        var transfer = store.CreateTransfer();
        var imported = new List<ImportedRecord>();
        foreach (string line in lines)
        {
            imported.Add(await transfer.ImportAsync(Encoding.UTF8.GetBytes(line), isDryRun, Cancellation));
        }

        return imported.ToArray();
    });

    internal static string Action(ImportedRecord[] imported) => Assert.Single(imported).Action;
}
