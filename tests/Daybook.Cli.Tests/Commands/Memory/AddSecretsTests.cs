using Xunit;

namespace Daybook.Cli.Tests.Commands.Memory;

public sealed class AddSecretsTests
{
    private const string Key = "ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
    private const string Fingerprint = "e2cacc1d";
    private const string Mark = $"[REDACTED:github-token:{Fingerprint}]";

    private static readonly string[] Add = ["memory", "add", "--type", "note", "--id", "my-id"];

    [Fact]
    public async Task A_secret_reaches_no_file_and_is_told_by_its_fingerprint()
    {
        using CliRun cli = new CliRun().Steady();
        CliResult added = await cli.RunAsync(
            [.. Add, "--title", $"key {Key}", "--link", $"https://x?t={Key}", "--path", $"a/{Key}.txt", "--metadata", $"key={Key}", "--scan-secrets"]);
        Assert.Equal((0, "Added my-id\n"), (added.ExitCode, added.Output));
        string named = $"github-token {Fingerprint}";
        Assert.Contains(
            $"Redacted 4: {named}, {named}, {named}, {named}; --allow-secret {Fingerprint} would store the first as it is\n", added.Error, StringComparison.Ordinal);
        foreach (string file in Directory.EnumerateFiles(cli.Store, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(Key, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        Assert.Contains($"\"title\":\"key {Mark}\"", (await cli.RunAsync("memory", "show", "my-id", "--json")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_json_the_number_is_told_only_where_somebody_asked_for_it()
    {
        using CliRun cli = new CliRun().Steady();
        string[] titled = [.. Add, "--title", Key, "--json"];
        Assert.Equal("{\"added\":true,\"id\":\"my-id\",\"redacted\":1}\n", (await cli.RunAsync([.. titled, "--scan-secrets"])).Output);
        Assert.Equal("{\"added\":true,\"id\":\"my-id\",\"redacted\":1}\n", (await cli.RunAsync([.. titled, "--scan-secrets"])).Output);
        Assert.Equal("{\"added\":true,\"id\":\"1234\"}\n", (await cli.RunAsync("memory", "add", "--type", "note", "--id", "1234", "--json")).Output);
        Assert.Equal(4, (await cli.RunAsync(titled)).ExitCode);
    }

    [Fact]
    public async Task An_allowed_secret_is_stored_as_it_is()
    {
        using CliRun cli = new CliRun().Steady();
        string[] allowed = [.. Add, "--title", Key, "--scan-secrets", "--allow-secret", Fingerprint, "--json"];
        Assert.Equal("{\"added\":true,\"id\":\"my-id\",\"redacted\":0}\n", (await cli.RunAsync(allowed)).Output);
        Assert.Contains(Key, await File.ReadAllTextAsync(cli.Log, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_event_is_the_same_with_its_secret_taken_out()
    {
        using CliRun cli = new CliRun().Steady();
        string[] add = ["memory", "add", "--type", "incident", "--fingerprint", $"deploy:{Key}", "--scan-secrets", "--json"];
        Assert.Contains("\"added\":true", (await cli.RunAsync(add)).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("redacted", (await cli.RunAsync(add)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_record_of_many_is_scanned_and_answered_with_its_own_number()
    {
        using CliRun cli = new CliRun().Steady();
        string input = $"{{\"type\":\"note\",\"id\":\"aaaa\",\"extra\":{{\"password\":\"hunter2!Zebra\",\"{Key}\":1}}}}\n{{\"type\":\"note\",\"id\":\"bbbb\"}}\n"
            + "{\"type\":\"note\",\"id\":\"cccc\",\"title\":\"\\ud800\"}\n";
        CliResult added = await cli.RunWithTextAsync(input, "memory", "add", "--from-json", "-", "--scan-secrets", "--json");
        Assert.Equal(2, added.ExitCode);
        Assert.Equal(
            "{\"added\":true,\"id\":\"aaaa\",\"redacted\":2}\n{\"added\":true,\"id\":\"bbbb\",\"redacted\":0}\n{\"added\":false,\"reason\":\"invalid\",\"line\":3}\n",
            added.Output);
        string stored = await File.ReadAllTextAsync(cli.Log, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("hunter2", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, stored, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--allow-secret", "e2cacc1d")]
    [InlineData("--scan-secrets", "--allow-secret", "short")]
    public async Task A_fingerprint_that_can_mean_nothing_is_refused(params string[] options)
    {
        using var cli = new CliRun();
        CliResult result = await cli.RunAsync([.. Add, .. options, "--json"]);
        Assert.Equal((2, "usage"), (result.ExitCode, result.ErrorJson.GetProperty("code").GetString()));
        Assert.False(Directory.Exists(cli.Store));
    }
}
