using System.Reflection;
using Daybook.Tidy.Tests.Reading;
using Xunit;

namespace Daybook.Tidy.Tests.PublicApi;

/// <summary>A change to what others build on is a reviewed diff. <c>DAYBOOK_ACCEPT=1</c> writes the new text.</summary>
public sealed class PublicSurfaceTests
{
    [Theory]
    [InlineData("Daybook.Durability")]
    [InlineData("Daybook")]
    [InlineData("Daybook.Embedded")]
    [InlineData("Daybook.Mcp")]
    public void The_public_surface_is_the_recorded_one(string assembly)
    {
        string surface = PublicSurface.Of(Assembly.Load(assembly));
        string record = Path.Combine(Repository.Root, "tests", "Daybook.Tidy.Tests", "PublicApi", assembly + ".txt");
        if (Environment.GetEnvironmentVariable("DAYBOOK_ACCEPT") == "1")
        {
            File.WriteAllText(record, surface);
        }

        string recorded = File.Exists(record) ? File.ReadAllText(record) : "";
        Violations.None(
            $"The public surface of {assembly} changed; if that is meant, run the tests with DAYBOOK_ACCEPT=1",
            Difference(recorded.Split('\n'), surface.Split('\n')));
        Assert.Equal(recorded, surface);
    }

    private static IEnumerable<string> Difference(string[] recorded, string[] actual) =>
        recorded.Except(actual).Select(line => "- " + line).Concat(actual.Except(recorded).Select(line => "+ " + line));
}
