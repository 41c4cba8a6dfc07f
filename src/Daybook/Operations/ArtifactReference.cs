using System.Buffers;

namespace Daybook.Operations;

/// <summary>How files and addresses are named in a log that others read on other machines.</summary>
public static class ArtifactReference
{
    private static readonly SearchValues<char> SchemeLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+.-");

    /// <summary>What stands behind a file's name where a line of it is meant, and a column.</summary>
    private static readonly SearchValues<char> PlaceInFile = SearchValues.Create("0123456789:-");

    /// <summary>
    /// A reference as it is stored: an address untouched; a path in the work tree by its way from the root, with <c>/</c>; any other path
    /// absolute. A text that is no path is left as it is.
    /// </summary>
    /// <param name="given">An address, or a path that is absolute or starts at the folder.</param>
    /// <param name="folder">The absolute folder that relative paths start at.</param>
    /// <param name="root">The absolute root of the work tree.</param>
    public static string Resolve(string given, string folder, string root)
    {
        ArgumentNullException.ThrowIfNull(root);
        string path = Absolute(given, folder);
        string inside = Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar;
        return path.StartsWith(inside, StringComparison.Ordinal)
            ? path[inside.Length..].Replace(Path.DirectorySeparatorChar, '/')
            : path;
    }

    /// <summary>A reference that means the same from everywhere: an address untouched, a path absolute. A text that is no path is left as it is.</summary>
    /// <param name="given">An address, or a path that is absolute or starts at the folder.</param>
    /// <param name="folder">The absolute folder that relative paths start at.</param>
    public static string Absolute(string given, string folder)
    {
        ArgumentNullException.ThrowIfNull(given);
        return given.Length == 0 || IsAddress(given) || given.Contains('\0', StringComparison.Ordinal) ? given : Path.GetFullPath(given, folder);
    }

    /// <summary>Evidence as it is stored: the path of a file in the work tree by its way from the root, anything else as it is.</summary>
    /// <param name="given">A text, or an absolute path.</param>
    /// <param name="root">The absolute root of the work tree.</param>
    public static string ResolveEvidence(string given, string root) => Path.IsPathFullyQualified(given) ? Resolve(given, root, root) : given;

    /// <summary>
    /// Whether a text is an address and no path: <c>https://…</c>, <c>mailto:…</c>, <c>git@host:…</c>, or <c>C:\…</c>, which is a path of another
    /// system. <c>pool.cs:42</c> is a file and a line of it.
    /// </summary>
    private static bool IsAddress(string text)
    {
        int end = text.IndexOf(':', StringComparison.Ordinal);
        if (end <= 0)
        {
            return false;
        }

        ReadOnlySpan<char> scheme = text.AsSpan(0, end);
        ReadOnlySpan<char> rest = text.AsSpan(end + 1);
        bool isScheme = char.IsAsciiLetter(scheme[0]) && !scheme.ContainsAnyExcept(SchemeLetters);
        return isScheme && rest.StartsWith("//") ? true
            : scheme.Length == 1 ? isScheme && rest is ['\\' or '/', ..]
            : isScheme && !scheme.Contains('.') ? rest.ContainsAnyExcept(PlaceInFile)
            : scheme.Contains('@') && !scheme.ContainsAny('/', ' ') && rest.Length > 0;
    }
}
