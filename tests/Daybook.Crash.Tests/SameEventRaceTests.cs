using System.Text.Json;
using Daybook.Crash.Tests.Logs;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>Eight processes report the same event at the same moment.</summary>
public sealed class SameEventRaceTests
{
    private const int Processes = 8;
    private const string Event = """{"type":"deploy_failure","repo":"acme/web","fingerprint":"deploy:web","title":"Deploy failed"}""";
    private static readonly string[] AddLines = ["memory", "add", "--from-json", "-", "--json"];

    [Fact]
    public async Task One_of_eight_processes_adds_and_the_others_name_its_record()
    {
        using var scratch = new ScratchStore();
        DaybookProcess[] processes = [.. Enumerable.Range(0, Processes).Select(_ => scratch.Program.Start(AddLines))];
        try
        {
            // The barrier: each has started, opened the log and answered before any of them hears of the event.
            await Task.WhenAll(processes.Select(process => AnswerAsync(process, """{"type":"note","title":"warm"}""")));
            JsonElement[] answers = await Task.WhenAll(processes.Select(process => AnswerAsync(process, Event)));
            MustNameOneRecord(answers, scratch.Log);
        }
        finally
        {
            await Task.WhenAll(processes.Select(process => process.DisposeAsync().AsTask()));
        }
    }

    [Fact]
    public async Task The_first_write_of_eight_processes_makes_one_store_and_one_record()
    {
        using var scratch = new ScratchStore(withStore: false);
        scratch.PretendGit();
        string[] add = ["memory", "add", "--type", "deploy_failure", "--repo", "acme/web", "--fingerprint", "deploy:web", "--json"];
        DaybookAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => scratch.Program.RunAsync(add)));
        MustNameOneRecord([.. answers.Select(answer => answer.MustSucceed().Json)], scratch.Log);
        Assert.Single(answers, answer => answer.Words.Contains("created a store at", StringComparison.Ordinal));
    }

    private static void MustNameOneRecord(JsonElement[] answers, string log)
    {
        string added = Assert.Single(answers, answer => answer.GetProperty("added").GetBoolean()).GetProperty("id").GetString() ?? "";
        JsonElement[] refused = [.. answers.Where(answer => !answer.GetProperty("added").GetBoolean())];
        Assert.Equal(Processes - 1, refused.Length);
        Assert.All(refused, answer => Assert.Equal("duplicate", answer.GetProperty("reason").GetString()));
        Assert.All(refused, answer => Assert.Equal(added, answer.GetProperty("existing_id").GetString()));
        Assert.Single(LogLines.Read(log).Ids, id => id == added);
    }

    private static async Task<JsonElement> AnswerAsync(DaybookProcess process, string record)
    {
        await process.SendAsync(record + "\n");
        string? line = await process.ReadLineAsync();
        Assert.NotNull(line);
        return JsonElement.Parse(line);
    }
}
