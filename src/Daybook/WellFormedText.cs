using System.Buffers;
using System.Text;

namespace Daybook;

/// <summary>Text that survives UTF-8: a string with half of a surrogate pair in it does not, so no record may hold one.</summary>
internal static class WellFormedText
{
    /// <summary>Whether some surrogate in <paramref name="text"/> has no partner.</summary>
    public static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        int first = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        if (first < 0)
        {
            return false;
        }

        ReadOnlySpan<char> rest = text[first..];
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out int consumed) != OperationStatus.Done)
            {
                return true;
            }

            rest = rest[consumed..];
        }

        return false;
    }
}
