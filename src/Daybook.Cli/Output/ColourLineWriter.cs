using Spectre.Console;

namespace Daybook.Cli.Output;

/// <summary>
/// Lines with colour, by Spectre.Console. The only type that names it: it is loaded when a person looks at a terminal, and costs nothing
/// otherwise. Text is handed over as text, never as markup.
/// </summary>
internal sealed class ColourLineWriter : ILineWriter
{
    private const string TabWidth = "    ";

    private readonly TextWriter writer;
    private readonly IAnsiConsole console;

    /// <summary>Writes to a terminal that understands ANSI sequences.</summary>
    public ColourLineWriter(TextWriter writer)
    {
        this.writer = writer;
        console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
    }

    /// <inheritdoc/>
    public void WriteLine(params ReadOnlySpan<Piece> pieces)
    {
        var line = new Paragraph();
        foreach (Piece piece in pieces)
        {
            line.Append(TerminalText.OneLine(piece.Text).Replace("\t", TabWidth, StringComparison.Ordinal), StyleOf(piece.Tone));
        }

        console.Write(line);
        console.WriteLine();
        writer.Flush();
    }

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Strong => new Style(decoration: Decoration.Bold),
        Tone.Faint => new Style(Color.Grey),
        Tone.Good => new Style(Color.Green),
        Tone.Warning => new Style(Color.Olive),
        Tone.Bad => new Style(Color.Maroon, decoration: Decoration.Bold),
        _ => Style.Plain,
    };
}
