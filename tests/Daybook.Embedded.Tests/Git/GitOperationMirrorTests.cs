using Daybook.Durability.FileSystem;
using Daybook.Embedded.Git;
using Daybook.Embedded.Operations;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Git;

public sealed class GitOperationMirrorTests
{
    [Fact]
    public void A_completed_operation_is_one_commit_of_one_file_in_the_users_name()
    {
        using var repository = new MirroredRepository();
        MirrorRecord record = repository.NewRecord();

        string commit = repository.Commit(record);

        Assert.Equal(commit, repository.Head);
        Assert.Equal(
            $"op(coder): implement [{record.OperationId[..8]}]\n\nDaybook-Operation: {record.OperationId}\n\nAda <ada@example.org>\n",
            repository.Run("log", "-1", "--format=%B%n%an <%ae>"));
        Assert.Equal(record.OperationId + "\n", repository.Run("log", "-1", "--format=%(trailers:key=Daybook-Operation,valueonly,separator=)"));
        Assert.Equal(
            $"{MirroredRepository.LogFolder}/{record.OperationId}.jsonl\n", repository.Run("diff-tree", "--no-commit-id", "--name-only", "-r", "HEAD"));
        repository.AssertCommitted(record);
        Assert.Equal("", repository.Run("status", "--porcelain"));
        Assert.Contains("op(coder): implement", repository.Run("reflog", "-1"), StringComparison.Ordinal);
        repository.AssertNothingLeft();
    }

    [Fact]
    public void Nothing_new_makes_no_commit()
    {
        using var repository = new MirroredRepository();
        MirrorRecord record = repository.NewRecord();
        string commit = repository.Commit(record);

        Assert.Equal(commit, repository.Commit(record));

        Assert.Equal(commit, repository.Head);
        repository.AssertNothingLeft();
    }

    [Fact]
    public void A_link_that_came_later_makes_one_more()
    {
        using var repository = new MirroredRepository();
        MirrorRecord record = repository.NewRecord();
        string first = repository.Commit(record);
        File.AppendAllText(record.Path, "{\"event\":\"commit_link\"}\n");

        Assert.Equal([record.Path], repository.Mirror().Look([record.Path], CancellationToken.None).Pending);
        string second = repository.Commit(record);

        Assert.Equal(first, repository.Run("rev-parse", second + "^").Trim());
        Assert.Empty(repository.Mirror().Look([record.Path], CancellationToken.None).Pending);
        repository.AssertCommitted(record);
    }

    [Fact]
    public void Records_that_a_commit_of_the_users_dropped_are_committed_again_each_by_itself()
    {
        using var repository = new MirroredRepository();
        MirrorRecord[] dropped = [repository.NewRecord(), repository.NewRecord()];
        repository.Commit(dropped);
        repository.Run("rm", "-rq", "--cached", MirroredRepository.LogFolder);
        repository.Run("commit", "-q", "-m", "without");
        MirrorRecord added = repository.NewRecord();

        repository.Commit([.. dropped, added]);

        Assert.All([.. dropped, added], record => repository.AssertCommitted(record));
        Assert.Equal(
            string.Concat(new[] { added, dropped[1], dropped[0] }.Select(record => record.OperationId + "\n")),
            repository.Run("log", "-3", "--format=%(trailers:key=Daybook-Operation,valueonly,separator=)"));
        Assert.Equal("", repository.Run("status", "--porcelain"));
    }

