using Daybook.Embedded.Operations;
using Daybook.Git;
using Xunit;

namespace Daybook.Embedded.Tests.Git;

/// <summary>What git renames into place is flushed later: a power loss in between leaves names without contents, which git trusts.</summary>
public sealed class MirrorPowerLossTests
{
    [Theory]
    [InlineData(null, 0)]
    [InlineData(null, 9)]
    [InlineData("refs/daybook/operations", 0)]
    [InlineData("refs/daybook/operations", 9)]
    public void Objects_that_lost_their_contents_are_written_once_more(string? reference, int bytesKept)
    {
        using var repository = new MirroredRepository();
        MirrorRecord record = repository.NewRecord();
        BreakOff(repository, reference, record, bytesKept);

        MirrorOutcome outcome = repository.Mirror(reference: reference).Commit([record], CancellationToken.None);

        Assert.IsType<MirrorOutcome.Committed>(outcome);
        AssertReadable(repository, record, reference ?? "HEAD");
    }

    [Fact]
    public void So_they_are_after_a_commit_of_the_users()
    {
        using var repository = new MirroredRepository();
        MirrorRecord record = repository.NewRecord();
        BreakOff(repository, null, record, 0);
        repository.Write("src/a.txt", "more\n");
        repository.Run("commit", "-qam", "more");

        repository.Commit(record);

        AssertReadable(repository, record, "HEAD");
    }

    [Fact]
    public void A_log_that_is_committed_and_lost_its_contents_gets_them_back()
    {
        using var repository = new MirroredRepository();
        MirrorRecord record = repository.NewRecord();
        repository.Commit(record);
        string blob = repository.Run("rev-parse", $"HEAD:{MirroredRepository.LogFolder}/{record.OperationId}.jsonl").Trim();
        string path = Path.Join(repository.GitDirectory, "objects", blob[..2], blob[2..]);
        Cut(path, 0);

        repository.Commit(record);

        AssertReadable(repository, record, "HEAD");
        repository.AssertNothingLeft();
    }

    /// <summary>Commits up to the point where the ref would move, and lets the power fail there.</summary>
    private static void BreakOff(MirroredRepository repository, string? reference, MirrorRecord record, int bytesKept)
    {
        string[] before = Objects(repository);
        var git = new ScriptedGit(repository.Git, (_, request) =>
            ScriptedGit.CommandOf(request) == "update-ref" ? new GitAnswer(128, default, "fatal: no power") : null);
        Assert.IsType<MirrorOutcome.Pending>(repository.Mirror(repository.Ports() with { Git = git }, reference).Commit([record], CancellationToken.None));
        string[] unflushed = [.. Objects(repository).Except(before)];
        Assert.True(unflushed.Length >= 5, $"{unflushed.Length} objects");
        foreach (string path in unflushed)
        {
            Cut(path, bytesKept);
        }
    }

    private static void Cut(string path, int bytesKept)
    {
        byte[] kept = File.ReadAllBytes(path)[..bytesKept];
        File.Delete(path);
        File.WriteAllBytes(path, kept);
    }

    private static string[] Objects(MirroredRepository repository) =>
        Directory.GetFiles(Path.Join(repository.GitDirectory, "objects"), "*", SearchOption.AllDirectories);

    private static void AssertReadable(MirroredRepository repository, MirrorRecord record, string commit)
    {
        repository.AssertCommitted(record, commit);
        repository.AssertNothingOfOurs();

        // A commit of another second that nobody points at may stay behind damaged, so that all that can be reached is read instead of all there is.
        repository.Run("rev-list", "--objects", commit);
        repository.Run("log", "--patch", commit);
        Assert.Equal("", repository.Run("diff", "--cached", "--", "src"));
    }
}
