using Daybook.Errors;

namespace Daybook.Prime;

/// <summary>How many tokens a text may have.</summary>
public static class PrimeBudget
{
    /// <summary>What is enough for most: 2,000, which is at most 8,000 characters.</summary>
    public const int Default = 2_000;

    /// <summary>The least: with fewer there is no room for a heading and an item.</summary>
    public const int Min = 100;

    /// <summary>The most.</summary>
    public const int Max = 100_000;

    /// <summary>Refuses a budget out of bounds.</summary>
    /// <exception cref="InvalidInputException">It is.</exception>
    public static void Check(int tokens)
    {
        if (tokens is < Min or > Max)
        {
            throw new InvalidInputException($"the budget is {tokens} tokens; it must be from {Min} to {Max}");
        }
    }
}
