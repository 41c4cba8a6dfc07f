using System.Text;
using System.Text.Unicode;
using Daybook.Durability.Posix;

namespace Daybook.Durability.Processes;

/// <summary>
/// The arguments and variables of this process as bytes, for handing them on. A string holds only what is UTF-8: whatever else a file is called comes
/// out of it as another name. On Linux the system still has what this process was started with; elsewhere the strings are all there is.
/// </summary>
public static class OwnBytes
{
    /// <summary>What a string has in place of bytes that are no UTF-8.</summary>
    private const char Replacement = '\uFFFD';

    /// <summary>The system commonly lets a process have 2 MiB of arguments and variables together; where it had more, the strings are handed on.</summary>
    private const int BytesMaximum = 8 << 20;

    /// <summary>Finds a word that is another text than the bytes say which this process was started with. It reads those bytes only where a word may be one.</summary>
    /// <param name="words">What stands at the end of this process's own arguments.</param>
    /// <returns>The place of the first; null where there is none, or where the system does not tell.</returns>
    public static int? FindAltered(IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (!words.Any(IsDoubtful))
        {
            return null;
        }

        byte[][] own = ReadLastWords(words.Count);
        int index = own.Zip(words).TakeWhile(static pair => !IsDoubtful(pair.Second) || Utf8.IsValid(pair.First)).Count();
        return index < own.Length ? index : null;
    }

    /// <summary>The bytes of words that stand at the end of this process's own arguments.</summary>
    internal static IReadOnlyList<byte[]> OfWords(IReadOnlyList<string> words)
    {
        byte[][] strings = [.. words.Select(Encoding.UTF8.GetBytes)];
        if (!words.Any(IsDoubtful))
        {
            return strings;
        }

        byte[][] own = ReadLastWords(words.Count);
        bool isSame = own.Length == words.Count && words.Zip(own).All(static pair => IsWord(pair.First, pair.Second));
        return isSame ? own : strings;
    }

    /// <summary>The bytes of variables, each as <c>name=value</c>.</summary>
    internal static IReadOnlyList<byte[]> OfVariables(IReadOnlyList<string> variables)
    {
        if (!variables.Any(IsDoubtful))
        {
            return [.. variables.Select(Encoding.UTF8.GetBytes)];
        }

        ILookup<string, byte[]> own = Read("/proc/self/environ").ToLookup(Encoding.UTF8.GetString, StringComparer.Ordinal);
        return [.. variables.SelectMany(variable => IsDoubtful(variable) && own.Contains(variable) ? own[variable] : [Encoding.UTF8.GetBytes(variable)])];
    }

    private static bool IsDoubtful(string text) => text.Contains(Replacement, StringComparison.Ordinal);

    /// <summary>Whether a word came of bytes. Some bytes in a row make one replacement for the runtime, and several for the library.</summary>
    private static bool IsWord(string word, byte[] bytes) => WithoutReplacements(Encoding.UTF8.GetString(bytes)) == WithoutReplacements(word);

    private static string WithoutReplacements(string text) => text.Replace(Replacement.ToString(), "", StringComparison.Ordinal);

    /// <summary>As many of this process's own arguments, from the end; none where there are fewer.</summary>
    private static byte[][] ReadLastWords(int count)
    {
        List<byte[]> own = Read("/proc/self/cmdline");
        return own.Count >= count ? [.. own.Skip(own.Count - count)] : [];
    }

    private static List<byte[]> Read(string path)
    {
        var entries = new List<byte[]>();
        byte[] buffer = new byte[BytesMaximum];
        int length = OperatingSystem.IsLinux() ? PosixSystem.ReadInto(path, buffer) : 0;
        ReadOnlySpan<byte> rest = length == buffer.Length ? [] : buffer.AsSpan(0, length);
        while (rest.IndexOf((byte)0) is >= 0 and int end)
        {
            entries.Add(rest[..end].ToArray());
            rest = rest[(end + 1)..];
        }

        return entries;
    }
}
