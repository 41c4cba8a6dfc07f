using System.Text;
using Daybook.Durability.FileSystem;
using Daybook.Errors;

namespace Daybook.Embedded.Git;

/// <summary>What HEAD says, and whether something is under way that a commit of ours would get into.</summary>
internal static class GitHead
{
    internal const string FileName = "HEAD";

    private const int BytesMaximum = 4096;
    private const string Symbolic = "ref: ";
    private const string BranchPrefix = "refs/heads/";

    /// <summary>What a repository has there whose refs are kept in another way.</summary>
    private const string ElsewhereBranch = BranchPrefix + ".invalid";

    /// <summary>Files and folders by which git remembers what it has not ended (wt-status.c knows the same ones).</summary>
    private static readonly (string Name, string Words)[] Unfinished =
    [
        ("MERGE_HEAD", "a merge"), ("rebase-merge", "a rebase"), ("rebase-apply", "a rebase or git am"), ("CHERRY_PICK_HEAD", "a cherry-pick"),
        ("REVERT_HEAD", "a revert"), ("sequencer", "a cherry-pick or revert"), ("BISECT_LOG", "a bisect"),
    ];

    /// <summary>The branch that HEAD is on.</summary>
    /// <exception cref="ConflictException">HEAD is on none, or no commit should be made on it now.</exception>
    internal static string Branch(IFileSystem disk, GitLayout git)
    {
        foreach ((string name, string words) in Unfinished)
        {
            if (disk.Stat(Path.Join(git.GitDirectory, name)) is not null)
            {
                throw new ConflictException($"{words} is in progress") { Path = git.WorkTree, Hint = "end it, then run daybook doctor ops --fix" };
            }
        }

        string? branch = Named(disk, git);
        return branch == ElsewhereBranch
            ? throw new ConflictException("the repository keeps its refs in another way than in files")
            {
                Path = git.GitDirectory,
                Hint = "commit the logs of operations by hand: git add and git commit",
            }
            : branch ?? throw new ConflictException("HEAD is detached")
            {
                Path = git.WorkTree,
                Hint = "switch to a branch, then run daybook doctor ops --fix",
            };
    }

    /// <summary>The branch that HEAD names, whether or not it is there; null where it names none.</summary>
    internal static string? Named(IFileSystem disk, GitLayout git)
    {
        string text = Encoding.UTF8.GetString(disk.ReadAll(Path.Join(git.GitDirectory, FileName), BytesMaximum) ?? []).TrimEnd('\n');
        return text.StartsWith(Symbolic + BranchPrefix, StringComparison.Ordinal) ? text[Symbolic.Length..].Trim() : null;
    }
}
