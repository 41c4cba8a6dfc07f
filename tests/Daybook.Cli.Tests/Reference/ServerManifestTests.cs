using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace Daybook.Cli.Tests.Reference;

/// <summary>What NuGet tells MCP clients about the package: how to start the server, in the version that the package has.</summary>
public sealed class ServerManifestTests
{
    private static readonly string Project = Path.Combine(Checkout.Root, "src", "Daybook.Cli");

    [Fact]
    public void The_manifest_starts_this_package_in_this_version()
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Project, ".mcp", "server.json")));
        JsonElement root = manifest.RootElement;
        JsonElement package = Assert.Single(root.GetProperty("packages").EnumerateArray());

        Assert.Equal((Checkout.Version, Checkout.Version), (Text(root, "version"), Text(package, "version")));
        Assert.Equal(("nuget", "Daybook.Cli"), (Text(package, "registryType"), Text(package, "identifier")));
        Assert.Equal("https://api.nuget.org/v3/index.json", Text(package, "registryBaseUrl"));
        Assert.Equal("stdio", Text(package.GetProperty("transport"), "type"));
        Assert.Equal(["mcp"], package.GetProperty("packageArguments").EnumerateArray().Select(argument => Text(argument, "value")));
        Assert.InRange(Text(root, "description")!.Length, 1, 100);
    }

    [Fact]
    public void The_readme_in_the_package_names_the_server_as_its_registry_wants_to_read_it()
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Project, ".mcp", "server.json")));
        Assert.Contains($"<!-- mcp-name: {Text(manifest.RootElement, "name")} -->", File.ReadAllLines(Path.Combine(Checkout.Root, "README.md")));
    }

    [Fact]
    public void The_package_is_a_tool_and_an_MCP_server_and_carries_the_manifest()
    {
        XDocument project = XDocument.Load(Path.Combine(Project, "Daybook.Cli.csproj"));

        Assert.Equal("true", project.Descendants("PackAsTool").Single().Value);
        Assert.Equal("McpServer", project.Descendants("PackageType").Single().Value);
        XElement packed = project.Descendants("None").Single(item => (string?)item.Attribute("Include") == ".mcp/server.json");
        Assert.Equal(("true", "/.mcp/"), ((string?)packed.Attribute("Pack"), (string?)packed.Attribute("PackagePath")));
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
