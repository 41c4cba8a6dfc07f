using System.Text.RegularExpressions;
using Daybook.Tidy.Tests.Reading;
using Xunit;

namespace Daybook.Tidy.Tests;

/// <summary>Documents that point only at what is there.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Every_relative_link_leads_to_a_file()
    {
        Violations.None(
            "Links to nothing",
            from file in Repository.Documents
            from Match link in Link().Matches(FencedBlock().Replace(file.Text, block => Blank(block.Value)))
            let target = link.Groups[1].Value.Split('#')[0]
            where target.Length > 0 && !IsElsewhere(target) && !Repository.Has(Path.Combine(file.Folder, target))
            select $"{file.At(link.Index)}: {target}");
    }

    [Fact]
    public void The_code_that_must_change_with_the_format_exists()
    {
        string section = FormatSection().Match(Repository.File("docs/FORMAT.md").Text).Groups[1].Value;
        string[] named = [.. CodePath().Matches(section).Select(match => match.Groups[1].Value).Distinct()];
        Assert.NotEmpty(named);
        Violations.None("Code named in docs/FORMAT.md that is not there", named.Where(path => !Repository.Has(path)));
    }

    private static bool IsElsewhere(string target) =>
        target.StartsWith("mailto:", StringComparison.Ordinal) || target.Contains("://", StringComparison.Ordinal);

    private static string Blank(string block) => NotNewline().Replace(block, " ");

    [GeneratedRegex(@"\]\(([^)\s]+)[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FencedBlock();

    [GeneratedRegex(@"[^\n]")]
    private static partial Regex NotNewline();

    /// <summary>From the heading about the code to the next heading.</summary>
    [GeneratedRegex(@"^#+[^\n]*code that must change with it[^\n]*\n(.*?)(?=^#|\z)", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex FormatSection();

    [GeneratedRegex(@"((?:src|tests|bench|docs)/[\w./-]*\w)")]
    private static partial Regex CodePath();
}
