using System.Text.RegularExpressions;
using Daybook.Tidy.Tests.Reading;
using Xunit;

namespace Daybook.Tidy.Tests;

/// <summary>Names that say what a thing is, where it lives.</summary>
public sealed partial class NameTests
{
    private static readonly string[] BannedWords =
        ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Service", "Processor", "Handler", "Info", "Data", "Common", "Misc"];

    private static readonly string[] BannedTypes = ["Task", "Path", "File", "Lock"];

    [Fact]
    public void No_file_or_folder_has_an_empty_word_in_its_name()
    {
        Violations.None(
            "Files and folders to name better",
            Repository.CSharp.Where(file => file.Path.Split('/').SelectMany(Words).Intersect(BannedWords).Any()).Select(file => file.Path));
    }

    [Fact]
    public void No_type_has_an_empty_word_in_its_name()
    {
        Violations.None(
            "Types to name better",
            Types().Where(type => Words(type.Name).Intersect(BannedWords).Any()).Select(type => $"{type.File.Path}: {type.Name}"));
    }

    [Fact]
    public void No_type_takes_a_name_that_everyone_knows_from_the_base_library()
    {
        Violations.None(
            "Types to name better",
            Types().Where(type => BannedTypes.Contains(type.Name)).Select(type => $"{type.File.Path}: {type.Name}"));
    }

    [Fact]
    public void Namespace_equals_folder()
    {
        Violations.None(
            "Files whose namespace is not their project and folder",
            from file in Repository.CSharp
            let declared = NamespaceLine().Match(file.Code)
            where declared.Success && declared.Groups[1].Value != NamespaceOf(file.Folder)
            select $"{file.Path}: {declared.Groups[1].Value}, not {NamespaceOf(file.Folder)}");
    }

    private static IEnumerable<(TextFile File, string Name)> Types() =>
        from file in Repository.CSharp
        from Match declared in TypeDeclaration().Matches(file.Code)
        select (file, declared.Groups[1].Value);

    private static IEnumerable<string> Words(string name) => Word().Matches(name).Select(match => match.Value);

    /// <summary>src/Daybook.Cli/Output is Daybook.Cli.Output: everything below src, tests or bench.</summary>
    private static string NamespaceOf(string folder) => folder[(folder.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('/', '.');

    [GeneratedRegex(@"^namespace\s+([\w.]+)\s*;", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record|delegate\s+[\w<>?]+)\s+(?!class\b|struct\b)(\w+)(?=\s*[<({:;]|\s*$)", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+")]
    private static partial Regex Word();
}
