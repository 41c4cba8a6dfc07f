namespace Daybook.Embedded;

/// <summary>The store's own <c>.gitattributes</c>: how git merges the logs that it tracks.</summary>
internal static class StoreAttributesFile
{
    internal const string FileName = ".gitattributes";

    /// <summary>
    /// Where two branches appended, both sides' lines are kept; and git hands the bytes out as they are, since a line is sealed with the
    /// ending it has.
    /// </summary>
    internal static readonly StoreGitFile WithMemory = new(FileName, [
        "# Written by Daybook. Both sides of a merge are right, and every byte counts.",
        "memory/*.jsonl merge=union -text",
    ]);
}
