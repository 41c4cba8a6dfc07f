using System.Text;
using Daybook.Errors;
using Daybook.Git;

namespace Daybook.Cli.Processes;

/// <summary>Asks git itself, by <c>git status</c>, for at most some seconds.</summary>
internal sealed class GitStatus(TimeProvider time) : IGitChanges
{
    private const int PathsMax = 1_000;
    private const int StatusLetters = 3;

    // An answer helps somebody who comes back to work; nobody should wait for it.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(3);

    // Without git's optional locks the index stays as it is; without a file system monitor no program of the repository's choice is started.
    private static readonly string[] Command =
    [
        "git", "--no-optional-locks", "-c", "core.fsmonitor=false",
        "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--ignore-submodules=dirty",
    ];

    /// <inheritdoc/>
    public async Task<UncommittedFiles> ListAsync(string workTree, CancellationToken cancellationToken)
    {
        var paths = new List<string>();
        using var limit = new CancellationTokenSource(TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using ChildProcess git = ChildProcess.Start(new ChildStart(Command, workTree) { WithoutVariables = GitVariables.OfOneRepository });
            git.Input.Close();
            either.Token.ThrowIfCancellationRequested();
            bool isWhole = await ReadAsync(git.Output, paths, either.Token);
            return isWhole && await git.WaitAsync(either.Token) != 0 ? UncommittedFiles.None : new UncommittedFiles(paths, isWhole);
        }
        catch (NotFoundException)
        {
            return UncommittedFiles.None;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new UncommittedFiles(paths, IsComplete: false);
        }
    }

    /// <summary>Reads entries, each two letters, a blank and a path, ended by NUL.</summary>
    /// <returns>False when there were too many.</returns>
    private static async Task<bool> ReadAsync(TextReader output, List<string> paths, CancellationToken cancellationToken)
    {
        var entry = new StringBuilder();
        char[] buffer = new char[8 << 10];
        int count;

        // A read of a pipe cannot always be cancelled; the wait for it can.
        while ((count = await output.ReadAsync(buffer, CancellationToken.None).AsTask().WaitAsync(cancellationToken)) > 0)
        {
            foreach (char letter in buffer.AsSpan(0, count))
            {
                if (letter != '\0')
                {
                    entry.Append(letter);
                    continue;
                }

                if (paths.Count == PathsMax)
                {
                    return false;
                }

                paths.Add(entry.ToString(Math.Min(StatusLetters, entry.Length), Math.Max(0, entry.Length - StatusLetters)));
                entry.Clear();
            }
        }

        return true;
    }
}
