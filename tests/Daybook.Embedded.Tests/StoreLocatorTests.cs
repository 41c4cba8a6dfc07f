using Daybook.Errors;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests;

/// <summary>Which store a command means, rule by rule, in the order of the rules.</summary>
public sealed class StoreLocatorTests
{
    private readonly SimulatedFileSystem disk = new();
    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal) { ["HOME"] = "/home/u" };

    public StoreLocatorTests() => disk.PlantDirectory("/home/u/repo/src/deep");

    [Fact]
    public void The_users_word_is_taken_unseen_before_everything()
    {
        PlantStore("/home/u/repo/.daybook");
        environment["DAYBOOK_STORE"] = "/other";

        Assert.Equal(new StoreLocation("/home/u/repo/named", StoreLocation.ByOption), Find("/home/u/repo", "named/"));
    }

    [Fact]
    public void The_environment_comes_before_the_working_directory_unless_it_is_empty()
    {
        PlantStore("/home/u/repo/.daybook");
        environment["DAYBOOK_STORE"] = "../named";
        Assert.Equal(new StoreLocation("/home/u/named", StoreLocation.ByEnvironment), Find("/home/u/repo"));

        environment["DAYBOOK_STORE"] = "";
        Assert.Equal(new StoreLocation("/home/u/repo/.daybook", StoreLocation.ByWorkingDirectory), Find("/home/u/repo"));
    }

    [Fact]
    public void The_nearest_store_upward_wins()
    {
        PlantStore("/home/u/repo/.daybook");
        Assert.Equal("/home/u/repo/.daybook", Find("/home/u/repo/src/deep")?.Path);

        PlantStore("/home/u/repo/src/.daybook");
        Assert.Equal("/home/u/repo/src/.daybook", Find("/home/u/repo/src/deep")?.Path);
    }

    [Fact]
    public void A_folder_without_its_file_is_no_store()
    {
        disk.PlantDirectory("/home/u/repo/src/.daybook");
        disk.PlantFile("/home/u/repo/src/deep/.daybook", "a file");
        PlantStore("/home/u/repo/.daybook");

        Assert.Equal("/home/u/repo/.daybook", Find("/home/u/repo/src/deep")?.Path);
    }

    [Fact]
    public void Outside_git_the_search_ends_at_home()
    {
        PlantStore("/home/.daybook");
        Assert.Null(Find("/home/u/repo"));

        PlantStore("/home/u/.daybook");
        Assert.Equal("/home/u/.daybook", Find("/home/u/repo")?.Path);
    }

    [Fact]
    public void Outside_git_the_search_ends_at_a_folder_of_another_owner()
    {
        disk.PlantDirectory("/tmp/mine");
        disk.PlantOwner("/tmp", 7, 7);
        PlantStore("/tmp/.daybook");

        Assert.Null(Find("/tmp/mine"));
    }

    [Fact]
    public void Outside_git_a_store_of_another_owner_is_passed_over()
    {
        PlantStore("/home/u/repo/.daybook");
        disk.PlantOwner("/home/u/repo/.daybook", 7, 7);

        Assert.Null(Find("/home/u/repo"));
    }

    [Fact]
    public void Inside_git_the_search_ends_at_the_work_tree()
    {
        PlantGit("/home/u/repo");
        PlantStore("/home/u/.daybook");
        Assert.Null(Find("/home/u/repo/src"));

        PlantStore("/home/u/repo/.daybook");
        Assert.Equal("/home/u/repo/.daybook", Find("/home/u/repo/src")?.Path);
    }

    [Fact]
    public void A_store_in_gits_directory_comes_after_the_work_tree_and_before_the_state_home()
    {
        PlantGit("/home/u/repo");
        string home = HomeStore("/home/u/repo");
        PlantStore(home);
        Assert.Equal(new StoreLocation(home, StoreLocation.ByStateHome), Find("/home/u/repo/src"));

        PlantStore("/home/u/repo/.git/daybook");
        Assert.Equal(new StoreLocation("/home/u/repo/.git/daybook", StoreLocation.ByGitCommonDirectory), Find("/home/u/repo/src"));

        PlantStore("/home/u/repo/.daybook");
        Assert.Equal(StoreLocation.ByWorkingDirectory, Find("/home/u/repo/src")?.FoundBy);
    }

    [Fact]
    public void A_linked_work_tree_shares_gits_store_else_that_of_the_main_one()
    {
        PlantGit("/home/u/repo");
        PlantLinkedWorkTree("/home/u/repo", "/home/u/linked");
        PlantStore("/home/u/repo/.daybook");
        Assert.Equal(new StoreLocation("/home/u/repo/.daybook", StoreLocation.ByMainWorkTree), Find("/home/u/linked"));

        PlantStore("/home/u/repo/.git/daybook");
        Assert.Equal(StoreLocation.ByGitCommonDirectory, Find("/home/u/linked")?.FoundBy);

        PlantStore("/home/u/linked/.daybook");
        Assert.Equal("/home/u/linked/.daybook", Find("/home/u/linked")?.Path);
    }

    [Fact]
    public void The_state_home_of_the_environment_is_used()
    {
        PlantGit("/home/u/repo");
        environment["XDG_STATE_HOME"] = "/state";
        string home = HomeStore("/home/u/repo");
        Assert.StartsWith("/state/daybook/repo-", home, StringComparison.Ordinal);
        PlantStore(home);

        Assert.Equal(new StoreLocation(home, StoreLocation.ByStateHome), Find("/home/u/repo"));
    }

    [Fact]
    public void A_symbolic_link_on_the_way_is_refused()
    {
        PlantStore("/elsewhere");
        disk.PlantSymbolicLink("/home/u/repo/.daybook", "/elsewhere");

        StorageException refused = Assert.Throws<StorageException>(() => Find("/home/u/repo"));
        Assert.Equal("/home/u/repo/.daybook", refused.Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gitdir: ")]
    [InlineData("gitdir: /nowhere\n")]
    [InlineData("not a pointer")]
    public void A_dot_git_that_points_nowhere_is_no_repository(string content)
    {
        disk.PlantFile("/home/u/repo/.git", content);
        PlantStore("/home/u/repo/.daybook");

        Assert.Null(StoreLocator.WorkTreeRoot(disk, "/home/u/repo/src"));
        Assert.Equal("/home/u/repo/.daybook", Find("/home/u/repo/src")?.Path);
    }

    private StoreLocation? Find(string workingDirectory, string? option = null) => StoreLocator.Find(disk, Search(workingDirectory, option));

    private StoreSearch Search(string workingDirectory, string? option = null) => new()
    {
        WorkingDirectory = workingDirectory,
        StoreOption = option,
        Environment = name => environment.GetValueOrDefault(name),
    };

    private string HomeStore(string repository) =>
        StorePlaces.InStateHome(new GitLayout(repository, repository + "/.git", repository + "/.git"), Search(repository)) ?? "";

    private void PlantStore(string folder) => disk.PlantFile(folder + "/daybook.json", "{}");

    private void PlantGit(string repository) => disk.PlantFile(repository + "/.git/HEAD", "ref: refs/heads/main\n");

    private void PlantLinkedWorkTree(string repository, string linked)
    {
        string ofLinked = repository + "/.git/worktrees/linked";
        disk.PlantFile(ofLinked + "/HEAD", "ref: refs/heads/linked\n");
        disk.PlantFile(ofLinked + "/commondir", "../..\n");
        disk.PlantFile(linked + "/.git", $"gitdir: {ofLinked}\n");
    }
}
