using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Doctor;

/// <summary>Stores that were copied file by file while others wrote, which nobody should do and everybody does.</summary>
public sealed class CopiedStoreTests
{
    [Fact]
    public async Task A_copy_taken_at_any_moment_of_a_writer_opens_with_a_report_and_is_mended()
    {
        using var cli = new CliRun();
        await FilledStore.FillAsync(cli);
        using var enough = new CancellationTokenSource();
        Task writer = Task.Run(() => WriteAsync(cli, enough.Token), CancellationToken.None);
        try
        {
            for (int copy = 0; copy < 6; copy++)
            {
                await MustOpenAsync(cli, static _ => { });
            }
        }
        finally
        {
            await enough.CancelAsync();
            await writer;
        }
    }

    [Theory]
    [InlineData("-wal")]
    [InlineData("-shm")]
    public async Task A_database_that_was_copied_without_what_stands_beside_it_opens(string suffix)
    {
        using var cli = new CliRun();
        await FilledStore.FillAsync(cli);
        await MustOpenAsync(cli, store =>
        {
            foreach (string path in Directory.GetFiles(Path.Combine(store, "drafts"), "*" + suffix))
            {
                File.Delete(path);
            }
        });
    }

    /// <summary>Whatever is wrong with a copy is told, is mended but for what only a person can mend, and the records that were there first are there.</summary>
    private static async Task MustOpenAsync(CliRun original, Action<string> spoil)
    {
        using var copy = new CliRun();
        await FilledStore.CopyAsync(original.Store, copy.Store);
        spoil(copy.Store);
        CliResult report = await copy.RunAsync("doctor", "--json");
        Assert.True(report.ExitCode is 0 or 1, report.Everything);
        Assert.Equal(report.ExitCode == 0, report.Json.GetProperty("items").EnumerateArray().All(static item => item.GetProperty("severity").GetString() == "info"));

        CliResult mended = await copy.RunAsync("doctor", "--fix", "--json");
        string[] left = [.. mended.Json.GetProperty("items").EnumerateArray().Where(Remains).Select(static item => item.GetProperty("problem").GetString() ?? "")];
        Assert.True(left.Length == 0, mended.Everything);
        Assert.Equal(0, (await copy.RunAsync("doctor")).ExitCode);
        Assert.Contains("too small", (await copy.SucceedAsync("memory", "list", "--json", "--limit", "1000")).Output, StringComparison.Ordinal);
        await copy.SucceedAsync("task", "list");
        await copy.SucceedAsync("run", "list");
        await copy.SucceedAsync("draft", "list");
        await copy.SucceedAsync("op", "list");
        await copy.SucceedAsync("remember", "and it goes on");
    }

    private static bool Remains(JsonElement item) => !item.GetProperty("fixed").GetBoolean() && item.GetProperty("severity").GetString() != "info";

    private static async Task WriteAsync(CliRun cli, CancellationToken enough)
    {
        for (int round = 0; !enough.IsCancellationRequested; round++)
        {
            string name = round.ToString(CultureInfo.InvariantCulture);
            await cli.SucceedAsync("remember", "again " + name);
            string task = await cli.CreateAsync("task " + name);
            await cli.SucceedAsync("task", "start", task);
            await cli.SucceedAsync("task", "complete", task);
            await cli.SucceedAsync("op", "start", "--profile", "pedro", "--action", "x");
            await cli.RunWithTextAsync($"{{\"a\":{name}}}", "draft", "save");
        }
    }
}
