using System.Collections.Frozen;
using System.Text;

namespace Daybook.Search;

/// <summary>
/// English words that stand in most sentences and tell records apart by nothing. They are neither indexed nor looked for. The list is short
/// on purpose: a word that can be a name of something (<c>use</c>, <c>after</c>, <c>down</c>) is not in it.
/// </summary>
internal static class StopWords
{
    // The longest of them, in letters.
    private const int LengthMax = 8;

    // A word of up to eight letters is a number of eight bytes: nothing is looked up as fast.
    private static readonly FrozenSet<ulong> Words = (
        "a an the this that these those some any each such both and or but nor if then than else so as of at by for from in into on onto to with "
        + "i me my we us our you your he him his she her it its they them their who whom whose which what when where why how "
        + "am is are was were be been being do does did doing has have had having can could may might must shall should will would "
        + "not no there here just too very about also because "
        + "dont doesnt didnt isnt arent wasnt werent cant couldnt wont wouldnt shouldnt hasnt havent hadnt")
        .Split(' ').Select(word => NumberOf(Encoding.ASCII.GetBytes(word))).ToFrozenSet();

    /// <summary>Whether a word, in small letters, is one.</summary>
    public static bool Contains(ReadOnlySpan<byte> word) => word.Length is > 0 and <= LengthMax && Words.Contains(NumberOf(word));

    private static ulong NumberOf(ReadOnlySpan<byte> word)
    {
        ulong number = 0;
        foreach (byte letter in word)
        {
            number = (number << 8) | letter;
        }

        return number;
    }
}
