using System.Text.RegularExpressions;
using Daybook.Embedded.Doctor;
using Xunit;

namespace Daybook.Embedded.Tests.Doctor;

/// <summary>The words of doctor are in one list, in the code that says them, and in the guide.</summary>
public sealed partial class KnownProblemsTests
{
    [Fact]
    public void The_guide_lists_every_word_once_with_what_it_means_and_what_mends_it()
    {
        string[] rows = [.. File.ReadLines(TestStores.InCheckout("docs/guides/doctor.md")).Where(static line => line.StartsWith("| `", StringComparison.Ordinal) && !Severity().IsMatch(line))];
        Assert.Equal(KnownProblems.All.Select(Row), rows);
    }

    [Fact]
    public void Every_word_that_is_said_is_known_and_no_other()
    {
        string own = TestStores.InCheckout("src/Daybook.Embedded");
        (string Path, string Text)[] code =
        [
            .. Directory.GetFiles(own, "*.cs", SearchOption.AllDirectories)
                .Where(static path => !path.EndsWith("KnownProblems.cs", StringComparison.Ordinal) && !Built().IsMatch(path))
                .Select(static path => (path, File.ReadAllText(path))),
        ];
        HashSet<string> literals = [.. code.SelectMany(static file => Literal().Matches(file.Text)).Select(static match => match.Groups[1].Value)];
        string[] known = [.. KnownProblems.All.Select(static problem => problem.Word)];
        Assert.Empty(known.Except(literals));

        string[] said =
        [
            .. code.SelectMany(static file => Said().Matches(file.Text)).Select(static match => match.Groups[1].Value),
            .. code.Where(static file => Check().IsMatch(file.Path)).SelectMany(static file => Constant().Matches(file.Text)).Select(static match => match.Groups[1].Value),
        ];
        Assert.InRange(said.Distinct().Count(), 60, int.MaxValue);
        Assert.Empty(said.Except(known));
    }

    [Fact]
    public void A_word_that_nobody_has_is_not_found() => Assert.Null(KnownProblems.Find("rust"));

    private static string Row(KnownProblem problem) =>
        $"| `{problem.Word}` | {problem.Meaning} | {problem.Mend}{(problem.Change == MendKind.Kept ? " (kept)" : "")} |";

    [GeneratedRegex("^\\| `(error|warning|info)` \\|")]
    private static partial Regex Severity();

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex Built();

    [GeneratedRegex("\"([a-z]+(?:_[a-z]+)*)\"")]
    private static partial Regex Literal();

    /// <summary>The word stands first, or behind the kind, where a finding or a line's fault is made.</summary>
    [GeneratedRegex(@"\b(?:Found|ByHand|TaskFinding\.(?:Error|Warning)|LineFault|new Finding|Of)\(\s*(?:(?:kind|[\w.]*Kind(?:Name)?),\s*)?""([a-z]+(?:_[a-z]+)*)""")]
    private static partial Regex Said();

    [GeneratedRegex(@"(Check|Doctor|FileSurroundings|LeftoverLock)\.cs$")]
    private static partial Regex Check();

    [GeneratedRegex(@"const string (?!KindName)\w+ = ""([a-z]+(?:_[a-z]+)+)"";")]
    private static partial Regex Constant();
}
