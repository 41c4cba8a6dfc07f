using System.Text;
using Daybook.Errors;
using Daybook.Git;

namespace Daybook.Embedded.Git;

/// <summary>Git's plumbing in one work tree, run without anything that a user has hung on to it.</summary>
/// <param name="git">The program.</param>
/// <param name="workTree">The work tree's root.</param>
/// <param name="cancellationToken">Ends the wait for any of them.</param>
internal sealed class GitCommands(IGit git, string workTree, CancellationToken cancellationToken)
{
    internal const string IndexVariable = "GIT_INDEX_FILE";

    private const int ReasonCharactersMax = 300;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    /// <summary>
    /// No hook, no monitor, no signature, no clean-up afterwards. A file is taken in even where git would warn that its line ends change, and what is
    /// taken in is not marked as one that git need not look at again.
    /// </summary>
    private static readonly string[] Settings =
    [
        "-c", "core.fsmonitor=false", "-c", "core.safecrlf=false", "-c", "commit.gpgSign=false", "-c", "gc.auto=0", "-c", "core.fsync=reference",
        "-c", "i18n.commitEncoding=UTF-8", "-c", "core.ignoreStat=false",
    ];

    private static readonly string[] WithoutHooks = ["-c", "core.hooksPath=/dev/null"];

    /// <summary>The same without an end to the wait but the time limit, for what must not be left half done.</summary>
    internal GitCommands ToTheEnd() => new(git, workTree, CancellationToken.None);

    /// <summary>Runs a command that must succeed, without hooks.</summary>
    /// <returns>Its stdout.</returns>
    /// <exception cref="DaybookException">It did not succeed; the message says why.</exception>
    internal ReadOnlyMemory<byte> Must(IReadOnlyList<string> arguments, ReadOnlyMemory<byte> input, string? indexPath) =>
        Checked(arguments, Run([.. Settings, .. WithoutHooks, .. arguments], input, indexPath is null ? [] : new(StringComparer.Ordinal) { [IndexVariable] = indexPath }));

    /// <summary>Runs a command whose failure is an answer, without hooks.</summary>
    internal GitAnswer Try(IReadOnlyList<string> arguments, ReadOnlyMemory<byte> input, Dictionary<string, string> variables) =>
        Run([.. Settings, .. WithoutHooks, .. arguments], input, variables);

    /// <summary>
    /// Moves a ref. The hook by which a user guards refs, reference-transaction, has its say here and nowhere else: to pass it by would be to
    /// write to a branch that was closed.
    /// </summary>
    /// <exception cref="DaybookException">It did not succeed.</exception>
    internal void MoveReference(IReadOnlyList<string> arguments) => Checked(arguments, Run([.. Settings, .. arguments], default, []));

    /// <summary>The exception for a command that did not succeed, with the first thing that git said.</summary>
    internal static StorageException Refused(IReadOnlyList<string> arguments, GitAnswer answer)
    {
        string said = answer.Errors.Split('\n').Select(static line => line.Trim()).FirstOrDefault(static line => line.Length > 0) ?? "nothing";
        return new StorageException(
            $"git {arguments[0]} ended with {answer.ExitCode} and said: {(said.Length > ReasonCharactersMax ? said[..ReasonCharactersMax] : said)}")
        {
            Hint = "mend what git names, then run daybook doctor ops --fix",
        };
    }

    /// <summary>Lines as git reads them from stdin.</summary>
    internal static byte[] Lines(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(static line => line + "\n")));

    private static ReadOnlyMemory<byte> Checked(IReadOnlyList<string> arguments, GitAnswer answer) =>
        answer.ExitCode == 0 ? answer.Output : throw Refused(arguments, answer);

    private GitAnswer Run(IReadOnlyList<string> arguments, ReadOnlyMemory<byte> input, Dictionary<string, string> variables) =>
        git.Run(new GitRequest(workTree, arguments, TimeLimit) { Input = input, Variables = variables }, cancellationToken);
}
