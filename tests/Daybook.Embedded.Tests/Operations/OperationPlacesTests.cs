using Daybook.Operations;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Operations;

/// <summary>Operations belong to the work tree that the caller stands in.</summary>
public sealed class OperationPlacesTests
{
    private const string Linked = "/home/user/linked";

    private readonly OperationFixture fixture = new();

    [Fact]
    public async Task A_linked_work_tree_keeps_its_own_operations_and_rules_for_git()
    {
        fixture.Disk.PlantDirectory(Linked);
        fixture.WorkTree = Linked;
        OperationChange started = await fixture.StartAsync(OperationFixture.New with { Id = OperationFixture.Id, MissionId = "m" });
        Assert.Equal($".daybook/operations/{OperationFixture.Id}.jsonl", started.View.Path);
        Assert.True(fixture.Disk.Exists($"{Linked}/.daybook/operations/{OperationFixture.Id}.jsonl"));
        Assert.Contains("!/operations/", fixture.Disk.ReadText(Linked + "/.daybook/.gitignore"), StringComparison.Ordinal);
        await fixture.CompleteAsync(OperationFixture.Id, OperationFixture.Done with { Evidence = Linked + "/a.md" });
        Assert.Equal("a.md", (await fixture.GetAsync(OperationFixture.Id)).Operation.EvidenceRef);
        Assert.Empty(await fixture.ExamineAsync());
        fixture.WorkTree = OperationFixture.Project;
        Assert.Empty((await fixture.ListAsync()).Items);
        Assert.False(fixture.Disk.Exists(OperationFixture.Folder));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("!/mine\n", true)]
    public async Task A_linked_work_tree_hides_logs_from_git_once_they_have_a_ref_of_their_own_unless_its_rules_were_changed(string added, bool isChanged)
    {
        const string Rules = Linked + "/.daybook/.gitignore";
        fixture.Disk.PlantDirectory(Linked);
        fixture.WorkTree = Linked;
        await fixture.StartAsync(OperationFixture.New);
        fixture.Disk.PlantFile(Rules, fixture.Disk.ReadText(Rules) + added);
        string file = TestStores.SimulatedFolder + "/daybook.json";
        string content = fixture.Disk.ReadText(file).TrimEnd();
        fixture.Disk.PlantFile(file, content[..^1] + ",\"operations\":{\"ref\":\"refs/daybook/operations\"}}\n");

        await fixture.StartAsync(OperationFixture.New);

        Assert.Equal(isChanged, fixture.Disk.ReadText(Rules).Contains("!/operations/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_adopted_folder_is_that_of_the_work_tree()
    {
        fixture.Adopt();
        fixture.Disk.PlantDirectory(Linked + "/kitty-ops");
        fixture.WorkTree = Linked;
        OperationChange started = await fixture.StartAsync(OperationFixture.New with { Id = OperationFixture.Id });
        Assert.Equal($"kitty-ops/{OperationFixture.Id}.jsonl", started.View.Path);
        Assert.True(fixture.Disk.Exists($"{Linked}/kitty-ops/{OperationFixture.Id}.jsonl"));
    }

    [Fact]
    public async Task An_adopted_folder_that_is_gone_is_told_and_not_made_anew()
    {
        fixture.Adopt();
        fixture.Disk.DeleteDirectory(OperationFixture.Adopted);
        await Assert.ThrowsAsync<Daybook.Errors.NotFoundException>(() => fixture.StartAsync(OperationFixture.New));
        await Assert.ThrowsAsync<Daybook.Errors.NotFoundException>(fixture.ListAsync);
        Assert.False(fixture.Disk.Exists(OperationFixture.Adopted));
    }

    [Theory]
    [InlineData(".daybook")]
    [InlineData(".daybook/operations")]
    public async Task A_link_that_a_work_tree_brings_along_leads_nowhere(string name)
    {
        fixture.Disk.PlantDirectory("/home/user/elsewhere");
        fixture.Disk.PlantDirectory(Linked);
        fixture.Disk.PlantSymbolicLink($"{Linked}/{name}", "/home/user/elsewhere");
        fixture.WorkTree = Linked;
        await Assert.ThrowsAsync<Daybook.Errors.StorageException>(() => fixture.StartAsync(OperationFixture.New));
        await Assert.ThrowsAsync<Daybook.Errors.StorageException>(fixture.ListAsync);
        await Assert.ThrowsAsync<Daybook.Errors.StorageException>(() => fixture.CompleteAsync(OperationFixture.Id));
        Assert.Empty(fixture.Disk.List("/home/user/elsewhere"));
    }

    [Fact]
    public void A_folder_of_the_other_system_at_the_root_is_found_by_init()
    {
        var disk = new SimulatedFileSystem();
        disk.PlantDirectory(OperationFixture.Project + "/.git");
        disk.PlantFile(OperationFixture.Project + "/.git/HEAD", "ref: refs/heads/main\n");
        disk.PlantDirectory(OperationFixture.Adopted);
        StoreCreated created = TestStores.Create(TestStores.SimulatedPorts(disk), OperationFixture.Project, new InitOptions { Adopt = true });
        Assert.Equal([OperationFixture.Adopted], created.Adopted);
        Assert.Equal("spec-kitty", StoreFile.Read(disk, created.Path).Kinds["operations"].Shape);
    }
}