    [Fact]
    public void Known_records_that_are_missing_altogether_follow_a_new_one()
    {
        using var repository = new MirroredRepository();
        MirrorRecord[] known = [repository.NewRecord(), repository.NewRecord(), repository.NewRecord()];
        repository.Commit(known[0]);
        MirrorRecord added = repository.NewRecord();
        string[] paths = [.. known.Append(added).Select(record => record.Path)];

        var outcome = repository.Mirror().Commit(
            [added], paths, path => path == known[1].Path ? null : known.Single(record => record.Path == path), CancellationToken.None);

        Assert.Equal(repository.Run("rev-parse", "HEAD^").Trim(), Assert.IsType<MirrorOutcome.Committed>(outcome).Commit);
        repository.AssertCommitted(added);
        repository.AssertCommitted(known[2]);
        Assert.Equal([known[1].Path], repository.Mirror().Look(paths, CancellationToken.None).Pending);
        Assert.Equal("4\n", repository.Run("rev-list", "--count", "HEAD"));
    }

    [Fact]
    public void A_cleaned_work_tree_gets_every_record_back()
    {
        using var repository = new MirroredRepository();
        MirrorRecord[] records = [repository.NewRecord(), repository.NewRecord()];
        byte[][] before = [.. records.Select(record => File.ReadAllBytes(record.Path))];
        repository.Commit(records);
        Directory.Delete(repository.At(".daybook"), recursive: true);
        repository.Run("clean", "-fdxq");

        repository.Run("checkout", "-q", "--", MirroredRepository.LogFolder);

        Assert.Equal(before, records.Select(record => File.ReadAllBytes(record.Path)));
    }

    [Fact]
    public void More_records_than_fit_one_turn_are_all_committed_with_one_commit_for_many()
    {
        using var repository = new MirroredRepository();
        MirrorRecord[] records = [.. Enumerable.Range(0, 70).Select(_ => repository.NewRecord())];

        repository.Commit(records);

        Assert.Empty(repository.Mirror().Look([.. records.Select(record => record.Path)], CancellationToken.None).Pending);
        Assert.Equal("8\n", repository.Run("rev-list", "--count", "HEAD"));
        Assert.Equal($"op(backlog): 64 operations [{records[63].OperationId[..8]}]\n", repository.Run("log", "-1", "--format=%s", "HEAD~6"));
        Assert.Equal(
            string.Concat(records.Take(64).Select(record => record.OperationId + "\n")),
            repository.Run("log", "-1", "--format=%(trailers:key=Daybook-Operation,valueonly,separator=%x0a)", "HEAD~6"));
        Assert.All(records, record => repository.AssertCommitted(record));
        repository.AssertNothingLeft();
    }

    [Fact]
    public void Of_very_many_missing_ones_some_go_along_the_newest_first()
    {
        using var repository = new MirroredRepository();
        MirrorRecord[] missing = [.. Enumerable.Range(0, 100).Select(_ => repository.NewRecord()).Reverse()];
        MirrorRecord added = repository.NewRecord();

        repository.Mirror().Commit(
            [added], [.. missing.Select(record => record.Path)], path => missing.Single(record => record.Path == path), CancellationToken.None);

        repository.AssertCommitted(added, "HEAD^");
        Assert.Equal(
            missing.Skip(64).Select(record => record.Path),
            repository.Mirror().Look([.. missing.Select(record => record.Path)], CancellationToken.None).Pending);
        Assert.Equal("3\n", repository.Run("rev-list", "--count", "HEAD"));
    }

