using Daybook.Errors;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Runs;

/// <summary>One run among many.</summary>
public sealed class RunLookupTests
{
    /// <summary>The projects, the tasks of the one that there is, and once more the first level, where runs of the first shape stood.</summary>
    private const int Lists = 3;

    private readonly RunFixture fixture = new();

    [Fact]
    public async Task A_whole_id_is_found_without_listing_the_runs_of_its_task()
    {
        await fixture.CreateAsync("run-10");
        await fixture.CreateAsync("run-20");

        Assert.Equal(Lists, await ListsAsync(() => fixture.GetAsync("run-20")));
        Assert.InRange(await ListsAsync(() => fixture.GetAsync("run-2")), Lists + 1, int.MaxValue);
    }

    [Fact]
    public async Task A_new_id_is_known_to_be_free_in_every_task_without_listing_their_runs()
    {
        await fixture.CreateAsync("run-1");
        await fixture.DoAsync(store => store.Runs.CreateAsync(RunFixture.Run with { TaskId = "task-2", RunId = "run-2" }, CancellationToken.None));

        Assert.Equal(Lists, await ListsAsync(() => fixture.CreateAsync("run-3")));
        await Assert.ThrowsAsync<ConflictException>(() => fixture.CreateAsync("run-2"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../../task-1/runs/run-1")]
    [InlineData("/")]
    [InlineData(".new-1")]
    public async Task What_is_no_name_of_a_folder_names_no_run(string id)
    {
        await fixture.CreateAsync("run-1");
        fixture.Disk.PlantDirectory(RunFixture.Runs + "/.new-1");

        await Assert.ThrowsAnyAsync<DaybookException>(() => fixture.GetAsync(id));
    }

    [Fact]
    public async Task A_folder_with_a_name_that_this_system_would_not_give_is_found_by_it()
    {
        const string Name = "run ä+1";
        string record = fixture.Disk.ReadText($"{RunFixture.Runs}/{(await fixture.CreateAsync("run-1")).RunId}/run-info.yaml");
        fixture.Plant($"{RunFixture.Runs}/{Name}", record.Replace("run-1", Name, StringComparison.Ordinal));

        Assert.Equal(Name, (await fixture.GetAsync(Name)).Run.RunId);
    }

    private async Task<int> ListsAsync(Func<Task> work)
    {
        int before = fixture.Disk.CallsOf(DiskCall.List);
        await work();
        return fixture.Disk.CallsOf(DiskCall.List) - before;
    }
}
