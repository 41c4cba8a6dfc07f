using System.Text;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Drafts;

/// <summary><c>daybook draft</c></summary>
public sealed class DraftCommandsTests
{
    private const string Id = "0194f3a2-7c1e-7d10-9a51-3f0c5c1e8a01";
    private const string State = "{ \"phase\":\"model\",\n \"initial_description\": \"A coding bot \\u001b[31m\", \"n\": 1.50 }\n";

    [Fact]
    public async Task A_state_comes_back_byte_for_byte()
    {
        using var cli = new CliRun();
        string id = (await cli.RunWithTextAsync(State, "draft", "save", "--quiet")).Lines[0];
        Assert.Equal(State, (await cli.RunAsync("draft", "load", id[..8])).Output);
    }

    [Fact]
    public async Task Each_answer_has_the_approved_form()
    {
        using CliRun cli = new CliRun().Steady();
        string everything = "";
        foreach ((string input, string[] command) in new (string, string[])[]
        {
            (State, ["draft", "save", "--session-id", Id]),
            (State, ["draft", "save", "--session-id", Id, "--schema-version", "2", "--json"]),
            ("1", ["draft", "save", "--json"]),
            ("2", ["draft", "save", "--session-id", Id, "--if-updated-at", "2026-10-01T00:00:00Z"]),
            ("{", ["draft", "save"]),
            ("", ["draft", "save"]),
            ("1", ["draft", "save", "--session-id", "mine"]),
            ("", ["draft", "list"]),
            ("", ["draft", "list", "--json", "--limit", "1"]),
            ("", ["draft", "list", "--older-than", "1d"]),
            ("", ["draft", "load", Id, "--json"]),
            ("", ["draft", "load", Id, "--schema-version", "1"]),
            ("", ["draft", "load", "ffff"]),
            ("", ["draft", "expire", "--older-than", "0s", "--dry-run", "--json"]),
            ("", ["draft", "delete", Id, "--json"]),
            ("", ["draft", "delete", Id, "--json"]),
            ("", ["draft", "delete", Id]),
            ("", ["draft", "expire"]),
            ("", ["draft", "expire", "--older-than", "1d"]),
        })
        {
            everything += $"$ daybook {string.Join(' ', command)}\n{(await cli.RunWithTextAsync(input, command)).Everything}";
        }

        Snapshot.Match(everything);
    }

    [Fact]
    public async Task What_no_store_may_hold_leaves_no_trace()
    {
        using var cli = new CliRun();
        Assert.Equal(2, (await cli.RunWithTextAsync("{", "draft", "save")).ExitCode);
        Assert.Equal(2, (await cli.RunWithInputAsync(new MemoryStream([0x22, 0xFF, 0x22]), "draft", "save")).ExitCode);
        Assert.Equal(2, (await cli.RunWithInputAsync(new MemoryStream(Encoding.UTF8.GetBytes(new string(' ', (1 << 20) + 1))), "draft", "save")).ExitCode);
        Assert.Equal(2, (await cli.RunAsync("recall", "record", "--category", " ", "--description", "x")).ExitCode);
        Assert.Equal(0, (await cli.RunAsync("draft", "list")).ExitCode);
        Assert.Equal(0, (await cli.RunAsync("draft", "delete", Id)).ExitCode);
        Assert.False(Directory.Exists(cli.Store));
    }

    [Fact]
    public async Task A_person_at_a_terminal_sees_no_control_characters()
    {
        using var cli = new CliRun { IsOutputTerminal = true };
        await cli.RunWithTextAsync("\"\u0085\u200b\"\n", "draft", "save", "--session-id", Id);
        string shown = (await cli.RunAsync("draft", "load", Id)).Output;
        Assert.DoesNotContain('\u0085', shown);
    }

    [Fact]
    public async Task A_damaged_database_is_told_and_mended()
    {
        using CliRun cli = new CliRun().Steady();
        await cli.RunWithTextAsync("1", "draft", "save", "--session-id", Id);
        string database = Path.Combine(cli.Store, "drafts", "builder.db");
        byte[] bytes = await File.ReadAllBytesAsync(database, TestContext.Current.CancellationToken);
        bytes.AsSpan(0, 16).Clear();
        await File.WriteAllBytesAsync(database, bytes, TestContext.Current.CancellationToken);
        CliResult refused = await cli.RunAsync("draft", "list", "--json");
        Assert.Equal((5, "corrupt"), (refused.ExitCode, refused.ErrorJson.GetProperty("code").GetString()));
        CliResult status = await cli.RunAsync("status", "--json");
        Assert.Equal("corrupt", status.Json.GetProperty("kinds").GetProperty("drafts").GetProperty("error").GetProperty("code").GetString());
        Assert.NotEmpty(status.Json.GetProperty("sqlite").GetString()!);
        Assert.Equal(1, (await cli.RunAsync("doctor", "drafts", "--json")).ExitCode);
        Assert.Equal(1, (await cli.RunAsync("doctor", "drafts", "--fix", "--dry-run")).ExitCode);
        Assert.Equal(0, (await cli.RunAsync("doctor", "--fix")).ExitCode);
        Assert.Equal("1", (await cli.RunAsync("draft", "load", Id)).Output);
    }

    [Fact]
    public async Task A_database_of_the_founding_system_is_adopted()
    {
        using var cli = new CliRun();
        string data = Path.Combine(cli.Root, "data");
        Directory.CreateDirectory(data);
        await File.WriteAllBytesAsync(Path.Combine(data, "boternity.db"), [], TestContext.Current.CancellationToken);
        cli.Set("BOTERNITY_DATA_DIR", data);
        Assert.Equal(["/root/data"], (await cli.RunAsync("init", "--adopt", "--json")).Json.GetProperty("adopted").EnumerateArray().Select(folder => folder.GetString()));
        Assert.Equal(0, (await cli.RunWithTextAsync("1", "draft", "save", "--session-id", Id)).ExitCode);
        Assert.Equal("1", (await cli.RunAsync("draft", "load", Id)).Output);
        Assert.True(new FileInfo(Path.Combine(data, "boternity.db")).Length > 0);
        Assert.False(Directory.Exists(Path.Combine(cli.Store, "drafts")));
    }
}
