using System.Text;

namespace Daybook.Secrets;

/// <summary>Makes one reading of a text out of another.</summary>
internal sealed class TextViewBuilder(TextView source)
{
    private readonly StringBuilder text = new(source.Text.Length);
    private readonly List<int> starts = new(source.Text.Length);
    private readonly List<int> ends = new(source.Text.Length);
    private readonly List<bool> gaps = new(source.Text.Length);
    private bool isGap;

    /// <summary>Takes characters over as they are.</summary>
    internal void Copy(int from, int end)
    {
        for (int index = from; index < end; index++)
        {
            Add(source.Text[index], index, index + 1);
        }
    }

    /// <summary>Adds a character that stands for those from <paramref name="from"/> to <paramref name="end"/> of the source.</summary>
    internal void Add(char character, int from, int end)
    {
        text.Append(character);
        starts.Add(source.StartOf(from));
        ends.Add(source.EndOf(end - 1));
        gaps.Add(isGap || source.HasGapBefore(from));
        isGap = false;
    }

    /// <summary>Says that something is left out before the next character.</summary>
    internal void LeaveGap() => isGap = true;

    /// <summary>The reading.</summary>
    internal TextView Build() => new(text.ToString(), [.. starts], [.. ends], [.. gaps]);
}
