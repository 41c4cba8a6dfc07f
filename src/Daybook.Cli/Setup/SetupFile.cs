using System.Text;
using Daybook.Cli.Setup.Parts;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Errors;

namespace Daybook.Cli.Setup;

/// <summary>One file of a harness: where it is, and what setup writes into it.</summary>
/// <param name="Root">The project's root, or the user's home.</param>
/// <param name="Name">Where it is from there.</param>
/// <param name="IsPrivate">Whether a new one is for its user alone.</param>
/// <param name="Part">What setup writes into it.</param>
internal sealed record SetupFile(string Root, string Name, bool IsPrivate, ISetupPart Part)
{
    /// <summary>The largest file that is taken for settings or instructions.</summary>
    private const int BytesMax = 8 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What may come in the place of a link, besides what it leads to.</summary>
    public string? InsteadOfLink { get; init; }

    /// <summary>Its path.</summary>
    public string FilePath => Path.Join(Root, Name);

    /// <summary>The folders between the root and the file, the outermost first.</summary>
    public IReadOnlyList<string> Folders
    {
        get
        {
            string[] names = Name.Split('/')[..^1];
            return [.. names.Select((_, index) => Path.Join([Root, .. names[..(index + 1)]]))];
        }
    }

    /// <summary>Reads a text file whole; null if there is none. Nothing is read through a link: what a repository brings along must not lead elsewhere.</summary>
    /// <exception cref="InvalidInputException">It is no UTF-8 text, or a link stands on the way to it.</exception>
    /// <exception cref="DurabilityException">The disk refused.</exception>
    public byte[]? Read(IFileSystem fileSystem)
    {
        foreach (string level in Folders.Append(FilePath))
        {
            FileKind? expected = level == FilePath ? FileKind.Regular : FileKind.Directory;
            if (fileSystem.Stat(level) is { } there && there.Kind != expected)
            {
                throw new InvalidInputException(there.Kind == FileKind.SymbolicLink
                    ? $"{level} is a symbolic link, and setup does not write through links"
                    : $"{level} is no {(expected == FileKind.Regular ? "file" : "folder")}")
                {
                    Path = level,
                    Hint = there.Kind == FileKind.SymbolicLink ? $"replace the link by what it leads to, or {InsteadOfLink ?? "set the harness up where that is"}" : "move it away",
                };
            }
        }

        try
        {
            return fileSystem.ReadAll(FilePath, BytesMax);
        }
        catch (RecordTooLargeException)
        {
            throw new InvalidInputException($"{FilePath} is larger than {BytesMax >> 20} MiB") { Path = FilePath, Hint = "is it the right file?" };
        }
    }

    /// <summary>The text of the file, without the mark of its encoding.</summary>
    /// <exception cref="InvalidInputException">It is no UTF-8 text.</exception>
    public string TextOf(byte[] content)
    {
        try
        {
            return Strict.GetString(HasMark(content) ? content.AsSpan(3) : content);
        }
        catch (DecoderFallbackException failure)
        {
            throw new InvalidInputException($"{FilePath} is no UTF-8 text (byte {failure.Index})", failure) { Path = FilePath, Hint = "save it as UTF-8; nothing was written" };
        }
    }

    /// <summary>A text as the file's content, with the mark of its encoding where the file had one.</summary>
    public static byte[] ContentOf(string text, byte[]? before)
    {
        byte[] content = Strict.GetBytes(text);
        return before is not null && HasMark(before) ? [0xEF, 0xBB, 0xBF, .. content] : content;
    }

    private static bool HasMark(byte[] content) => content.AsSpan().StartsWith("\uFEFF"u8);
}
