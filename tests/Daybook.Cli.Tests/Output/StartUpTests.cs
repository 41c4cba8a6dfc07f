using Daybook.Cli.Processes;
using Xunit;

namespace Daybook.Cli.Tests.Output;

/// <summary>What a process loads, looked at from outside while it waits for input.</summary>
public sealed class StartUpTests
{
    [Theory]
    [InlineData("--json")]
    [InlineData("--quiet")]
    [InlineData("--no-color")]
    public async Task Spectre_is_not_loaded_for_programs(string option)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        using var cli = new CliRun();
        string program = Path.Combine(AppContext.BaseDirectory, "Daybook.Cli.dll");
        using ChildProcess child = ChildProcess.Start(
            new ChildStart(["dotnet", program, "memory", "add", "--from-json", "-", option], cli.WorkingDirectory)
            {
                WithoutVariables = ["DAYBOOK_STORE", "MEMORY_STATE_DIR"],
            });
        await child.Input.WriteAsync("{\"type\":\"note\"}\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await child.Input.FlushAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(await child.Output.ReadLineAsync(TestContext.Current.CancellationToken));
        string maps = await File.ReadAllTextAsync($"/proc/{child.Id}/maps", TestContext.Current.CancellationToken);
        Assert.Contains("Daybook.Cli.dll", maps, StringComparison.Ordinal);
        Assert.DoesNotContain("Spectre.Console", maps, StringComparison.Ordinal);
        child.Input.Close();
        Assert.Equal(0, await child.WaitAsync(TestContext.Current.CancellationToken));
    }
}
