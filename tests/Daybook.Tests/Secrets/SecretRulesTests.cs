using System.Text.RegularExpressions;
using Daybook.Secrets;
using Xunit;

namespace Daybook.Tests.Secrets;

public sealed class SecretRulesTests
{
    [Fact]
    public void Kinds_are_lower_case_words_with_dashes_of_many_issuers()
    {
        Assert.All(SecretRules.All, rule => Assert.Matches("^[a-z]+(-[a-z]+)*$", rule.Kind));
        Assert.True(SecretRules.All.Select(rule => rule.Kind.Split('-')[0]).Distinct().Count() >= 50);
    }

    [Fact]
    public void No_rule_ever_needs_to_go_back()
    {
        foreach (SecretRule rule in SecretRules.All)
        {
            IReadOnlyList<PatternPart> parts = rule.Pattern.Parts;
            for (int index = 0; index + 1 < parts.Count; index++)
            {
                bool overlaps = (parts[index].Set.Low & parts[index + 1].Set.Low) != 0 || (parts[index].Set.High & parts[index + 1].Set.High) != 0;
                Assert.False(parts[index].Min != parts[index].Max && overlaps, rule.Notation);
            }
        }
    }

    [Fact]
    public void The_notation_means_what_it_means_in_regular_expressions()
    {
        const int Seed = 99;
        var random = new Random(Seed);
        foreach (SecretRule rule in SecretRules.All)
        {
            var regex = new Regex("^(?:" + rule.Notation + ")$", RegexOptions.NonBacktracking);
            for (int round = 0; round < 20; round++)
            {
                string text = string.Concat(rule.Pattern.Parts.Select(part => Drawn(part, random)));
                Assert.True(regex.IsMatch(text), $"seed {Seed}, {rule.Notation}: {text}");
            }
        }
    }

    [Fact]
    public void Each_rule_finds_what_has_its_shape()
    {
        const int Seed = 100;
        var random = new Random(Seed);
        var scanner = new SecretScanner();
        foreach (SecretRule rule in SecretRules.All)
        {
            // A password of a few characters may be drawn as a row of the same few, which is a placeholder.
            string[] texts = [.. Enumerable.Range(0, 3).Select(_ => string.Concat(rule.Pattern.Parts.Select(part => Drawn(part, random))))];
            Assert.True(texts.Any(text => scanner.Find($"x {text} y", out _).Count > 0), $"seed {Seed}, {rule.Notation}: {texts[0]}");
        }
    }

    private static string Drawn(PatternPart part, Random random)
    {
        char[] characters = [.. Enumerable.Range(0, 128).Select(code => (char)code).Where(part.Set.Contains)];
        return new string(random.GetItems(characters, part.Min == part.Max ? part.Min : Math.Min(part.Max, part.Min + random.Next(1, 20))));
    }
}
