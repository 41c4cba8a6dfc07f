using System.Text;
using Daybook.Embedded;
using Daybook.Embedded.Git;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>What is read of a repository without git: trees, <c>HEAD</c>, pointers to other folders, and the note in a lock.</summary>
internal sealed class GitFilesTarget() : FuzzTarget(
    "git-files",
    [
        [.. "100644 a.txt\0"u8, .. Id, .. "40000 dir\0"u8, .. Id, .. "100755 \u00e9\0"u8, .. Id],
        .. Seed.Texts(
            "ref: refs/heads/main\n", "0123456789abcdef0123456789abcdef01234567\n", "gitdir: /repo/.git/worktrees/a\n", "gitdir: ../x\n",
            "daybook holds the index of this repository\n1\n4711\n12\nboot-1\npid:[1]\nhost\n"),
    ],
    "ref: ", "refs/heads/", "gitdir: ", "100644 ", "40000 ", "daybook holds the index of this repository\n", "\n", "/..")
{
    private static readonly GitLayout Layout = new("/w", "/w/.git", "/w/.git");

    private static ReadOnlySpan<byte> Id => "01234567890123456789"u8;

    public override void Run(ReadOnlySpan<byte> input)
    {
        byte[] content = input.ToArray();
        if (GitTree.Parse(input, 40) is { } tree)
        {
            ClaimSame(input, tree.Encode());
            _ = tree.Names.Count();
            byte[] changed = tree.With(GitTree.FileMode, "added", Convert.ToHexStringLower(Id)).Encode();
            Claim(GitTree.Parse(changed, 40)?.Find("added") is not null, "what is added to a tree is not in it");
        }

        Claim(GitHead.Named(new BytesFileSystem("/w/.git/HEAD", content), Layout)?.StartsWith("refs/heads/", StringComparison.Ordinal) != false, "a branch that is none");
        _ = GitLayout.Discover(new BytesFileSystem("/w/.git", content), "/w/deep/er");
        _ = GitLayout.Discover(new BytesFileSystem("/w/.git/commondir", content), "/w");
        if (IndexLockNote.Read(new BytesFileSystem("/w/.git/index.lock", content), "/w/.git/index.lock") is { } note)
        {
            byte[] written = note.Encode();
            Claim(written.Length > 1024 || IndexLockNote.Read(new BytesFileSystem("/l", written), "/l") == note, "a note is another once it is written: " + Encoding.UTF8.GetString(written));
        }
    }
}
