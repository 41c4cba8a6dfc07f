using Daybook.Embedded.Memory;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Memory;

public sealed class MemorySetupTests
{
    private const string Path = TestStores.SimulatedFolder + "/daybook.json";

    private readonly SimulatedFileSystem disk = TestStores.NewDisk();
    private readonly Dictionary<string, string> variables = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A block, the line of its mistake, and what the message names.</summary>
    public static readonly TheoryData<string, int, string> Mistakes = new()
    {
        { "7", 6, "memory is no object" },
        { "[]", 6, "memory is no object" },
        { "\"on\"", 6, "memory is no object" },
        { "{\n\"enabled\": 1}", 7, "memory.enabled is 1; it must be true or false" },
        { "{\"enabled\": \"true\"}", 6, "memory.enabled is \"true\"; it must be true or false" },
        { "{\"enabled\": null}", 6, "memory.enabled is null" },
        { "{\n\n\"retention_days\": 0}", 8, "memory.retention_days is 0; it must be a whole number from 1 to 365" },
        { "{\"retention_days\": 366}", 6, "memory.retention_days is 366" },
        { "{\"retention_days\": -1}", 6, "memory.retention_days is -1" },
        { "{\"retention_days\": 7.5}", 6, "memory.retention_days is 7.5" },
        { "{\"retention_days\": 99999999999999}", 6, "memory.retention_days is 99999999999999" },
        { "{\"retention_days\": \"90\"}", 6, "memory.retention_days is \"90\"" },
        { "{\"max_matches\": 21}", 6, "memory.max_matches is 21; it must be a whole number from 1 to 20" },
        { "{\"max_matches\": {\"a\": [1]}}", 6, "memory.max_matches is {\"a\": [1]}" },
        { "{\"comment_on_pr\": 1}", 6, "memory.comment_on_pr is 1; it must be true or false" },
        { "{\"Enabled\": true}", 6, "memory.Enabled is no setting" },
        { "{\"max_matches\": 3, \"retention\": 90}", 6, "memory.retention is no setting" },
        { "{\"enabled\": true,\n\"enabled\": false}", 7, "memory.enabled is there twice" },
        { "{\"\\ud800\": 1}", 6, "is no setting" },
    };

    /// <summary>A variable, a value it may not have, and what it should be.</summary>
    public static readonly TheoryData<string, string, string> WrongVariables = new()
    {
        { "MEMORY_ENABLED", "maybe", "1, true or yes, or 0, false or no" },
        { "MEMORY_ENABLED", "2", "1, true or yes, or 0, false or no" },
        { "MEMORY_RETENTION_DAYS", "0", "a whole number from 1 to 365" },
        { "MEMORY_RETENTION_DAYS", "9e1", "a whole number from 1 to 365" },
        { "MEMORY_MAX_MATCHES", "twenty", "a whole number from 1 to 20" },
        { "MEMORY_MAX_MATCHES", " ", "a whole number from 1 to 20" },
    };

