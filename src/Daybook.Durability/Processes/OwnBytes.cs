using System.Text;
using Daybook.Durability.Posix;

namespace Daybook.Durability.Processes;

/// <summary>
/// The arguments and variables of this process as bytes, for handing them on. A string holds only what is UTF-8: whatever else a file is called comes
/// out of it as another name. On Linux the system still has what this process was started with; elsewhere the strings are all there is.
/// </summary>
internal static class OwnBytes
{
    /// <summary>What a string has in place of bytes that are no UTF-8.</summary>
    private const char Replacement = '\uFFFD';

    /// <summary>The system commonly lets a process have 2 MiB of arguments and variables together; where it had more, the strings are handed on.</summary>
    private const int BytesMaximum = 8 << 20;

    /// <summary>The bytes of words that stand at the end of this process's own arguments.</summary>
    internal static IReadOnlyList<byte[]> OfWords(IReadOnlyList<string> words)
    {
        byte[][] strings = [.. words.Select(Encoding.UTF8.GetBytes)];
        if (!words.Any(IsDoubtful))
        {
            return strings;
        }

        List<byte[]> own = Read("/proc/self/cmdline");
        byte[][] last = [.. own.Skip(own.Count - words.Count)];
        bool isSame = last.Length == words.Count && words.Zip(last).All(static pair => IsWord(pair.First, pair.Second));
        return isSame ? last : strings;
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

    private static bool IsWord(string word, byte[] bytes) => Encoding.UTF8.GetString(bytes) == word;

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
