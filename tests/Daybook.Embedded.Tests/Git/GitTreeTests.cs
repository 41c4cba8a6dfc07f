using Daybook.Embedded.Git;
using Xunit;

namespace Daybook.Embedded.Tests.Git;

public sealed class GitTreeTests
{
    private const string Blob = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

    [Fact]
    public void An_empty_one_has_the_id_that_git_gives_it()
    {
        Assert.Equal("4b825dc642cb6eb9a060e54bf8d69288fbee4904", IdOf(GitTree.Empty(40), 40));
        Assert.Equal("6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321", IdOf(GitTree.Empty(64), 64));
    }

    [Fact]
    public void Entries_come_in_any_order_and_stand_in_gits()
    {
        // Git sorts bytes, and a directory as if its name ended in a slash.
        string[] sorted = ["a-b", "a.txt", "a", "a0", "z", "über"];
        int seed = Random.Shared.Next();
        string[] shuffled = [.. sorted];
        new Random(seed).Shuffle(shuffled);
        GitTree tree = GitTree.Empty(40);
        foreach (string name in shuffled)
        {
            tree = tree.With(name == "a" ? GitTree.DirectoryMode : GitTree.FileMode, name, Blob);
        }

        byte[] encoded = tree.Encode();

        Assert.True(sorted.Select(name => Position(encoded, name)).SequenceEqual(sorted.Select(name => Position(encoded, name)).Order()), $"seed {seed}");
        Assert.Equal(encoded, GitTree.Parse(encoded, 40)?.Encode());
        Assert.All(sorted, name => Assert.Equal(Blob, tree.Find(name)?.Id));
    }

    [Fact]
    public void An_entry_of_the_same_name_is_replaced()
    {
        GitTree tree = GitTree.Empty(40).With(GitTree.DirectoryMode, "x", Blob).With(GitTree.FileMode, "x", Blob);

        Assert.Equal(GitTree.FileMode, tree.Find("x")?.Mode);
        Assert.Equal(GitTree.Empty(40).With(GitTree.FileMode, "x", Blob).Encode(), tree.Encode());
    }

    [Fact]
    public void Names_that_are_no_text_keep_their_bytes()
    {
        byte[] raw = [.. "100644 "u8, 0xff, 0x80, 0, .. new byte[20]];

        Assert.Equal(raw, GitTree.Parse(raw, 40)?.Encode());
    }

    [Fact]
    public void What_is_cut_is_no_directory()
    {
        byte[] whole = GitTree.Empty(40).With(GitTree.FileMode, "x", Blob).Encode();

        Assert.All(Enumerable.Range(1, whole.Length - 1), length => Assert.Null(GitTree.Parse(whole.AsSpan(0, length), 40)));
    }

    private static string IdOf(GitTree tree, int idDigits) => LooseObjects.IdOf(GitTree.ObjectType, tree.Encode(), idDigits);

    private static int Position(byte[] encoded, string name) =>
        encoded.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes($" {name}\0"));
}
