using Daybook.Errors;

namespace Daybook.Cli.Setup.Text;

/// <summary>What keeps a file from being understood.</summary>
internal static class FileFault
{
    /// <summary>What is wrong at a place of a file, with its line.</summary>
    public static InvalidInputException At(string path, string text, int position, string what)
    {
        int line = text.AsSpan(0, Math.Min(position, text.Length)).Count('\n') + 1;
        return new InvalidInputException($"{path}: {what}") { Path = path, Line = line, Hint = "mend the file; nothing was written" };
    }
}
