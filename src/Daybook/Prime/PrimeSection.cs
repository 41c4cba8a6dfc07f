namespace Daybook.Prime;

/// <summary>Things of one sort, the most important first.</summary>
/// <param name="Title">What they have in common.</param>
/// <param name="Items">Those that the budget had room for; never none.</param>
/// <param name="Omitted">How many more there are that were left out; null for none, and where nobody counted.</param>
/// <param name="Next">The command to go on with, where the items do not each say one.</param>
public sealed record PrimeSection(string Title, IReadOnlyList<PrimeItem> Items, long? Omitted, string? Next);
