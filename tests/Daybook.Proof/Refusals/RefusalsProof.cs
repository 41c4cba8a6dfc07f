using System.Collections.Concurrent;
using System.Globalization;
using Daybook.Durability.FileSystem;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Refusals;

/// <summary>
/// Fails every call of every command that writes, with every error, once or for good, and lets writes be short and flushes lose their
/// pages: all cases that there are, in an order that the seed makes.
/// </summary>
internal sealed class RefusalsProof : IProof
{
    private const int StaleHandle = 116;
    private const int ShownMaximum = 20;

    private static readonly FileSystemError[] ForGood =
    [
        FileSystemError.InputOutput, FileSystemError.NoSpace, FileSystemError.QuotaExceeded, FileSystemError.Interrupted, FileSystemError.Denied,
        FileSystemError.ReadOnly, FileSystemError.TooManyOpenFiles, FileSystemError.NoLocks,
    ];

    private static readonly FileSystemError[] Once = [FileSystemError.InputOutput, FileSystemError.NoSpace, FileSystemError.Interrupted];

    private static readonly Lazy<IReadOnlyList<RefusalCase>> All = new(FindAll);

    public string Name => "refusals";

    public string Claim => "whichever call of a command fails, and however: the answer is an error of ours or success, nothing acknowledged is lost, and the store is of use again";

    public string Unit => "faults";

    public long Wanted => All.Value.Count;

    public TimeSpan Limit => TimeSpan.FromSeconds(30);

    public TimeSpan Takes => TimeSpan.FromSeconds(15);

    public async Task<ProofReport> RunAsync(ProofBudget budget)
    {
        RefusalCase[] cases = [.. All.Value];
        new Random(budget.Seed).Shuffle(cases);
        int next = -1;
        int done = 0;
        int refused = 0;
        ConcurrentBag<ProofFailedException> failures = [];
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(async () =>
        {
            for (int at = Interlocked.Increment(ref next); at < cases.Length && !budget.IsSpent(done + refused); at = Interlocked.Increment(ref next))
            {
                try
                {
                    _ = await cases[at].TryAsync() ? Interlocked.Increment(ref done) : Interlocked.Increment(ref refused);
                }
                catch (ProofFailedException failure)
                {
                    failures.Add(failure);
                    Interlocked.Increment(ref refused);
                }
            }
        })));
        if (!failures.IsEmpty)
        {
            string[] shown = [.. failures.Select(static failure => failure.Message).Order(StringComparer.Ordinal)];
            string told = string.Join("\n    ", shown.Where((_, at) => at % Math.Max(1, shown.Length / ShownMaximum) == 0));
            throw new ProofFailedException($"{shown.Length} of {done + refused} faults, among them:\n    {told}", failures.First());
        }

        return new ProofReport(
            done + refused,
            [string.Create(CultureInfo.InvariantCulture, $"{RefusedCommands.All.Count} commands: {refused:N0} faults were answered with an error, {done:N0} were overcome")]);
    }

    private static IReadOnlyList<RefusalCase> FindAll() => [.. RefusedCommands.All.SelectMany(FindAll)];

    private static IEnumerable<RefusalCase> FindAll(RefusedCommand command)
    {
        SimulatedFileSystem sound = RefusalCase.RunSoundAsync(command).GetAwaiter().GetResult();
        for (int nth = 1; nth <= sound.Calls; nth++)
        {
            foreach (FileSystemError error in ForGood)
            {
                yield return new RefusalCase(command, Fault.Fails(error, nth: nth) with { ForGood = true });
            }

            yield return new RefusalCase(command, Fault.Fails(FileSystemError.Other, nth: nth) with { ForGood = true, Number = StaleHandle });
            foreach (FileSystemError error in Once)
            {
                yield return new RefusalCase(command, Fault.Fails(error, nth: nth));
            }
        }

        for (int nth = 1; nth <= sound.CallsOf(DiskCall.Write); nth++)
        {
            yield return new RefusalCase(command, Fault.ShortWrite(1, nth));
            yield return new RefusalCase(command, Fault.ShortWrite(7, nth) with { ForGood = true });
        }

        for (int nth = 1; nth <= sound.CallsOf(DiskCall.Flush); nth++)
        {
            yield return new RefusalCase(command, Fault.FlushDropsPages(nth));
            yield return new RefusalCase(command, Fault.FlushReverts(nth));
        }
    }
}
