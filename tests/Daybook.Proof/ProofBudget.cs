using System.Diagnostics;

namespace Daybook.Proof;

/// <summary>
/// How much one run of a proof is to look at. The count is wanted; the time is a must: on a slow machine less is looked at, which is said, and
/// never less than <see cref="LeastShare"/> of it, which would prove too little.
/// </summary>
/// <param name="wanted">How many cases.</param>
/// <param name="limit">How long.</param>
/// <param name="seed">Decides every choice, so that a run can be repeated.</param>
internal sealed class ProofBudget(long wanted, TimeSpan limit, int seed)
{
    /// <summary>The smallest share of what is wanted that counts as a proof.</summary>
    public const double LeastShare = 0.25;

    private readonly Stopwatch watch = Stopwatch.StartNew();

    public long Wanted { get; } = wanted;

    public TimeSpan Limit { get; } = limit;

    public int Seed { get; } = seed;

    public TimeSpan Elapsed => watch.Elapsed;

    /// <summary>Whether time is over.</summary>
    public bool IsOver => watch.Elapsed >= Limit;

    /// <summary>Whether it is enough: so many were looked at, or time is over.</summary>
    public bool IsSpent(long counted) => counted >= Wanted || IsOver;

    /// <summary>A part of this budget, of a proof that has several parts one after the other; its time begins now.</summary>
    public ProofBudget Part(double share) => new((long)Math.Ceiling(Wanted * share), Limit * share, Seed);
}