    [Fact]
    public void Whatever_becomes_of_those_that_go_along_the_record_is_committed()
    {
        using var repository = new MirroredRepository();
        MirrorRecord missing = repository.NewRecord();
        MirrorRecord added = repository.NewRecord();
        int adding = 0;
        var git = new ScriptedGit(repository.Git, (_, request) =>
            ScriptedGit.CommandOf(request) == "update-index" && ++adding == 2 ? new Daybook.Git.GitAnswer(128, default, "fatal: scripted") : null);

        MirrorOutcome outcome = repository.Mirror(repository.Ports() with { Git = git }).Commit([added], [missing.Path], _ => missing, CancellationToken.None);

        Assert.Equal(repository.Head, Assert.IsType<MirrorOutcome.Committed>(outcome).Commit);
        repository.AssertCommitted(added);
        repository.AssertNothingLeft();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("refs/daybook/operations")]
    public void A_log_that_git_cannot_take_in_does_not_keep_the_others_out(string? reference)
    {
        using var repository = new MirroredRepository();
        repository.Write("clean.sh", "content=$(cat)\ncase \"$content\" in *poison*) exit 1;; esac\nprintf '%s\\n' \"$content\"\n");
        repository.Run("config", "filter.f.clean", $"sh '{repository.At("clean.sh")}'");
        repository.Run("config", "filter.f.required", "true");
        Directory.CreateDirectory(Path.Join(repository.GitDirectory, "info"));
        File.WriteAllText(Path.Join(repository.GitDirectory, "info/attributes"), "*.jsonl filter=f\n");
        MirrorRecord[] records = [.. Enumerable.Range(0, 5).Select(_ => repository.NewRecord())];
        File.AppendAllText(records[2].Path, "poison\n");
        GitOperationMirror mirror = repository.Mirror(reference: reference);

        MirrorOutcome outcome = mirror.Commit(records, CancellationToken.None);

        Assert.Equal([records[2].Path], Assert.IsType<MirrorOutcome.Committed>(outcome).Refused);
        Assert.All(records.Except([records[2]]), record => repository.AssertCommitted(record, reference ?? "HEAD"));
        MirrorLook look = mirror.Look([.. records.Select(record => record.Path)], CancellationToken.None);
        Assert.Equal([records[2].Path], look.Pending);
        Assert.Null(look.Fault);
        repository.AssertNothingLeft();
    }

    [Fact]
    public void What_is_no_file_is_not_waited_for()
    {
        using var repository = new MirroredRepository();
        MirrorRecord[] records = [repository.NewRecord(), repository.NewRecord(), repository.NewRecord(), repository.NewRecord()];
        repository.Commit(records[0]);
        File.Delete(records[1].Path);
        File.CreateSymbolicLink(records[1].Path, "nowhere");
        File.Delete(records[2].Path);
        Directory.CreateDirectory(records[2].Path);

        MirrorLook look = repository.Mirror().Look([.. records.Select(record => record.Path), repository.At("gone")], CancellationToken.None);

        Assert.Equal([records[3].Path], look.Pending);
        Assert.Null(look.Fault);
    }

