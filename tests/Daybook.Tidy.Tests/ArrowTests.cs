using System.Xml.Linq;
using Daybook.Tidy.Tests.Reading;
using Xunit;

namespace Daybook.Tidy.Tests;

/// <summary>The allowed references between the shipped projects, and the packages each may bring in.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> AllowedProjects = new()
    {
        ["Daybook.Durability"] = [],
        ["Daybook"] = [],
        ["Daybook.Embedded"] = ["Daybook", "Daybook.Durability"],
        ["Daybook.Mcp"] = ["Daybook"],
        ["Daybook.Postgres"] = ["Daybook"],
        ["Daybook.Dashboard"] = ["Daybook"],
        ["Daybook.Cli"] =
            ["Daybook", "Daybook.Durability", "Daybook.Embedded", "Daybook.Mcp", "Daybook.Postgres", "Daybook.Dashboard"],
    };

    private static readonly Dictionary<string, string[]> AllowedPackages = new()
    {
        ["Daybook.Durability"] = [],
        ["Daybook"] = ["Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions"],
        ["Daybook.Embedded"] = ["SQLitePCLRaw.lib.e_sqlite3", "YamlDotNet"],
        ["Daybook.Mcp"] = ["ModelContextProtocol.Core", "OpenTelemetry.Exporter.OpenTelemetryProtocol"],
        ["Daybook.Postgres"] = ["Npgsql"],
        ["Daybook.Dashboard"] = [],
        ["Daybook.Cli"] = ["System.CommandLine", "Spectre.Console"],
    };

    [Fact]
    public void Every_shipped_project_has_its_arrows_written_down()
    {
        Violations.None("Projects without an entry here", Shipped().Select(Name).Where(name => !AllowedProjects.ContainsKey(name)));
    }

    [Fact]
    public void Project_references_follow_the_arrows()
    {
        Violations.None("References against the arrows", NotAllowed("ProjectReference", AllowedProjects));
    }

    [Fact]
    public void Package_references_follow_the_arrows()
    {
        Violations.None("Packages against the arrows", NotAllowed("PackageReference", AllowedPackages));
    }

    [Fact]
    public void Every_project_is_in_the_solution_and_has_a_lock_file()
    {
        XDocument solution = XDocument.Parse(Repository.File("Daybook.slnx").Text);
        string[] listed = [.. solution.Descendants("Project").Select(project => (string)project.Attribute("Path")!)];
        Violations.None("Projects missing from Daybook.slnx", Repository.Projects.Select(file => file.Path).Except(listed));
        Violations.None(
            "Projects without packages.lock.json",
            Repository.Projects.Where(file => !Repository.Has(file.Folder + "/packages.lock.json")).Select(file => file.Path));
    }

    private static IEnumerable<TextFile> Shipped() => Repository.Projects.Where(file => file.IsUnder("src"));

    private static string Name(TextFile project) => Path.GetFileNameWithoutExtension(project.Name);

    private static IEnumerable<string> NotAllowed(string element, Dictionary<string, string[]> allowed) =>
        from project in Shipped()
        from reference in XDocument.Parse(project.Text).Descendants(element)
        let target = TargetOf((string)reference.Attribute("Include")!)
        where !allowed.GetValueOrDefault(Name(project), []).Contains(target)
        select $"{project.Path} -> {target}";

    /// <summary>A project is named by its path, a package by itself.</summary>
    private static string TargetOf(string include) =>
        include.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(include) : include;
}
