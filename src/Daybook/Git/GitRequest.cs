namespace Daybook.Git;

/// <summary>Which command of git's to run, and on what.</summary>
/// <param name="WorkTree">The directory it runs in, absolute.</param>
/// <param name="Arguments">What follows the word <c>git</c>. No shell takes part.</param>
/// <param name="TimeLimit">How long it may take.</param>
public sealed record GitRequest(string WorkTree, IReadOnlyList<string> Arguments, TimeSpan TimeLimit)
{
    /// <summary>All of its stdin.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Variables of its environment beside those that it inherits.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
