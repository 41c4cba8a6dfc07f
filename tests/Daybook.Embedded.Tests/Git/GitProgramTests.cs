using System.Text;
using Daybook.Embedded.Git;
using Daybook.Errors;
using Daybook.Git;
using Daybook.Testing;
using Xunit;

namespace Daybook.Embedded.Tests.Git;

public sealed class GitProgramTests : IDisposable
{
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(30);

    private readonly TempDirectory directory = new();
    private readonly GitProgram git = new(TimeProvider.System);

    public GitProgramTests() => GitCommand.SkipUnlessInstalled();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Input_goes_in_and_output_comes_out_however_long()
    {
        byte[] input = Encoding.ASCII.GetBytes(new string('x', 3_000_000));

        GitAnswer answer = Run(Ample, "stripspace") with { };
        GitAnswer echoed = git.Run(new GitRequest(directory.Path, ["stripspace"], Ample) { Input = input }, CancellationToken.None);

        Assert.Equal(0, answer.ExitCode);
        Assert.Equal(input.Length + 1, echoed.Output.Length);
    }

    [Fact]
    public void A_failure_is_an_answer_with_what_git_said()
    {
        GitAnswer answer = Run(Ample, "rev-parse", "HEAD");

        Assert.Equal(128, answer.ExitCode);
        Assert.Contains("not a git repository", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_git_that_reads_nothing_does_not_fail_for_it()
    {
        GitAnswer answer = git.Run(
            new GitRequest(directory.Path, ["--version"], Ample) { Input = new byte[3_000_000] }, CancellationToken.None);

        Assert.Equal(0, answer.ExitCode);
    }

    [Fact]
    public void Variables_of_another_repository_are_not_inherited()
    {
        Environment.SetEnvironmentVariable("GIT_DAYBOOK_TEST", "inherited");
        try
        {
            GitAnswer answer = Run(Ample, "-c", "alias.show-them=!env", "show-them");

            Assert.DoesNotContain("GIT_DAYBOOK_TEST", Encoding.UTF8.GetString(answer.Output.Span), StringComparison.Ordinal);
            Assert.Contains("GIT_LITERAL_PATHSPECS=1", Encoding.UTF8.GetString(answer.Output.Span), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("GIT_DAYBOOK_TEST", null);
        }
    }

    [Fact]
    public void One_that_does_not_end_is_stopped()
    {
        var failure = Assert.Throws<BusyException>(() => Run(TimeSpan.FromMilliseconds(200), "-c", "alias.hang=!sleep 600", "hang"));

        Assert.Equal("git hang did not end within 0.2 seconds and was stopped", failure.Message);
    }

    [Fact]
    public void What_it_leaves_running_is_not_waited_for()
    {
        GitAnswer answer = Run(Ample, "-c", "alias.leave=!echo said >&2; sleep 60 >/dev/null & echo done", "leave");

        Assert.Equal("done\n", Encoding.UTF8.GetString(answer.Output.Span));
        Assert.Equal((0, "said\n"), (answer.ExitCode, answer.Errors));
    }

    [Fact]
    public void It_may_take_back_what_it_has_begun_before_it_is_stopped()
    {
        Assert.Throws<BusyException>(() => Run(
            TimeSpan.FromMilliseconds(500), "-c", "alias.hang=!trap 'touch taken-back; exit' TERM; touch begun; sleep 600 & wait", "hang"));

        Assert.True(File.Exists(directory.At("begun")));
        Assert.True(File.Exists(directory.At("taken-back")));
    }

    [Fact]
    public void A_wait_can_be_ended()
    {
        using var ended = new CancellationTokenSource();
        ended.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(
            () => git.Run(new GitRequest(directory.Path, ["-c", "alias.hang=!sleep 600", "hang"], Ample), ended.Token));
    }

    private GitAnswer Run(TimeSpan limit, params string[] arguments) =>
        git.Run(new GitRequest(directory.Path, arguments, limit), CancellationToken.None);
}
