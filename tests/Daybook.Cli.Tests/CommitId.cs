using System.Text.RegularExpressions;

namespace Daybook.Cli.Tests;

/// <summary>The ids of commits, which hold the time of the day and so are others in every run.</summary>
internal static partial class CommitId
{
    public static string Hide(string text) => Id().Replace(text, "<commit>");

    [GeneratedRegex("[0-9a-f]{40}")]
    private static partial Regex Id();
}
