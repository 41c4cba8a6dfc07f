using Xunit;

namespace Daybook.Cli.Tests.Commands;

public sealed class VersionCommandTests
{
    [Fact]
    public async Task Three_forms_say_the_same()
    {
        using var cli = new CliRun();
        string version = (await cli.RunAsync("version", "--quiet")).Output.Trim();
        Assert.Matches(@"^\d+\.\d+\.\d+", version);
        Assert.Equal($"daybook {version}\n", (await cli.RunAsync("version")).Output);
        Assert.Equal($"daybook {version}\n", (await cli.RunAsync("--version")).Output);
        Assert.Equal($"{{\"version\":\"{version}\"}}\n", (await cli.RunAsync("version", "--json")).Output);
    }

    [Fact]
    public async Task It_needs_no_working_directory()
    {
        using var cli = new CliRun();
        using var output = new MemoryStream();
        Surroundings lost = cli.SurroundingsOf(Stream.Null, output, Stream.Null) with
        {
            WorkingDirectory = new Lazy<string>(() => throw new FileNotFoundException("the directory is gone")),
        };
        Assert.Equal(0, await new CommandLine(lost).RunAsync(["version"], TestContext.Current.CancellationToken));
        Assert.Equal(6, await new CommandLine(lost).RunAsync(["status"], TestContext.Current.CancellationToken));
    }
}