    [Fact]
    public async Task With_nothing_said_memory_is_on_with_the_founding_numbers() =>
        Assert.Equal(new MemorySettings { Enabled = true, RetentionDays = 90, MaxMatches = 3 }, await SettingsAsync());

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"comment_on_pr":true,"comment_on_incident_issue":false}""")]
    public async Task A_block_that_sets_nothing_of_ours_is_the_default(string block)
    {
        PlantBlock(block);

        Assert.Equal(new MemorySettings(), await SettingsAsync());
    }

    [Fact]
    public async Task The_file_sets_and_the_environment_wins()
    {
        PlantBlock("""{"enabled":false,"retention_days":365,"max_matches":20}""");
        Assert.Equal(new MemorySettings { Enabled = false, RetentionDays = 365, MaxMatches = 20 }, await SettingsAsync());

        variables["MEMORY_ENABLED"] = " Yes ";
        variables["MEMORY_RETENTION_DAYS"] = "1";
        variables["MEMORY_MAX_MATCHES"] = "";
        Assert.Equal(new MemorySettings { Enabled = true, RetentionDays = 1, MaxMatches = 20 }, await SettingsAsync());
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("YES", true)]
    [InlineData("0", false)]
    [InlineData("False", false)]
    [InlineData("no", false)]
    public async Task The_words_of_the_switch_are_the_founding_ones(string word, bool enabled)
    {
        variables["MEMORY_ENABLED"] = word;

        Assert.Equal(enabled, (await SettingsAsync()).Enabled);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_in_the_file_is_told_with_its_line_key_and_value_and_hurts_what_needs_the_settings(string block, int line, string said)
    {
        PlantBlock(block);
        await using EmbeddedStore store = await OpenAsync();

        CorruptStoreException refused = await Assert.ThrowsAsync<CorruptStoreException>(
            () => store.Memory.AddAsync(DedupWindowTests.Record("a"), Cancellation));
        Assert.Equal((Path, line), (refused.Path, refused.Line));
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(refused.Hint));
        Assert.Same(refused, (await store.GetStatusAsync(Cancellation)).MemoryFault);
        Assert.Throws<CorruptStoreException>(() => { _ = store.Memory.QueryAsync(new MemoryQuery { Text = "a" }, Cancellation); });
        Assert.Empty((await store.Memory.ListAsync(new MemoryListing(), Cancellation)).Items);
        Assert.NotNull((await store.Memory.AppendAsync(DedupWindowTests.Record("a"), Cancellation)).Id);
        Assert.False(TestStores.Create(TestStores.SimulatedPorts(disk), "/home/user/project").Created);
    }

    [Theory]
    [MemberData(nameof(WrongVariables))]
    public async Task A_wrong_variable_is_named_with_its_value_and_is_the_callers_mistake(string variable, string value, string expected)
    {
        variables[variable] = value;
        await using EmbeddedStore store = await OpenAsync();

        InvalidInputException refused = await Assert.ThrowsAsync<InvalidInputException>(
            () => store.Memory.AddAsync(DedupWindowTests.Record("a"), Cancellation));
        Assert.Contains($"{variable} is '{value}'; it must be {expected}", refused.Message, StringComparison.Ordinal);
        Assert.Same(refused, (await store.GetStatusAsync(Cancellation)).MemoryFault);
    }

    [Fact]
    public async Task A_variable_does_not_hide_a_mistake_in_the_file()
    {
        PlantBlock("""{"retention_days":0}""");
        variables["MEMORY_RETENTION_DAYS"] = "30";

        await Assert.ThrowsAsync<CorruptStoreException>(SettingsAsync);
    }

    [Fact]
    public async Task Unless_it_is_handed_in_no_environment_is_read()
    {
        await using EmbeddedStore store = await TestStores.OpenAsync(TestStores.SimulatedPorts(disk), TestStores.SimulatedFolder);

        Assert.Equal(new MemorySettings(), store.GetMemorySettings());
    }

    [Fact]
    public async Task In_a_founding_folder_only_the_environment_counts()
    {
        PlantBlock("""{"retention_days":7,"enabled":false}""");
        variables["MEMORY_MAX_MATCHES"] = "9";
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(
            new EmbeddedOptions { Directory = TestStores.SimulatedFolder, MemoryDirectory = "/state", Environment = variables.GetValueOrDefault },
            TestStores.SimulatedPorts(disk),
            Cancellation);

        Assert.Equal(new MemorySettings { MaxMatches = 9 }, store.GetMemorySettings());
        Assert.Equal(new MemorySettings { MaxMatches = 9 }, FoundingMemory.Settings(variables.GetValueOrDefault));
    }

    [Fact]
    public async Task Switched_off_an_add_leaves_the_disk_as_it_is()
    {
        variables["MEMORY_ENABLED"] = "0";
        int changes = disk.Changes;
        await using EmbeddedStore store = await OpenAsync();

        Assert.IsType<MemoryAddResult.Disabled>(await store.Memory.AddAsync(DedupWindowTests.Record("a"), Cancellation));
        Assert.Equal(changes, disk.Changes);
    }

    [Fact]
    public async Task Doctor_lists_every_wrong_setting_and_leaves_them_to_people()
    {
        PlantBlock("{\"enabled\": 1,\n\"days\": 7}");
        variables["MEMORY_MAX_MATCHES"] = "0";
        await using EmbeddedStore store = await OpenAsync();

        IReadOnlyList<Finding> findings = await store.MemoryDoctor.FixAsync(null, Cancellation);

        Assert.Equal([(Path, 6L), (Path, 7L), ("environment", null)], findings.Select(finding => (finding.Path, finding.Line)));
        Assert.All(findings, finding => Assert.Equal(("wrong_setting", "error", false), (finding.Problem, finding.Severity, finding.Fixed)));
    }

    [Fact]
    public void The_guide_lists_every_setting_with_its_default_and_bounds()
    {
        string guide = System.IO.File.ReadAllText(TestStores.InCheckout("docs/guides/configuration.md"));
        var defaults = new MemorySettings();
        foreach (MemorySetting setting in MemorySetting.All)
        {
            string value = setting.Key switch
            {
                "retention_days" => $"{defaults.RetentionDays}",
                "max_matches" => $"{defaults.MaxMatches}",
                _ => "true",
            };
            string row = $"| `{setting.Key}` | {(setting.Variable is { } name ? $"`{name}`" : "")} | {value} | {setting.ExpectedInFile} |";
            Assert.Contains(row, guide, StringComparison.Ordinal);
        }
    }

    private void PlantBlock(string block) => disk.PlantFile(
        Path, "{\n\"format\":1,\n\"store_id\":\"s\",\n\"created_at\":\"2026-11-01T12:00:00Z\",\n\"kinds\":{},\n\"memory\": " + block + "}\n");

    private async Task<MemorySettings> SettingsAsync()
    {
        await using EmbeddedStore store = await OpenAsync();
        return store.GetMemorySettings();
    }

    private Task<EmbeddedStore> OpenAsync() => EmbeddedStore.OpenAsync(
        new EmbeddedOptions { Directory = TestStores.SimulatedFolder, Environment = variables.GetValueOrDefault },
        TestStores.SimulatedPorts(disk),
        Cancellation);
}
