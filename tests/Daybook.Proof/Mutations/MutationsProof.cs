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

    private static readonly Lazy<Dictionary<Protection, IReadOnlyList<ProtocolCase>>> Used = new(FindAll);

    public string Name => "mutations";

    public string Claim => "with any one flush, directory sync, atomic rename or newline guard gone, the crash states show it";

    public string Unit => "protections removed";

    public long Wanted => Used.Value.Count;

    public TimeSpan Limit => TimeSpan.FromSeconds(30);

    public TimeSpan Takes => TimeSpan.FromSeconds(18);

    public Task<ProofReport> RunAsync(ProofBudget budget)
    {
        Protection[] all = [.. Used.Value.Keys];
        new Random(budget.Seed).Shuffle(all);
        ConcurrentBag<Protection> unnoticed = [];
        ConcurrentBag<Protection> caught = [];
        Parallel.ForEach(all, gone =>
        {
            if (!budget.IsSpent(caught.Count + unnoticed.Count))
            {
                (IsNoticed(Used.Value[gone], gone) ? caught : unnoticed).Add(gone);
            }
        });
        string[] missed = [.. unnoticed.Where(static gone => RedundantProtections.ReasonFor(gone) is null).Select(static gone => gone.ToString()).Order()];
        string[] needed = [.. caught.Where(static gone => RedundantProtections.ReasonFor(gone) is not null).Select(static gone => gone.ToString()).Order()];
        if (missed.Length + needed.Length > 0)
        {
            throw new ProofFailedException($"nobody noticed that these were gone:\n    {string.Join("\n    ", missed)}\n  and these are needed though they are said not to be:\n    {string.Join("\n    ", needed)}");
        }

        return Task.FromResult(new ProofReport(caught.Count + unnoticed.Count, [.. Lines(caught, unnoticed)]));
    }

    /// <summary>Every protection, and the protocols that rely on it, those of the first seeds first.</summary>
    private static Dictionary<Protection, IReadOnlyList<ProtocolCase>> FindAll()
    {
        var used = new Dictionary<Protection, IReadOnlyList<ProtocolCase>>();
        for (int seed = 0; seed < Seeds; seed++)
        {
            foreach ((string _, Func<CrashStore, int, CrashProtocol> create) in MutatedProtocols.All)
            {
                var one = new ProtocolCase(create, seed);
                foreach (Protection found in one.Find())
                {
                    used[found] = [.. used.GetValueOrDefault(found, []), one];
                }
            }
        }

        return used;
    }

    /// <summary>One crash in many protocols; and only where that shows nothing, two.</summary>
    private static bool IsNoticed(IReadOnlyList<ProtocolCase> cases, Protection gone) =>
        cases.Take(CasesMaximum).Any(one => one.Misses(gone, depth: 1)) || cases.Take(DeepCasesMaximum).Any(one => one.Misses(gone, depth: 2));

    private static IEnumerable<string> Lines(ConcurrentBag<Protection> caught, ConcurrentBag<Protection> unnoticed)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{caught.Count + unnoticed.Count} protections in {MutatedProtocols.All.Count} protocols: {caught.Count} caught, {unnoticed.Count} named as redundant");
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
