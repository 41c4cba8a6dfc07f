using System.Diagnostics;
using Daybook.Tasks;
using Daybook.Testing;
using Xunit;

namespace Daybook.Mcp.Tests.Processes;

/// <summary>The sample claims, works, is killed, and goes on.</summary>
public sealed class AgentLoopTests
{
    [Fact]
    public async Task A_killed_agent_goes_on_behind_its_last_step()
    {
        using TempDirectory folder = ServerProcess.NewFolder();
        await (await ServerProcess.NewStoreAsync(folder, new NewTask { Name = "bricks", Priority = 0 }, new NewTask { Name = "roof" })).DisposeAsync();

        // Slow enough to be killed in the middle of its work, however busy the machine is.
        using (Process first = Start(folder, "loop", "1000"))
        {
            while (await first.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && line != "step 2 of bricks")
            {
                Assert.NotEqual("done bricks", line);
            }

            first.Kill();
            await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using Process second = Start(folder);
        string told = await second.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Matches("^go on with bricks after step [2-4]\n(?s:.*)done bricks\nbegin roof\nstep 1 of roof\n(?s:.*)done roof\n$", told);
        Assert.DoesNotContain("step 1 of bricks", told, StringComparison.Ordinal);
    }

    private static Process Start(TempDirectory folder, params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AgentLoop.dll"), folder.At(".daybook"), .. arguments]) { RedirectStandardOutput = true })!;
}
