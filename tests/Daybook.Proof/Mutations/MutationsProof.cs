using System.Collections.Concurrent;
using System.Globalization;
using Daybook.Proof.Crashes;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Mutations;

/// <summary>
/// Takes away, one at a time, each flush of a file, each sync of a directory, each atomic rename and each newline before a line: the disk
/// says that it did it and did not. The crash states must show it, or the protection must be named as one that nothing rests on.
/// </summary>
internal sealed class MutationsProof : IProof
{
    private const int Seeds = 6;
    private const int CasesMaximum = 10;
    private const int DeepCasesMaximum = 1;

    public string Name => "mutations";

    public string Claim => "with any one flush, directory sync, atomic rename or newline guard gone, the crash states show it";

    public string Unit => "protections removed";

    public long Wanted => 60;

    public TimeSpan Limit => TimeSpan.FromSeconds(60);

    public async Task<ProofReport> RunAsync(ProofBudget budget)
    {
        ConcurrentDictionary<Protection, ConcurrentBag<ProtocolCase>> used = [];
        await Parallel.ForEachAsync(MutatedProtocols.All, (named, _) =>
        {
            FindAll(named, used);
            return ValueTask.CompletedTask;
        });
        ConcurrentBag<Protection> unnoticed = [];
        ConcurrentBag<Protection> caught = [];
        Parallel.ForEach(used.OrderBy(static pair => pair.Value.Count), pair =>
            (IsNoticed([.. pair.Value.OrderBy(static one => one.Seed).ThenBy(static one => one.Name, StringComparer.Ordinal)], pair.Key) ? caught : unnoticed).Add(pair.Key));
        string[] missed = [.. unnoticed.Where(static gone => RedundantProtections.ReasonFor(gone) is null).Select(static gone => gone.ToString()).Order()];
        string[] needed = [.. caught.Where(static gone => RedundantProtections.ReasonFor(gone) is not null).Select(static gone => gone.ToString()).Order()];
        if (missed.Length + needed.Length > 0)
        {
            throw new ProofFailedException($"nobody noticed that these were gone:\n    {string.Join("\n    ", missed)}\n  and these are needed though they are said not to be:\n    {string.Join("\n    ", needed)}");
        }

        return new ProofReport(used.Count, [.. Lines(used.Count, caught, unnoticed)]);
    }

    private static void FindAll((string Name, Func<CrashStore, int, CrashProtocol> Create) named, ConcurrentDictionary<Protection, ConcurrentBag<ProtocolCase>> used)
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            var one = new ProtocolCase(new CrashStore(), named.Name, named.Create, seed);
            foreach (Protection found in one.Find())
            {
                used.GetOrAdd(found, static _ => []).Add(one);
            }
        }
    }

    /// <summary>One crash in many protocols; and only where that shows nothing, two.</summary>
    private static bool IsNoticed(ProtocolCase[] cases, Protection gone) =>
        cases.Take(CasesMaximum).Any(one => one.Misses(gone, depth: 1)) || cases.Take(DeepCasesMaximum).Any(one => one.Misses(gone, depth: 2));

    private static IEnumerable<string> Lines(int all, IReadOnlyCollection<Protection> caught, IReadOnlyCollection<Protection> unnoticed)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{all} protections in {MutatedProtocols.All.Count} protocols: {caught.Count} caught, {unnoticed.Count} named as redundant");
        foreach (IGrouping<DiskCall, Protection> kind in caught.GroupBy(static gone => gone.Call))
        {
            yield return $"caught: {string.Join("; ", kind.Select(static gone => gone.ToString()).Order())}";
        }

        foreach (Protection gone in unnoticed.OrderBy(static gone => gone.ToString(), StringComparer.Ordinal))
        {
            yield return $"redundant: {gone}: {RedundantProtections.ReasonFor(gone)}";
        }
    }
}
