using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Daybook.Cli.Harnesses;

/// <summary>
/// What <c>setup</c> knows its own entries by: a hash of what it wrote, so that an entry that a newer version would write otherwise is seen, and
/// what it had to make for it, so that <c>--remove</c> unmakes exactly that.
/// </summary>
/// <param name="Hash">Eight hexadecimal digits.</param>
/// <param name="Containers">How many lists and objects around the entry were made for it.</param>
/// <param name="Folders">How many folders were made for the file; null where the file was there before.</param>
internal sealed partial record SetupMark(string Hash, int Containers, int? Folders)
{
    /// <summary>The option of <c>daybook hook</c> that carries it; it means nothing to the hook.</summary>
    public const string Option = "--mark";

    /// <summary>The variable of an MCP server that carries it: no harness takes a field of ours beside its own.</summary>
    public const string Variable = "DAYBOOK_SETUP";

    private const int HashBytes = 4;

    /// <summary>The mark of an entry.</summary>
    /// <param name="content">What it says, without a mark.</param>
    /// <param name="containers">How many lists and objects around it are made for it.</param>
    /// <param name="folders">How many folders are made for a new file; null where it is there.</param>
    public static SetupMark Of(string content, int containers, int? folders) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))[..HashBytes]), containers, folders);

    /// <summary>Reads a mark; null if the text is none.</summary>
    public static SetupMark? Read(string text)
    {
        Match match = Form().Match(text);
        return match.Success
            ? new SetupMark(
                match.Groups["hash"].Value,
                int.Parse(match.Groups["containers"].ValueSpan, CultureInfo.InvariantCulture),
                match.Groups["folders"].Success ? int.Parse(match.Groups["folders"].ValueSpan, CultureInfo.InvariantCulture) : null)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Hash}-{Containers}{(Folders is { } folders ? $"f{folders}" : "")}");

    [GeneratedRegex(@"\A(?<hash>[0-9a-f]{8})-(?<containers>[0-9])(f(?<folders>[0-9]))?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
