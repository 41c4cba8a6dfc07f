using Daybook.Cli.Output;
using Daybook.Timeline;

namespace Daybook.Cli.Commands;

/// <summary>Shows events of all kinds to people.</summary>
internal static class TimelineText
{
    private const int KindWidth = 10;
    private const int EventWidth = 18;

    /// <summary>One line: when, what happened to which record, what it is about, and who did it.</summary>
    public static void WriteBrief(ILineWriter text, TimelineItem item)
    {
        string agent = item.Agent is { } name ? $"  {name}" : "";
        text.WriteLine(
            new Piece(TimeText.Second(item.At) ?? "no time             ", Tone.Faint),
            "  ",
            item.Kind.PadRight(KindWidth),
            "  ",
            item.Event.PadRight(EventWidth),
            "  ",
            new Piece(item.Id ?? "(no id)", Tone.Faint),
            "  ",
            new Piece(item.Title ?? "", Tone.Strong),
            new Piece(agent, Tone.Faint));
    }
}
