using System.Security.Cryptography;
using System.Text;

namespace Daybook.Memory;

/// <summary>
/// A short name for a set of files, so that failures of the same files have the same fingerprint wherever they happen. Of distinct paths
/// that are normal already (<see cref="RepoPath.Normalize"/>) it is the founding system's hash.
/// </summary>
public static class PathHash
{
    private const int HexDigits = 16;
    private const char Separator = '|';

    /// <summary>
    /// The hash: 16 lowercase hexadecimal digits. Order, repetition and spelling of the paths make no difference; blank ones are left out.
    /// </summary>
    public static string Of(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return OfSpelling(paths.Select(RepoPath.Normalize).Where(path => path.Length > 0).Distinct(StringComparer.Ordinal));
    }

    /// <summary>The founding system's hash: of the paths as they are spelt, each as often as it is named.</summary>
    internal static string OfSpelling(IEnumerable<string> paths)
    {
        byte[][] sorted = [.. paths.Select(Encoding.UTF8.GetBytes)];

        // By bytes, which is the order of code points; the order of UTF-16 units is another one beyond U+FFFF.
        Array.Sort(sorted, (one, other) => one.AsSpan().SequenceCompareTo(other));
        string joined = string.Join(Separator, sorted.Select(Encoding.UTF8.GetString));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(joined)))[..HexDigits];
    }
}
