using System.Text.RegularExpressions;

namespace Daybook.Testing.Disk;

/// <summary>One thing that a protocol does for the sake of a crash, by the kind of call and the file; what tells two files of one role apart is left out.</summary>
/// <param name="Call">The call: a flush, a sync of a directory, a rename over a file, or a write that begins with a newline of its own.</param>
/// <param name="Path">The file or directory, with an asterisk for each number and id.</param>
public sealed partial record Protection(DiskCall Call, string Path)
{
    /// <summary>The protection that a call gives.</summary>
    public static Protection Of(DiskCall call, string path) => new(call, Ids().Replace(path, "*"));

    public override string ToString() => Call switch
    {
        DiskCall.Flush => $"flush of {Path}",
        DiskCall.SyncDirectory => $"sync of {Path}",
        DiskCall.Rename => $"atomic rename to {Path}",
        _ => $"newline before a line of {Path}",
    };

    [GeneratedRegex("[0-9]+-[0-9]+-[0-9a-f]{32}|(?<=/)s[0-9a-f]+(?=-)|[0-9A-HJKMNP-TV-Z]{26}|[0-9a-f]{8,}(-[0-9a-f]+)*|(?<=[-/.])[0-9]+(-boot-[0-9]+)?")]
    private static partial Regex Ids();
}
