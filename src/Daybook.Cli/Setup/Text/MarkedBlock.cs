using System.Text.RegularExpressions;
using Daybook.Cli.Harnesses;

namespace Daybook.Cli.Setup.Text;

/// <summary>The lines of setup in a text, between two comments.</summary>
/// <param name="Start">The first character of the first comment.</param>
/// <param name="End">The character after the last one's last, before its line end.</param>
/// <param name="Users">The harnesses for which it stands there.</param>
/// <param name="Mark">Its mark.</param>
/// <param name="Content">What stands between the comments, without the last line end.</param>
/// <param name="NewLine">How its lines end, whatever others of the file do.</param>
internal sealed partial record MarkedBlock(int Start, int End, IReadOnlyList<string> Users, SetupMark Mark, string Content, string NewLine)
{
    private const string Ending = "daybook:end";

    /// <summary>The block of a file; null if there is none.</summary>
    /// <param name="text">The file.</param>
    /// <param name="form">How it spells comments.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="Daybook.Errors.InvalidInputException">It does not end.</exception>
    public static MarkedBlock? Find(string text, CommentForm form, string path)
    {
        (int Start, Match Match, SetupMark? Mark) begin = PlainLines.Of(text, form.HasFences)
            .Where(line => line.Line.Length > form.Opening.Length + form.Closing.Length)
            .Where(line => line.Line.StartsWith(form.Opening, StringComparison.Ordinal) && line.Line.EndsWith(form.Closing, StringComparison.Ordinal))
            .Select(line => (line.Start, Match: Beginning().Match(line.Line[form.Opening.Length..^form.Closing.Length])))
            .Select(static line => (line.Start, line.Match, Mark: line.Match.Success ? SetupMark.Read(line.Match.Groups["mark"].Value) : null))
            .FirstOrDefault(static line => line.Mark is not null);
        if (begin.Mark is not { } mark)
        {
            return null;
        }

        (int Start, string Line) end = PlainLines.Of(text, form.HasFences).FirstOrDefault(line => line.Start > begin.Start && line.Line == form.Of(Ending));
        if (end.Line is null)
        {
            throw FileFault.At(path, text, begin.Start, $"the block of Daybook that begins here has no line {form.Of(Ending)}");
        }

        int content = Math.Min(text.IndexOf('\n', begin.Start) + 1, end.Start);
        return new MarkedBlock(
            begin.Start, end.Start + end.Line.Length, begin.Match.Groups["users"].Value.Split(','), mark, text[content..end.Start].TrimEnd('\r', '\n'),
            text.AsSpan(0, content).EndsWith("\r\n") ? "\r\n" : "\n");
    }

    /// <summary>A block as it stands in a file.</summary>
    /// <param name="users">The harnesses for which it stands there.</param>
    /// <param name="mark">Its mark.</param>
    /// <param name="content">What it says.</param>
    /// <param name="form">How the file spells comments.</param>
    /// <param name="newLine">How its lines end.</param>
    public static string Of(IEnumerable<string> users, SetupMark mark, string content, CommentForm form, string newLine) =>
        string.Join(newLine, Head(users, mark, form), content.ReplaceLineEndings(newLine), form.Of(Ending));

    /// <summary>A text in which a block stands for others, and is the same in every line but its first.</summary>
    public static string Rename(string text, MarkedBlock block, IEnumerable<string> users, SetupMark mark, CommentForm form)
    {
        int end = text.IndexOfAny(['\r', '\n'], block.Start);
        return text.Remove(block.Start, end - block.Start).Insert(block.Start, Head(users, mark, form));
    }

    /// <summary>Puts a block at the end of a text, behind an empty line. A text without a last line end stays one.</summary>
    public static string Append(string text, string block, string newLine) =>
        text.Length == 0 ? block + newLine
        : text.EndsWith('\n') ? text + newLine + block + newLine
        : text + newLine + newLine + block;

    /// <summary>The text without the block and the lines that came with it: what <see cref="Append"/> put there, in the block's own line ends.</summary>
    public string RemoveFrom(string text)
    {
        bool isLineEnded = text.AsSpan(End).StartsWith(NewLine);
        int end = isLineEnded ? End + NewLine.Length : End;
        string blank = isLineEnded ? NewLine : NewLine + NewLine;
        int before = text.AsSpan(0, Start).EndsWith(isLineEnded ? "\n" + NewLine : blank) ? blank.Length : 0;
        return text.Remove(Start - before, end - Start + before);
    }

    private static string Head(IEnumerable<string> users, SetupMark mark, CommentForm form) => form.Of($"daybook:begin {string.Join(',', users)} {mark}");

    [GeneratedRegex(@"\Adaybook:begin (?<users>[a-z,]+) (?<mark>\S+)\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Beginning();
}
