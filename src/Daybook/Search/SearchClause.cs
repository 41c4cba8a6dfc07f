namespace Daybook.Search;

/// <summary>
/// One thing that a question looks for. A record is found when it meets any clause, and each that it meets adds to its score, as often as it
/// stands there.
/// </summary>
/// <param name="Terms">
/// The terms, as <see cref="SearchTerms.Write"/> spells them: one, or of a phrase two and more that stand next to each other in one field, in
/// this order.
/// </param>
/// <param name="IsPhrase">Whether there are several terms.</param>
/// <param name="IsPrefix">Whether the last term need only be the beginning of the record's.</param>
public sealed record SearchClause(IReadOnlyList<string> Terms, bool IsPhrase, bool IsPrefix);
