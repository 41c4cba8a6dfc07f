using Daybook.Cli.Harnesses;
using Daybook.Cli.Setup.Text;

namespace Daybook.Cli.Setup.Parts;

/// <summary>Lines of setup in a text file of a harness. Several harnesses may read one file; they share the block, and the last takes it along.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="user">For which harness it is.</param>
/// <param name="content">What it says.</param>
/// <param name="empty">What a new file begins with.</param>
/// <param name="form">How the file spells comments.</param>
internal abstract class BlockPart(string path, string user, string content, string empty, CommentForm form) : ISetupPart
{
    /// <inheritdoc/>
    public abstract string Kind { get; }

    /// <summary>The file, for messages.</summary>
    protected string FilePath => path;

    /// <inheritdoc/>
    public SetupState StateOf(string? text)
    {
        if (text is null)
        {
            return SetupState.Missing;
        }

        MarkedBlock? block = MarkedBlock.Find(text, form, path);
        if (Examine(text, block))
        {
            return SetupState.Theirs;
        }

        return block is null || !block.Users.Contains(user, StringComparer.Ordinal) ? SetupState.Missing
            : IsEdited(block) ? SetupState.Edited
            : block.Content.ReplaceLineEndings("\n") == content ? SetupState.Current
            : SetupState.Stale;
    }

    /// <inheritdoc/>
    public string Write(string? text, int folders)
    {
        if (text is null)
        {
            return MarkedBlock.Append(empty, MarkedBlock.Of([user], SetupMark.Of(content, 0, folders), content, form, "\n"), "\n");
        }

        string newLine = TextStyle.Of(text).NewLine;
        return MarkedBlock.Find(text, form, path) is { } old
            ? Replace(text, old, old.Users.Contains(user, StringComparer.Ordinal) ? old.Users : [.. old.Users, user], IsEdited(old) ? old.Content : content)
            : MarkedBlock.Append(text, MarkedBlock.Of([user], SetupMark.Of(content, 0, null), content, form, newLine), newLine);
    }

    /// <inheritdoc/>
    public SetupRemoval Remove(string text)
    {
        if (MarkedBlock.Find(text, form, path) is not { } block || !block.Users.Contains(user, StringComparer.Ordinal))
        {
            return new SetupRemoval(text, 0);
        }

        string[] others = [.. block.Users.Where(other => other != user)];
        if (others.Length > 0)
        {
            return new SetupRemoval(Replace(text, block, others, block.Content), 0);
        }

        ExamineRemoval(text, block);
        string rest = block.RemoveFrom(text);
        return block.Mark.Folders is { } folders && rest == empty ? new SetupRemoval(null, folders) : new SetupRemoval(rest, 0);
    }

    /// <summary>Whether somebody else has written what the block is for.</summary>
    /// <exception cref="Daybook.Errors.InvalidInputException">The file cannot be understood.</exception>
    protected abstract bool Examine(string text, MarkedBlock? block);

    /// <summary>Looks at what would be left without the block.</summary>
    /// <exception cref="Daybook.Errors.InvalidInputException">It would mean something else.</exception>
    protected virtual void ExamineRemoval(string text, MarkedBlock block)
    {
    }

    /// <summary>Whether a block says something else than what its mark was made of: then somebody has changed it by hand.</summary>
    private static bool IsEdited(MarkedBlock block) => SetupMark.Of(block.Content.ReplaceLineEndings("\n"), 0, null).Hash != block.Mark.Hash;

    private string Replace(string text, MarkedBlock old, IEnumerable<string> users, string says)
    {
        // Lines that another version wrote, and that only lose a user, keep their own hash.
        SetupMark mark = says == content && !IsEdited(old) ? SetupMark.Of(content, old.Mark.Containers, old.Mark.Folders) : old.Mark;
        return old.Content.ReplaceLineEndings("\n") == says.ReplaceLineEndings("\n")
            ? MarkedBlock.Rename(text, old, users, mark, form)
            : text.Remove(old.Start, old.End - old.Start).Insert(old.Start, MarkedBlock.Of(users, mark, says, form, old.NewLine));
    }
}
