using System.Xml.Linq;
using Daybook.Tidy.Tests.Reading;
using Xunit;

namespace Daybook.Tidy.Tests;

/// <summary>Few packages, each with a reason.</summary>
public sealed class PackageTests
{
    private const int ShippedMaximum = 10;

    [Fact]
    public void At_most_ten_packages_ship()
    {
        Assert.InRange(ShippedPackages().Count, 0, ShippedMaximum);
    }

    [Fact]
    public void Every_shipped_package_has_a_reason_of_its_own()
    {
        Violations.None(
            "Shipped packages without a comment right before their line in Directory.Packages.props",
            Versions().Where(line => ShippedPackages().Contains(Include(line)) && CommentBefore(line) is null).Select(Include));
    }

    [Fact]
    public void Every_package_stands_under_a_comment()
    {
        Violations.None(
            "Packages in a group without a comment",
            Versions().Where(line => CommentBefore(line) is null && CommentBefore(line.Parent!) is null).Select(Include));
    }

    [Fact]
    public void Every_version_that_is_listed_is_used()
    {
        IEnumerable<string> used = Repository.Files
            .Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal) || file.Name == "Directory.Build.props")
            .SelectMany(file => XDocument.Parse(file.Text).Descendants("PackageReference"))
            .Select(Include);
        Violations.None("Versions that no project uses", Versions().Select(Include).Except(used));
    }

    [Fact]
    public void Banned_symbols_reach_the_compiler_of_every_shipped_project()
    {
        XDocument shared = XDocument.Parse(Repository.File("src/Directory.Build.props").Text);
        Assert.Contains(shared.Descendants("AdditionalFiles"), item => Include(item).EndsWith("BannedSymbols.txt", StringComparison.Ordinal));
        Assert.Contains(shared.Descendants("PackageReference"), item => Include(item) == "Microsoft.CodeAnalysis.BannedApiAnalyzers");
        Assert.Contains("dotnet_diagnostic.RS0030.severity = error", Repository.File(".editorconfig").Text, StringComparison.Ordinal);
        string[] banned = Repository.File("src/BannedSymbols.txt").Text.Split('\n');
        Assert.Contains(banned, line => line.StartsWith("T:System.IO.Directory;", StringComparison.Ordinal));
        Assert.Contains(banned, line => line.StartsWith("T:System.IO.File;", StringComparison.Ordinal));
        Violations.None(
            "Projects or folders under src that replace the shared build settings",
            Repository.Files
                .Where(file => file.IsUnder("src") && file.Path != "src/Directory.Build.props")
                .Where(file => file.Name == "Directory.Build.props" || file.Text.Contains("RS0030", StringComparison.Ordinal))
                .Select(file => file.Path));
    }

    /// <summary>Analyzers are private to the build and do not ship.</summary>
    private static HashSet<string> ShippedPackages() =>
        [.. Repository.Projects
            .Where(file => file.IsUnder("src"))
            .SelectMany(file => XDocument.Parse(file.Text).Descendants("PackageReference"))
            .Where(reference => (string?)reference.Attribute("PrivateAssets") != "all")
            .Select(Include)];

    private static IEnumerable<XElement> Versions() =>
        XDocument.Parse(Repository.File("Directory.Packages.props").Text).Descendants("PackageVersion");

    private static string Include(XElement item) => (string?)item.Attribute("Include") ?? "";

    private static XComment? CommentBefore(XElement element) => element.PreviousNode as XComment;
}
