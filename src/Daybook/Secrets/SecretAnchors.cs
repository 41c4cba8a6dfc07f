namespace Daybook.Secrets;

/// <summary>Which rules to try at which two characters.</summary>
internal static class SecretAnchors
{
    private const int AsciiCount = 128;

    internal static readonly IReadOnlyList<AnchoredRule> Rules = Numbered(SecretRules.All);

    internal static readonly int PartCount = Rules.Sum(rule => rule.Rule.Pattern.Parts.Count);

    private static readonly int[]?[] ByPair = PairTable();

    /// <summary>The numbers of the rules whose anchor these characters are.</summary>
    internal static ReadOnlySpan<int> At(char first, char second) =>
        first < AsciiCount && second < AsciiCount ? ByPair[(first * AsciiCount) + second] : [];

    private static List<AnchoredRule> Numbered(IReadOnlyList<SecretRule> rules)
    {
        var numbered = new List<AnchoredRule>();
        int firstPart = 0;
        foreach (SecretRule rule in rules)
        {
            IReadOnlyList<PatternPart> parts = rule.Pattern.Parts;
            int last = parts.Count - 1;
            while (parts[last].Min == 0)
            {
                last--;
            }

            numbered.Add(new AnchoredRule(rule, firstPart, last));
            firstPart += parts.Count;
        }

        return numbered;
    }

    private static int[]?[] PairTable()
    {
        var table = new int[]?[AsciiCount * AsciiCount];
        for (int rule = 0; rule < Rules.Count; rule++)
        {
            SecretPattern pattern = Rules[rule].Rule.Pattern;
            foreach (char first in pattern.AnchorFirst.Characters())
            {
                foreach (char second in pattern.AnchorSecond.Characters())
                {
                    ref int[]? numbers = ref table[(first * AsciiCount) + second];
                    numbers = [.. numbers ?? [], rule];
                }
            }
        }

        return table;
    }
}
