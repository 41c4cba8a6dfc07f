namespace Daybook.Secrets;

/// <summary>A rule in its place among all.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="FirstPart">The number of its first part, counted over all rules.</param>
/// <param name="LastLongPart">The part after which everything may be missing: where a key that is long enough may end.</param>
internal sealed record AnchoredRule(SecretRule Rule, int FirstPart, int LastLongPart);
