namespace Daybook.Embedded.Backup;

/// <summary>One file of an archive.</summary>
/// <param name="Path">Its path in the store, with <c>/</c> between the segments; it leads nowhere else.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Sha256">Their sum, lowercase hexadecimal.</param>
/// <param name="IsShared">Whether everybody may read it, as with what git tracks.</param>
internal sealed record ArchivedFile(string Path, long Length, string Sha256, bool IsShared)
{
    private const int PathCharactersMax = 2_048;
    private const int SegmentCharactersMax = 255;

    /// <summary>The folders on the way to it.</summary>
    internal IEnumerable<string> Folders
    {
        get
        {
            for (int end = Path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = Path.IndexOf('/', end + 1))
            {
                yield return Path[..end];
            }
        }
    }

    /// <summary>Whether a path stays inside the folder that it is joined to, on every system.</summary>
    internal static bool IsSafe(string path) =>
        path.Length is > 0 and <= PathCharactersMax && path.Split('/').All(static segment => IsSafeSegment(segment));

    private static bool IsSafeSegment(string segment) =>
        segment.Length is > 0 and <= SegmentCharactersMax && segment is not ("." or "..")
        && !segment.Any(static letter => letter == '\\' || char.IsControl(letter))
        && (OperatingSystem.IsWindows() ? !segment.Contains(':', StringComparison.Ordinal) : segment.IndexOf(':', StringComparison.Ordinal) != 1);
}
