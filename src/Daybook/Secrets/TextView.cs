namespace Daybook.Secrets;

/// <summary>
/// A text as somebody could read it: as it stands, without its line breaks, without escapes, decoded. Every character knows which
/// characters of the original it stands for.
/// </summary>
internal sealed class TextView
{
    /// <summary>What is longer is no line that somebody broke, and is not walked back over.</summary>
    private const int LineMax = 1024;

    private readonly int[]? starts;
    private readonly int[]? ends;
    private readonly bool[]? gaps;

    /// <summary>The text as it stands.</summary>
    internal TextView(string text) => Text = text;

    /// <summary>Another reading of a text.</summary>
    /// <param name="text">The characters.</param>
    /// <param name="starts">Where in the original each begins.</param>
    /// <param name="ends">Where in the original each ends.</param>
    /// <param name="gaps">Before which of them something was left out.</param>
    internal TextView(string text, int[] starts, int[] ends, bool[] gaps)
    {
        Text = text;
        this.starts = starts;
        this.ends = ends;
        this.gaps = gaps;
    }

    internal string Text { get; }

    /// <summary>Where in the original a character begins.</summary>
    internal int StartOf(int index) => starts is null ? index : starts[index];

    /// <summary>Where in the original a character ends.</summary>
    internal int EndOf(int index) => ends is null ? index + 1 : ends[index];

    /// <summary>Whether something was left out before a character.</summary>
    internal bool HasGapBefore(int index) => gaps is not null && index < gaps.Length && gaps[index];

    /// <summary>Each character before which something was left out.</summary>
    internal IEnumerable<int> Gaps() => Enumerable.Range(0, gaps?.Length ?? 0).Where(HasGapBefore);

    /// <summary>The first character from <paramref name="from"/> on, before <paramref name="end"/>, with a gap before it; else the end.</summary>
    internal int NextGap(int from, int end)
    {
        int index = gaps is null ? end : from;
        while (index < end && !HasGapBefore(index))
        {
            index++;
        }

        return index;
    }

    /// <summary>Where the line begins that ends before a character.</summary>
    internal int LineStart(int end)
    {
        int start = end - 1;
        while (start > 0 && end - start < LineMax && !HasGapBefore(start))
        {
            start--;
        }

        return start;
    }
}
