using System.Text;

namespace Daybook.Memory;

/// <summary>
/// Whether a stored line names a path that overlaps with those of a query, by a glance at its bytes: without a look at the line's structure, and
/// for usual spellings without making a text of a path. It may say yes of a line that does not, and never no of one that does.
/// </summary>
internal sealed class PathGlance
{
    /// <summary>With more paths than these a look-up costs less than to compare with each.</summary>
    private const int ComparedMax = 16;

    /// <summary>Above all others, which do not begin with them and a slash.</summary>
    private static readonly string[] Roots = [RepoPath.Root, "/"];

    private const byte Quote = (byte)'"';

    private readonly PathOverlap overlap;
    private readonly byte[][] compared;

    internal PathGlance(PathOverlap overlap)
    {
        this.overlap = overlap;
        compared = overlap.Asked.Count <= ComparedMax && !overlap.Asked.Overlaps(Roots) ? [.. overlap.Asked.Select(Encoding.UTF8.GetBytes)] : [];
    }

    private static ReadOnlySpan<byte> Name => "\"paths\""u8;

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    private static ReadOnlySpan<byte> BlanksAndCommas => " \t\r\n,"u8;

    /// <summary>Looks at a line in which no plain letter is escaped. Wherever in it a member of that name stands, its paths count.</summary>
    internal bool MayOverlap(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> rest = line;
        for (int at = rest.IndexOf(Name); at >= 0; at = rest.IndexOf(Name))
        {
            rest = rest[(at + Name.Length)..].TrimStart(Blanks);
            if (rest is [(byte)':', ..] && MayOverlapIn(rest[1..].TrimStart(Blanks)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Looks at what stands behind the name, as far as it is a list of texts; of anything else the reader knows what it means.</summary>
    private bool MayOverlapIn(ReadOnlySpan<byte> value)
    {
        if (value is not [(byte)'[', ..])
        {
            return !value.StartsWith("null"u8);
        }

        ReadOnlySpan<byte> rest = value[1..].TrimStart(BlanksAndCommas);
        while (rest is [Quote, ..])
        {
            int length = rest[1..].IndexOf(Quote);
            if (length < 0 || MayBe(rest.Slice(1, length)))
            {
                return true;
            }

            rest = rest[(length + 2)..].TrimStart(BlanksAndCommas);
        }

        return rest is not [(byte)']', ..];
    }

    private bool MayBe(ReadOnlySpan<byte> path)
    {
        if (path.Contains((byte)'\\'))
        {
            return true;
        }

        if (compared.Length == 0 || IsUnusual(path))
        {
            return overlap.Overlaps(Encoding.UTF8.GetString(path));
        }

        foreach (byte[] asked in compared)
        {
            int common = path.CommonPrefixLength(asked);
            if ((common == asked.Length && (common == path.Length || path[common] == '/')) || (common == path.Length && asked[common] == '/'))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the path has perhaps another normal spelling, or is the repository itself, which is above all.</summary>
    private static bool IsUnusual(ReadOnlySpan<byte> path) =>
        path is [] or [(byte)'.', ..] or [.., (byte)'/'] || IsBlankPerhaps(path[0]) || IsBlankPerhaps(path[^1])
        || path.IndexOf("//"u8) >= 0 || path.IndexOf("/."u8) >= 0 || path.IndexOf("./"u8) >= 0;

    /// <summary>Letters that are none of ASCII have blanks among them.</summary>
    private static bool IsBlankPerhaps(byte letter) => letter is <= (byte)' ' or >= 0x7F;
}