    [Theory]
    [InlineData("kitty-ops")]
    [InlineData("a folder/überall/x")]
    [InlineData("-x")]
    [InlineData("*")]
    public void The_folder_may_be_called_anything(string folder)
    {
        using var repository = new MirroredRepository();
        repository.Write("*.jsonl", "of the user's\n");
        MirrorRecord record = repository.NewRecord(folder);

        Assert.IsType<MirrorOutcome.Committed>(repository.Mirror(folder: folder).Commit([record], CancellationToken.None));

        repository.AssertCommitted(record);
        Assert.Equal("2\n", repository.Run("rev-list", "--count", "HEAD"));
        Assert.Single(repository.Run("diff-tree", "--no-commit-id", "--name-only", "-r", "HEAD").Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_ref_of_their_own_keeps_the_branch_clean()
    {
        const string reference = "refs/daybook/operations";
        using var repository = new MirroredRepository();
        MirrorRecord[] records = [repository.NewRecord(), repository.NewRecord()];
        byte[] before = File.ReadAllBytes(records[0].Path);
        string head = repository.Head;
        string view = repository.Run("status", "--porcelain");
        repository.Run("checkout", "-q", "--detach");

        var mirror = repository.Mirror(reference: reference);
        Assert.Equal(records.Select(record => record.Path), mirror.Look([.. records.Select(record => record.Path)], CancellationToken.None).Pending);
        Assert.IsType<MirrorOutcome.Committed>(mirror.Commit([records[0]], CancellationToken.None));
        Assert.IsType<MirrorOutcome.Committed>(mirror.Commit(records, CancellationToken.None));

        Assert.Equal(head, repository.Head);
        Assert.Equal(view, repository.Run("status", "--porcelain"));
        Assert.Equal("2\n", repository.Run("rev-list", "--count", reference));
        Assert.Empty(mirror.Look([.. records.Select(record => record.Path)], CancellationToken.None).Pending);
        File.Delete(records[0].Path);
        repository.Run("restore", "--source=" + reference, "--", MirroredRepository.LogFolder);
        Assert.Equal(before, File.ReadAllBytes(records[0].Path));
        repository.AssertNothingLeft();
    }

    [Theory]
    [InlineData("--assume-unchanged")]
    [InlineData("--skip-worktree")]
    public void What_somebody_told_git_not_to_look_at_is_committed_as_it_is(string flag)
    {
        using var repository = new MirroredRepository();
        MirrorRecord record = repository.NewRecord();
        repository.Commit(record);
        repository.Run("update-index", flag, Path.GetRelativePath(repository.Root, record.Path));
        File.AppendAllText(record.Path, "{\"event\":\"commit_link\"}\n");
        string view = repository.UserView;

        repository.Commit(record);

        repository.AssertCommitted(record);
        Assert.Empty(repository.Mirror().Look([record.Path], CancellationToken.None).Pending);
        Assert.Equal("", repository.Run("status", "--porcelain"));
        Assert.Equal(view, repository.UserView);
        repository.AssertNothingLeft();
    }

    [Fact]
    public void Where_git_trusts_that_nothing_changes_a_log_that_did_is_committed_as_it_is()
    {
        using var repository = new MirroredRepository();
        repository.Run("config", "core.ignoreStat", "true");
        MirrorRecord record = repository.NewRecord();
        string closed = File.ReadAllText(record.Path);
        File.WriteAllText(record.Path, closed.Split('\n')[0] + "\n");
        repository.Run("add", "--all");
        repository.Run("commit", "-q", "-m", "all");
        File.WriteAllText(record.Path, closed);

        repository.Commit(record);
        repository.AssertCommitted(record);
        File.AppendAllText(record.Path, "{\"event\":\"commit_link\"}\n");
        repository.Commit(record);

        repository.AssertCommitted(record);
        Assert.Empty(repository.Mirror().Look([record.Path], CancellationToken.None).Pending);
    }

    [Fact]
    public void A_lost_log_goes_along_however_many_newer_ones_are_open()
    {
        using var repository = new MirroredRepository();
        MirrorRecord lost = repository.NewRecord();
        MirrorRecord[] open = [.. Enumerable.Range(0, 400).Select(_ => repository.NewRecord())];
        MirrorRecord added = repository.NewRecord();
        string[] newestFirst = [added.Path, .. open.Reverse().Select(record => record.Path), lost.Path];

        repository.Mirror().Commit([added], newestFirst, path => path == lost.Path ? lost : null, CancellationToken.None);

        repository.AssertCommitted(added);
        repository.AssertCommitted(lost);
    }

    [Fact]
    public void The_turn_of_another_process_is_waited_for_as_long_as_the_store_waits_for_any_lock()
    {
        using var repository = new MirroredRepository();
        MirrorRecord record = repository.NewRecord();
        var clock = new SimulatedClock();
        EmbeddedPorts ports = repository.Ports() with { Clock = clock };
        using IFile other = ports.FileSystem.Open(Path.Join(repository.GitDirectory, MirrorTurn.LockFileName), OpenMode.CreateNew, FilePermissions.SharedFile);
        Assert.True(other.TryLock(LockMode.Exclusive));

        MirrorOutcome outcome = new GitOperationMirror(ports, repository.At(MirroredRepository.LogFolder), null, TimeSpan.FromSeconds(1))
            .Commit([record], CancellationToken.None);

        Assert.IsType<MirrorOutcome.Pending>(outcome);
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
    }
}
