using Daybook.Embedded.Operations;
using Xunit;

namespace Daybook.Embedded.Tests.Git;

/// <summary>Git may change files on their way in and out. What it keeps is what git add would keep.</summary>
public sealed class MirrorFilterTests
{
    [Theory]
    [InlineData("core.autocrlf", "input")]
    [InlineData("core.autocrlf", "true")]
    [InlineData("core.eol", "crlf")]
    public void Settings_of_line_ends_leave_the_object_as_the_log_is(string name, string value)
    {
        using var repository = new MirroredRepository();
        repository.Run("config", name, value);
        repository.Run("config", "core.safecrlf", "true");
        MirrorRecord record = repository.NewRecord();

        repository.Commit(record);

        repository.AssertCommitted(record);
        Assert.Equal("", repository.Run("status", "--porcelain"));
        Assert.Empty(repository.Mirror().Look([record.Path], CancellationToken.None).Pending);
    }

    [Fact]
    public void Where_git_writes_other_line_ends_a_restored_log_differs_in_nothing_else_and_is_not_pending()
    {
        using var repository = new MirroredRepository();
        repository.Run("config", "core.autocrlf", "true");
        MirrorRecord record = repository.NewRecord();
        string before = File.ReadAllText(record.Path);
        repository.Commit(record);
        File.Delete(record.Path);

        repository.Run("checkout", "-q", "--", MirroredRepository.LogFolder);

        Assert.Equal(before.ReplaceLineEndings("\r\n"), File.ReadAllText(record.Path));
        Assert.Empty(repository.Mirror().Look([record.Path], CancellationToken.None).Pending);
    }

    [Fact]
    public void With_attributes_that_say_so_the_restored_log_is_the_same_to_the_byte()
    {
        using var repository = new MirroredRepository();
        repository.Run("config", "core.autocrlf", "true");
        repository.Write(".gitattributes", ".daybook/operations/*.jsonl -text\n");
        MirrorRecord record = repository.NewRecord();
        string before = File.ReadAllText(record.Path);
        repository.Commit(record);
        File.Delete(record.Path);

        repository.Run("checkout", "-q", "--", MirroredRepository.LogFolder);

        Assert.Equal(before, File.ReadAllText(record.Path));
    }

    [Fact]
    public void Who_has_files_encrypted_on_their_way_into_git_finds_logs_encrypted()
    {
        using var repository = new MirroredRepository();
        repository.Run("config", "filter.crypt.clean", "tr a-z n-za-m");
        repository.Run("config", "filter.crypt.smudge", "tr a-z n-za-m");
        repository.Run("config", "filter.crypt.required", "true");
        repository.Write(".gitattributes", "*.jsonl filter=crypt\n");
        MirrorRecord record = repository.NewRecord();
        string before = File.ReadAllText(record.Path);

        repository.Commit(record);

        string kept = repository.Run("cat-file", "blob", $"HEAD:{MirroredRepository.LogFolder}/{record.OperationId}.jsonl");
        Assert.DoesNotContain("event", kept, StringComparison.Ordinal);
        Assert.Empty(repository.Mirror().Look([record.Path], CancellationToken.None).Pending);
        File.Delete(record.Path);
        repository.Run("checkout", "-q", "--", MirroredRepository.LogFolder);
        Assert.Equal(before, File.ReadAllText(record.Path));
    }
}
