using System.Diagnostics;

namespace Daybook.Proof;

/// <summary>
/// How much one run of a proof is to look at. The count is wanted; where time is over before, less is looked at, which is said, and never less than
/// <see cref="LeastShare"/> of it, which would prove too little: a slow machine takes longer for that, up to <see cref="Patience"/> times as long.
/// </summary>
/// <param name="wanted">How many cases.</param>
/// <param name="limit">How long.</param>
/// <param name="seed">Decides every choice, so that a run can be repeated.</param>
internal sealed class ProofBudget(long wanted, TimeSpan limit, int seed)
{
    /// <summary>The smallest share of what is wanted that counts as a proof.</summary>
    public const double LeastShare = 0.25;

    /// <summary>How many times the limit the smallest share may take.</summary>
    public const int Patience = 3;

    private readonly Stopwatch watch = Stopwatch.StartNew();

    public long Wanted { get; } = wanted;

    /// <summary>How many cases are the smallest share.</summary>
    public long Least { get; } = (long)Math.Ceiling(wanted * LeastShare);

    /// <summary>The longest that it takes, however little was looked at.</summary>
    public TimeSpan Longest { get; } = limit * Patience;

    public int Seed { get; } = seed;

    public TimeSpan Elapsed => watch.Elapsed;

    /// <summary>Whether even the smallest share has taken too long.</summary>
    public bool IsOver => watch.Elapsed >= Longest;

    /// <summary>Whether it is enough: so many were looked at, or time is over.</summary>
    public bool IsSpent(long counted) => counted >= Wanted || (watch.Elapsed >= limit && counted >= Least) || IsOver;
}
