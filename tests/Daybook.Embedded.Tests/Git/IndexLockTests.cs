using Daybook.Embedded.Git;
using Daybook.Embedded.Operations;
using Daybook.Processes;
using Daybook.Testing;
using Xunit;

namespace Daybook.Embedded.Tests.Git;

/// <summary>A lock on git's index is removed if it is ours and nobody holds it; any other one never is.</summary>
public sealed class IndexLockTests
{
    private const int Other = 99;

    private readonly ManualProcesses processes = new();

    [Theory]
    [InlineData("")]
    [InlineData("DIRC\0\0\0\u0002")]
    [InlineData("daybook holds the index of this repository\n1\n2\n3\nboot\nns\nhost\n")]
    public void One_that_is_not_certainly_ours_stays(string content)
    {
        using var repository = new MirroredRepository();
        string path = Path.Join(repository.GitDirectory, "index.lock");
        File.WriteAllText(path, content);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow - TimeSpan.FromHours(1));

        Assert.False(repository.Mirror().Recover());
        Assert.IsType<MirrorOutcome.Pending>(repository.Mirror().Commit([repository.NewRecord()], CancellationToken.None));

        Assert.Equal(content, File.ReadAllText(path));
        Finding finding = Assert.Single(repository.Mirror().Examine("operations"));
        Assert.Equal(("git_lock_stands", path), (finding.Problem, finding.Path));
    }

    [Fact]
    public void One_of_a_process_that_ended_is_removed()
    {
        using var repository = new MirroredRepository();
        string path = Leave(repository);
        processes.End(Other);

        Assert.True(Recover(repository));

        Assert.False(File.Exists(path));
    }

    [Fact]
    public void One_of_a_process_that_runs_stays()
    {
        using var repository = new MirroredRepository();
        string path = Leave(repository);

        Assert.False(Recover(repository));

        Assert.True(File.Exists(path));
        Assert.Empty(repository.Mirror(Ports(repository)).Examine("operations"));
    }

    [Fact]
    public void One_of_a_number_that_another_process_has_now_is_removed()
    {
        using var repository = new MirroredRepository();
        Leave(repository);
        processes.End(Other);
        processes.Start(Other);

        Assert.True(Recover(repository));
    }

    [Fact]
    public void One_from_before_a_restart_is_removed()
    {
        using var repository = new MirroredRepository();
        Leave(repository);
        processes.Restart("boot-2");

        Assert.True(Recover(repository));
    }

    [Fact]
    public void A_copy_of_one_is_nobodys()
    {
        using var repository = new MirroredRepository();
        string path = Leave(repository);
        processes.End(Other);
        File.Copy(path, path + "-copy");
        File.Move(path + "-copy", path, overwrite: true);

        Assert.False(Recover(repository));

        Assert.True(File.Exists(path));
    }

    [Fact]
    public void Locks_of_other_gits_are_explained_when_they_are_old()
    {
        using var repository = new MirroredRepository();
        string[] names = ["HEAD.lock", "packed-refs.lock", "refs/heads/main.lock"];
        foreach (string name in names)
        {
            string path = Path.Join(repository.GitDirectory, name);
            File.WriteAllText(path, "");
            Assert.DoesNotContain(repository.Mirror().Examine("operations"), finding => finding.Path == path);
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow - TimeSpan.FromHours(1));
        }

        Assert.Equal(
            names.Select(name => Path.Join(repository.GitDirectory, name)), repository.Mirror().Examine("operations").Select(finding => finding.Path));
    }

    [Fact]
    public void A_lock_on_a_ref_of_their_own_is_explained_in_place_of_that_on_the_branch()
    {
        using var repository = new MirroredRepository();
        foreach (string name in new[] { "refs/heads/main.lock", "refs/daybook/operations.lock" })
        {
            string path = Path.Join(repository.GitDirectory, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow - TimeSpan.FromHours(1));
        }

        Finding found = Assert.Single(repository.Mirror(reference: "refs/daybook/operations").Examine("operations"));

        Assert.Equal(Path.Join(repository.GitDirectory, "refs/daybook/operations.lock"), found.Path);
    }

    private EmbeddedPorts Ports(MirroredRepository repository) => repository.Ports() with { Processes = processes };

    private bool Recover(MirroredRepository repository) => repository.Mirror(Ports(repository)).Recover();

    /// <summary>Leaves a lock as another process would that is killed now.</summary>
    private string Leave(MirroredRepository repository)
    {
        string path = Path.Join(repository.GitDirectory, "index.lock");
        processes.Start(Other);
        File.WriteAllText(path, "");
        ulong inode = repository.Ports().FileSystem.Stat(path)!.Value.Inode;
        var note = new IndexLockNote(inode, ProcessIdentity.Of(Other, processes)!, processes.HostName);
        File.WriteAllBytes(path, note.Encode());
        return path;
    }
}
