using System.Text.RegularExpressions;
using Daybook.Tidy.Tests.Reading;
using Xunit;

namespace Daybook.Tidy.Tests;

/// <summary>What the compiler does not forbid and the style does.</summary>
public sealed partial class CodeTests
{
    // Spelled in halves so that this file does not break its own rules.
    private static readonly Regex UnfinishedWork = new(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|XX" + @"X)\b|NotImplemented" + "Exception");
    private static readonly Regex MachinePath = new(@"(?<![\w.:/-])(/wo" + @"rk/|/tmp/br" + "ief)");

    [Fact]
    public void There_are_no_regions()
    {
        Violations.None("Regions", Places(Repository.CSharp, file => RegionLine().Matches(file.Code).Select(match => match.Index)));
    }

    [Fact]
    public void Source_never_silences_the_compiler_about_null()
    {
        Violations.None("Null-forgiving operators", Places(Repository.Source, file => NullForgiving.FindIn(file.Code)));
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        IEnumerable<TextFile> written = Repository.Files.Where(file => file.IsUnder("src") || file.IsUnder("tests") || file.IsUnder("bench"));
        Violations.None("Unfinished work", Places(written, file => UnfinishedWork.Matches(file.Text).Select(match => match.Index)));
    }

    [Fact]
    public void No_file_names_a_folder_of_the_machine_it_was_written_on()
    {
        Violations.None("Machine paths", Places(Repository.Files, file => MachinePath.Matches(file.Text).Select(match => match.Index)));
    }

    private static IEnumerable<string> Places(IEnumerable<TextFile> files, Func<TextFile, IEnumerable<int>> find) =>
        from file in files
        from offset in find(file)
        select file.At(offset);

    [GeneratedRegex(@"^\s*#(region|endregion)\b", RegexOptions.Multiline)]
    private static partial Regex RegionLine();
}
