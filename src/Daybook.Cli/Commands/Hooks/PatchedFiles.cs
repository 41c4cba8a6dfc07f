namespace Daybook.Cli.Commands.Hooks;

/// <summary>The files that a patch in the form of Codex's <c>apply_patch</c> changes.</summary>
internal static class PatchedFiles
{
    private const string Beginning = "*** Begin Patch";

    private static readonly string[] Headings = ["*** Add File: ", "*** Update File: ", "*** Delete File: ", "*** Move to: "];

    /// <summary>The files, as the patch spells them; none if the text is no patch.</summary>
    public static IEnumerable<string> In(string text)
    {
        if (!text.Contains(Beginning, StringComparison.Ordinal))
        {
            yield break;
        }

        foreach (string line in text.Split('\n'))
        {
            if (Array.Find(Headings, heading => line.StartsWith(heading, StringComparison.Ordinal)) is { } heading)
            {
                yield return line[heading.Length..].Trim();
            }
        }
    }
}
