using System.Text.Json;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Doctor;

/// <summary>One report about a store in which anything may be broken: it is told whole, planned without a change, and mended once.</summary>
public sealed class DamagedStoreTests
{
    /// <summary>The damage, and the words that must be told for it.</summary>
    private static readonly Dictionary<string, (Action<string> Do, string Problem)> Damage = new()
    {
        ["torn memory"] = (store => File.AppendAllText(In(store, "memory/memory.jsonl"), "{\"id\":"), "torn_line"),
        ["alien memory"] = (store => File.AppendAllText(In(store, "memory/memory.jsonl"), "garbage\n"), "alien_line"),
        ["altered memory"] = (store => Replace(In(store, "memory/memory.jsonl"), "too small", "too SMALL"), "altered_line"),
        ["alien amendments"] = (store => File.WriteAllText(In(store, "memory/amendments.jsonl"), "garbage\n"), "alien_line"),
        ["alien journal"] = (store => File.AppendAllText(In(store, "tasks/journal.jsonl"), "garbage\n"), "alien_line"),
        ["lost journal"] = (store => File.Delete(In(store, "tasks/journal.jsonl")), "missing_journal"),
        ["garbage current"] = (store => File.WriteAllText(In(store, "tasks/current.json"), "{"), "corrupt_current"),
        ["orphaned run"] = (store => File.WriteAllText(Path.Combine(Directory.CreateDirectory(In(store, "runs/p/t/runs/two")).FullName, "agent-stdout.txt"), "x"), "unrecorded_folder"),
        ["broken run"] = (store => File.WriteAllText(Path.Combine(Directory.CreateDirectory(In(store, "runs/p/t/runs/three")).FullName, "run-info.yaml"), "run_id: three\nstatus: ["), "damaged"),
        ["torn operation"] = (store => File.AppendAllText(Directory.GetFiles(In(store, "operations"), "0*.jsonl").Single(), "garbage\n"), "damaged_line"),
        ["damaged database"] = (store => Overwrite(Directory.GetFiles(In(store, "drafts"), "*.db").Single()), "damaged_database"),
        ["temp in the store"] = (store => File.WriteAllText(In(store, ".daybook.json.abc.daybook-tmp"), "{"), "leftover_temp"),
        ["temp in a kind"] = (store => File.WriteAllText(In(store, "memory/.x.abc.daybook-tmp"), "{"), "leftover_temp"),
        ["open to others"] = (store => SetMode(In(store, "tasks"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead), "wrong_mode"),
        ["runs open to others"] = (store => SetMode(In(store, "runs"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite), "wrong_mode"),
        ["no ignore rules"] = (store => File.WriteAllText(In(store, ".gitignore"), "# nothing\n"), "unignored_store"),
        ["garbage store file"] = (store => File.WriteAllText(In(store, "daybook.json"), "{\n\"format\": 1,"), "damaged_store_file"),
    };

    public static TheoryData<string> All => [.. Damage.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_dry_run_tells_the_damage_and_the_plan_and_leaves_every_byte_alone(string name)
    {
        using CliRun cli = await FilledAsync();
        Damage[name].Do(cli.Store);
        string before = FilledStore.Hash(cli.WorkingDirectory);

        CliResult plan = await cli.RunAsync("doctor", "--fix", "--dry-run", "--json");
        Assert.Equal(before, FilledStore.Hash(cli.WorkingDirectory));
        Assert.Equal(1, plan.ExitCode);
        JsonElement finding = Assert.Single(Findings(plan), item => item.GetProperty("problem").GetString() == Damage[name].Problem);
        Assert.False(finding.GetProperty("fixed").GetBoolean());
        bool isMendable = finding.GetProperty("fix").GetString()!.Contains("--fix", StringComparison.Ordinal);
        Assert.Equal(isMendable, finding.TryGetProperty("plan", out JsonElement planned));
        if (isMendable)
        {
            Assert.Contains(finding.GetProperty("path").GetString()!, planned.GetString(), StringComparison.Ordinal);
        }

        await cli.RunAsync("doctor", "--json");
        Assert.Equal(before, FilledStore.Hash(cli.WorkingDirectory));
    }

    [Fact]
    public async Task Everything_at_once_is_told_mended_as_far_as_it_can_be_and_then_left_alone()
    {
        using CliRun cli = await FilledAsync();
        foreach ((string name, (Action<string> act, _)) in Damage.Where(static damage => damage.Key is not ("lost journal" or "garbage store file")))
        {
            act(cli.Store);
        }

        List<JsonElement> found = Findings(await cli.RunAsync("doctor", "--json"));
        CliResult mended = await cli.RunAsync("doctor", "--fix", "--json");
        string[] left = [.. Findings(mended).Where(static item => !item.GetProperty("fixed").GetBoolean()).Select(static item => item.GetProperty("problem").GetString()!)];
        Assert.True(left is ["damaged"], mended.Output);
        Assert.Equal(1, mended.ExitCode);
        Assert.All(found, item => Assert.Contains(Findings(mended), other => Word(other) == Word(item)));
        foreach (string kept in new[] { "garbage", "# nothing", "too SMALL" })
        {
            Assert.Contains(Directory.GetFiles(In(cli.Store, "quarantine"), "*", SearchOption.AllDirectories), path => File.ReadAllText(path).Contains(kept, StringComparison.Ordinal));
        }

        string before = FilledStore.Hash(cli.WorkingDirectory);
        CliResult again = await cli.RunAsync("doctor", "--fix", "--json");
        Assert.Equal(["damaged"], Findings(again).Select(Word));
        Assert.Equal(before, FilledStore.Hash(cli.WorkingDirectory));
        Directory.Delete(In(cli.Store, "runs/p/t/runs/three"), recursive: true);
        CliResult clean = await cli.RunAsync("doctor", "--fix", "--json");
        Assert.Equal((0, "{\"items\":[],\"total\":0}\n"), (clean.ExitCode, clean.Output));
    }

    [Fact]
    public async Task A_damaged_store_file_hides_nothing_else_and_nothing_is_mended_beside_it()
    {
        using CliRun cli = await FilledAsync();
        Damage["garbage store file"].Do(cli.Store);
        Damage["alien memory"].Do(cli.Store);
        Damage["alien journal"].Do(cli.Store);
        Damage["torn operation"].Do(cli.Store);
        string before = FilledStore.Hash(cli.WorkingDirectory);
        CliResult result = await cli.RunAsync("doctor", "--fix", "--json");

        Assert.Equal(1, result.ExitCode);
        string[] words = [.. Findings(result).Select(Word)];
        Assert.Contains("damaged_store_file", words);
        Assert.Contains("damaged_line", words);
        Assert.Equal(2, words.Count(static word => word == "alien_line"));
        Assert.Equal(before, FilledStore.Hash(cli.WorkingDirectory));
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_told_and_left_alone()
    {
        using CliRun cli = await FilledAsync();
        Replace(In(cli.Store, "daybook.json"), "\"format\": 1", "\"format\": 2");
        Damage["alien memory"].Do(cli.Store);
        string before = FilledStore.Hash(cli.WorkingDirectory);
        CliResult result = await cli.RunAsync("doctor", "--fix", "--json");
        Assert.Equal(["newer_format"], Findings(result).Select(Word));
        Assert.Equal((1, before), (result.ExitCode, FilledStore.Hash(cli.WorkingDirectory)));
    }

    [Fact]
    public async Task A_kind_that_cannot_be_looked_at_is_a_finding_and_the_others_are_told()
    {
        using CliRun cli = await FilledAsync();
        Directory.Delete(In(cli.Store, "tasks"), recursive: true);
        await File.WriteAllTextAsync(In(cli.Store, "tasks"), "no folder", Cancellation);
        Damage["alien memory"].Do(cli.Store);
        Damage["broken run"].Do(cli.Store);
        CliResult result = await cli.RunAsync("doctor", "--json");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(Findings(result), static item => Kind(item) == "tasks");
        Assert.Contains("alien_line", Findings(result).Select(Word));
        Assert.Contains("damaged", Findings(result).Select(Word));
    }

    [Fact]
    public async Task A_store_without_its_file_is_no_store_and_that_is_told()
    {
        using CliRun cli = await FilledAsync();
        File.Delete(In(cli.Store, "daybook.json"));
        CliResult result = await cli.RunAsync("doctor", "--json");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("missing_store_file", Findings(result).Select(Word));
        await cli.SucceedAsync("init");
        Assert.Equal(0, (await cli.RunAsync("doctor")).ExitCode);
        Assert.Contains("too small", (await cli.SucceedAsync("memory", "list", "--json")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_only_good_to_know_is_told_and_fails_nothing()
    {
        using CliRun cli = await FilledAsync();
        await cli.SucceedAsync("run", "start", "--project", "p", "--task", "t", "--agent", "a", "--id", "child", "--parent", "one");
        Directory.Delete(In(cli.Store, "runs/p/t/runs/one"), recursive: true);
        CliResult result = await cli.RunAsync("doctor", "--json");
        JsonElement finding = Assert.Single(Findings(result));
        Assert.Equal(("dangling_reference", "info"), (Word(finding), finding.GetProperty("severity").GetString()));
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    private static async Task<CliRun> FilledAsync()
    {
        var cli = new CliRun();
        await FilledStore.FillAsync(cli);
        CliResult clean = await cli.RunAsync("doctor", "--json");
        Assert.Equal((0, "{\"items\":[],\"total\":0}\n"), (clean.ExitCode, clean.Output));
        return cli;
    }

    private static List<JsonElement> Findings(CliResult result) => [.. result.Json.GetProperty("items").EnumerateArray()];

    private static string Word(JsonElement finding) => finding.GetProperty("problem").GetString()!;

    private static string Kind(JsonElement finding) => finding.GetProperty("kind").GetString()!;

    private static string In(string store, string path) => Path.Combine(store, path);

    private static void Replace(string path, string old, string wanted) => File.WriteAllText(path, File.ReadAllText(path).Replace(old, wanted, StringComparison.Ordinal));

    private static void Overwrite(string path)
    {
        using FileStream file = File.OpenWrite(path);
        file.Write(new byte[1024]);
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
