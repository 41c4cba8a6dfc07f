namespace Daybook.Prime;

/// <summary>What an agent needs at the start of a session.</summary>
/// <param name="Text">All of it as text; empty where there is nothing to say.</param>
/// <param name="Tokens">What the text costs, by <see cref="PrimeTokens"/>; never more than the budget.</param>
/// <param name="Sections">The same in parts.</param>
public sealed record PrimeAnswer(string Text, int Tokens, IReadOnlyList<PrimeSection> Sections)
{
    /// <summary>Nothing to say.</summary>
    public static readonly PrimeAnswer Nothing = new("", 0, []);
}
