using Daybook.Backup;
using Daybook.Errors;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Backup.Transfer;

/// <summary>Runs that leave one store and come into another.</summary>
public sealed class RunTransferTests
{
    private readonly SimulatedFileSystem target = TestStores.NewDisk();

    [Fact]
    public async Task One_that_names_its_agent_as_the_other_system_does_is_the_same_when_it_comes_again()
    {
        string line = Line("\"agent\":\"codex\"");

        Assert.Equal(ImportedRecord.Imported, Transfers.Action(await Transfers.ImportAsync(target, line)));

        Assert.Equal(ImportedRecord.Unchanged, Transfers.Action(await Transfers.ImportAsync(target, line)));
        Assert.Contains("\"agent_type\":\"codex\"", Assert.Single(await Transfers.ExportAsync(target)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_this_version_does_not_know_comes_along()
    {
        string line = Line("\"agent_type\":\"codex\",\"colour\":\"blue\",\"cost\":{\"usd\":0.5}");

        await Transfers.ImportAsync(target, line);

        Assert.Equal(ImportedRecord.Unchanged, Transfers.Action(await Transfers.ImportAsync(target, line)));
        string exported = Assert.Single(await Transfers.ExportAsync(target));
        Assert.Contains("\"colour\":\"blue\"", exported, StringComparison.Ordinal);
        Assert.Equal(ImportedRecord.Unchanged, Transfers.Action(await Transfers.ImportAsync(target, exported)));
    }

    [Theory]
    [InlineData("\"pid\":5000000000")]
    [InlineData("\"exit_code\":-5000000000")]
    public async Task A_number_that_no_file_of_a_run_holds_is_refused_by_its_name(string member)
    {
        InvalidInputException refused = await Assert.ThrowsAsync<InvalidInputException>(() => Transfers.ImportAsync(target, Line(member)));

        Assert.Contains(member.Split('"')[1], refused.Message, StringComparison.Ordinal);
        Assert.Empty(await Transfers.ExportAsync(target));
    }

    [Fact]
    public async Task One_without_a_status_is_refused_and_one_whose_status_another_program_left_empty_is_not()
    {
        string line = Line("\"agent_type\":\"codex\"");

        InvalidInputException refused = await Assert.ThrowsAsync<InvalidInputException>(
            () => Transfers.ImportAsync(target, line.Replace("\"status\":\"completed\",", "", StringComparison.Ordinal)));

        Assert.Contains("it has no status", refused.Message, StringComparison.Ordinal);
        await Transfers.ImportAsync(target, line.Replace("completed", "", StringComparison.Ordinal));
        Assert.Equal(ImportedRecord.Unchanged, Transfers.Action(await Transfers.ImportAsync(target, Assert.Single(await Transfers.ExportAsync(target)))));
    }

    private static string Line(string members) =>
        $$$"""{"kind":"runs","record":{"run_id":"r-1","project_id":"p","task_id":"t","start_time":"2026-11-01T12:00:00Z","end_time":"2026-11-01T12:01:00Z","status":"completed",{{{members}}}}}""";
}
