using System.Text.Json;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Backup;

public sealed class BackupCommandsTests
{
    private static readonly string[] Kinds = ["memory", "tasks", "runs", "drafts", "operations"];

    [Fact]
    public async Task A_backup_and_its_restore_answer_with_the_path_and_the_counts()
    {
        using var cli = new CliRun();
        await cli.RunAsync("remember", "Never raise retries");
        CliResult made = await cli.RunAsync("backup", "../backup.tar.gz", "--json");
        Assert.Equal("{\"path\":\"/root/backup.tar.gz\",\"records\":{\"memory\":1,\"tasks\":0,\"runs\":0,\"drafts\":0,\"operations\":0},\"verified\":true}\n", made.Output);

        Assert.Equal(4, (await cli.RunAsync("backup", "../backup.tar.gz")).ExitCode);
        CliResult refused = await cli.RunAsync("restore", "../backup.tar.gz");
        Assert.Equal(4, refused.ExitCode);
        Assert.Contains("--replace", refused.Error, StringComparison.Ordinal);

        CliResult replaced = await cli.RunAsync("restore", "../backup.tar.gz", "--replace", "--json");
        Assert.Equal(made.Output.Replace("/root/backup.tar.gz", "/root/work/.daybook", StringComparison.Ordinal), replaced.Output);
        Assert.Contains(".before-restore-", replaced.Error, StringComparison.Ordinal);

        CliResult elsewhere = await cli.RunAsync("restore", "../backup.tar.gz", "--store", "other");
        Assert.Equal(0, elsewhere.ExitCode);
        Assert.Contains("Never raise", (await cli.RunAsync("memory", "list", "--store", "other")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--track", "memory")]
    public async Task Git_does_not_see_the_store_that_a_restore_moved_aside(params string[] tracking)
    {
        using CliRun cli = await new CliRun().WithGitAsync();
        await cli.SucceedAsync(["init", .. tracking]);
        await cli.SucceedAsync("remember", "Never raise retries");
        string id = (await cli.SucceedAsync("op", "start", "--profile", "p", "--action", "a", "--quiet")).Output.Trim();
        await cli.SucceedAsync("op", "complete", id, "--outcome", "done");
        await cli.GitAsync("add", ".");
        await cli.GitAsync("commit", "--quiet", "--allow-empty", "-m", "all");
        await cli.SucceedAsync("backup", "../backup.tar.gz");

        await cli.SucceedAsync("restore", "../backup.tar.gz", "--replace");

        Assert.Equal("", await cli.GitAsync("status", "--porcelain", "--untracked-files=all"));
        string aside = Assert.Single(Directory.GetDirectories(cli.WorkingDirectory, "*.before-restore-*"));
        Assert.Contains("Never raise", (await cli.SucceedAsync("memory", "list", "--store", aside)).Output, StringComparison.Ordinal);
        Assert.StartsWith(
            await File.ReadAllTextAsync(Path.Combine(cli.Store, ".gitignore"), TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(Path.Combine(aside, ".gitignore"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_store_a_restore_makes_one_where_init_would()
    {
        using var cli = new CliRun();
        await cli.RunAsync("remember", "Never raise retries");
        await cli.RunAsync("backup", "../backup.tar.gz");
        Directory.Delete(cli.Store, recursive: true);
        Assert.Equal(0, (await cli.RunAsync("restore", "../backup.tar.gz")).ExitCode);
        Assert.Contains("Never raise", (await cli.RunAsync("memory", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_archive_is_told_apart_from_none()
    {
        using var cli = new CliRun();
        Assert.Equal(3, (await cli.RunAsync("backup", "x.tar.gz")).ExitCode);
        Assert.Equal(3, (await cli.RunAsync("restore", "x.tar.gz")).ExitCode);
        await File.WriteAllTextAsync(Path.Combine(cli.WorkingDirectory, "x.tar.gz"), "x", TestContext.Current.CancellationToken);
        Assert.Equal(5, (await cli.RunAsync("restore", "x.tar.gz")).ExitCode);
        Assert.False(Directory.Exists(cli.Store));
    }

    [Fact]
    public async Task What_is_exported_is_imported_once()
    {
        using var cli = new CliRun();
        await cli.RunAsync("remember", "Never raise retries");
        await cli.RunAsync("task", "create", "Fix it");
        CliResult exported = await cli.RunAsync("export");
        Assert.Equal(2, exported.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Single((await cli.RunAsync("export", "--kind", "task")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));

        await cli.RunAsync("init", "--store", "other");
        Assert.Equal(["would_import", "would_import"], Actions(await cli.RunWithTextAsync(exported.Output, "import", "-", "--dry-run", "--store", "other", "--json")));
        Assert.Equal(["imported", "imported"], Actions(await cli.RunWithTextAsync(exported.Output, "import", "-", "--store", "other", "--json")));
        Assert.Equal(["unchanged", "unchanged"], Actions(await cli.RunWithTextAsync(exported.Output, "import", "-", "--store", "other", "--json")));
        Assert.Equal(exported.Output, (await cli.RunAsync("export", "--store", "other")).Output);

        CliResult mixed = await cli.RunWithTextAsync(exported.Output.Replace("Fix it", "Other", StringComparison.Ordinal) + "no\n", "import", "-", "--store", "other", "--json");
        Assert.Equal(["unchanged", "conflict", "invalid"], Actions(mixed));
        Assert.Equal(4, mixed.ExitCode);
    }

    [Fact]
    public async Task An_import_tells_what_it_made_unreadable_and_stores_what_is_allowed()
    {
        const string Key = "ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        string line = $$$"""{"kind":"operations","record":{"invocation_id":"01KTK4DFAS04MCX5GP1W2R6NEP","events":[{"event":"started","invocation_id":"01KTK4DFAS04MCX5GP1W2R6NEP","profile_id":"p","action":"a","request_text":"use {{{Key}}}","actor":"codex","mode_of_work":"task_execution","started_at":"2026-11-01T12:00:00Z"}]}}""" + "\n";

        Assert.Contains("1 secret would be made unreadable in what would be stored", (await cli.RunWithTextAsync(line, "import", "-", "--dry-run")).Error, StringComparison.Ordinal);
        CliResult imported = await cli.RunWithTextAsync(line, "import", "-");

        Assert.Equal(0, imported.ExitCode);
        Assert.Contains("1 secret made unreadable in what was stored; --allow-secret", imported.Error, StringComparison.Ordinal);
        string stored = (await cli.SucceedAsync("export", "--kind", "op")).Output;
        Assert.DoesNotContain(Key, stored, StringComparison.Ordinal);

        string fingerprint = stored.Split("[REDACTED:")[1].Split(':')[1][..8];
        File.Delete(Path.Combine(cli.Store, "operations", "01KTK4DFAS04MCX5GP1W2R6NEP.jsonl"));
        Assert.Equal(["imported"], Actions(await cli.RunWithTextAsync(line, "import", "-", "--allow-secret", fingerprint, "--json")));
        Assert.Contains(Key, (await cli.SucceedAsync("export", "--kind", "op")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_tells_which_record_still_waits_for_the_better_one()
    {
        using var cli = new CliRun();
        string old = (await cli.SucceedAsync("remember", "Raise retries", "--quiet")).Output.Trim();
        await cli.SucceedAsync("init", "--store", "other");
        await cli.RunWithTextAsync((await cli.SucceedAsync("export")).Output, "import", "-", "--store", "other");
        string better = (await cli.SucceedAsync("remember", "Never raise retries", "--quiet")).Output.Trim();
        await cli.SucceedAsync("memory", "supersede", old, "--by", better);
        string[] lines = (await cli.SucceedAsync("export")).Output.Split('\n');

        CliResult first = await cli.RunWithTextAsync(lines[0], "import", "-", "--store", "other");

        Assert.Contains($"{old} is superseded by {better} where it comes from", first.Error, StringComparison.Ordinal);
        Assert.Equal(["unchanged", "imported"], Actions(await cli.RunWithTextAsync(string.Join('\n', lines), "import", "-", "--store", "other", "--json")));
        Assert.Contains(better, (await cli.SucceedAsync("memory", "show", old, "--store", "other")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_program_wrote_without_an_id_or_a_category_is_exported_and_imported_once()
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        await cli.SucceedAsync("init", "--store", "other");
        Directory.CreateDirectory(Path.GetDirectoryName(cli.Log)!);
        await File.WriteAllTextAsync(cli.Log, "{\"type\": \"revert\", \"repo\": \"a/b\", \"title\": \"no id\"}\n", TestContext.Current.CancellationToken);
        const string Recalled = """
            {"kind":"recall","record":{"id":"m-1","purpose_category":"","initial_description":"one","chosen_skills":[],"created_at":"2026-11-01T10:00:00Z"}}
            {"kind":"recall","record":{"id":"m-2","purpose_category":"two\nlines","initial_description":"two\nlines","chosen_skills":[],"created_at":"2026-11-01T10:00:00Z"}}

            """;
        Assert.Equal(["imported", "imported"], Actions(await cli.RunWithTextAsync(Recalled, "import", "-", "--json")));
        string exported = (await cli.SucceedAsync("export")).Output;
        Assert.DoesNotContain("\"id\":", exported.Split('\n')[0], StringComparison.Ordinal);

        Assert.Equal(["unchanged", "unchanged", "unchanged"], Actions(await cli.RunWithTextAsync(exported, "import", "-", "--json")));
        Assert.Equal(["imported", "imported", "imported"], Actions(await cli.RunWithTextAsync(exported, "import", "-", "--store", "other", "--json")));
        Assert.Equal(["unchanged", "unchanged", "unchanged"], Actions(await cli.RunWithTextAsync(exported, "import", "-", "--store", "other", "--json")));
    }

    [Fact]
    public async Task An_export_for_people_is_markdown()
    {
        using var cli = new CliRun();
        await cli.RunAsync("remember", "Never raise retries");
        CliResult text = await cli.RunAsync("export", "--format", "markdown");
        Assert.StartsWith("## memory: Never raise retries\n\n- id: ", text.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await cli.RunAsync("export", "--format", "xml")).ExitCode);
        Assert.Equal(2, (await cli.RunAsync("export", "--kind", "xml")).ExitCode);
        Assert.Equal(Kinds, RecordKinds.All);
    }

    [Fact]
    public async Task A_quiet_export_prints_the_ids_of_every_kind()
    {
        using var cli = new CliRun();
        string memory = (await cli.SucceedAsync("remember", "Never raise retries", "--quiet", "--session", "s-1")).Output;
        string task = (await cli.SucceedAsync("task", "create", "Fix it", "--quiet")).Output;
        string run = (await cli.SucceedAsync("run", "start", "--project", "web", "--task", "t1", "--agent", "codex", "--quiet")).Output;
        string draft = (await cli.RunWithTextAsync("{}", "draft", "save", "--quiet")).Output;
        string recall = (await cli.SucceedAsync("recall", "record", "--category", "coding", "--description", "x", "--quiet")).Output;
        string operation = (await cli.SucceedAsync("op", "start", "--profile", "p", "--action", "a", "--quiet")).Output;

        foreach (string format in new[] { "jsonl", "markdown" })
        {
            Assert.Equal(memory + task + run + draft + recall + operation, (await cli.SucceedAsync("export", "--quiet", "--format", format)).Output);
        }
    }

    private static string[] Actions(CliResult result)
    {
        using JsonDocument listing = JsonDocument.Parse(result.Output);
        return [.. listing.RootElement.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("action").GetString() ?? "")];
    }

    [Fact]
    public async Task Markdown_is_not_what_json_promises()
    {
        using var cli = new CliRun();
        await cli.RunAsync("remember", "one");
        Assert.Equal("usage", (await cli.RefusedAsync(2, "export", "--format", "markdown", "--json")).ErrorJson.GetProperty("code").GetString());
        Assert.Contains("one", (await cli.SucceedAsync("export", "--format", "markdown")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_to_import_that_is_not_there_is_answered_with_what_import_has()
    {
        using var cli = new CliRun();
        string? hint = (await cli.RefusedAsync(2, "import", "nofile", "--json")).ErrorJson.GetProperty("hint").GetString();
        Assert.EndsWith("daybook import - < file", hint, StringComparison.Ordinal);
    }
}
