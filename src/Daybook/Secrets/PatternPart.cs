namespace Daybook.Secrets;

/// <summary>Characters of one set, so many of them in a row.</summary>
/// <param name="Set">The characters.</param>
/// <param name="Min">The least number of them.</param>
/// <param name="Max">The greatest number; <see cref="int.MaxValue"/> for no bound.</param>
/// <param name="IsLazy">Whether the least number is the whole where a line ends behind it, since the issuer makes no other.</param>
internal readonly record struct PatternPart(CharacterSet Set, int Min, int Max, bool IsLazy);
