using System.Text;
using Spectre.Console;

namespace Daybook.Cli.Output;

/// <summary>
/// Lines with colour, by Spectre.Console. The only type that names it: it is loaded when a person looks at a terminal, and costs nothing
/// otherwise. Text is handed over as text, never as markup.
/// </summary>
internal sealed class ColourLineWriter : ILineWriter
{
    private const string TabWidth = "    ";

    // What a terminal commonly has.
    private const int ColumnsDefault = 80;
    private const int RowsDefault = 24;

    private readonly TextWriter writer;
    private readonly IAnsiConsole console;

    /// <summary>Writes to a terminal that understands ANSI sequences.</summary>
    /// <param name="writer">Where it is written.</param>
    /// <param name="columns">How many characters a line has; null where nobody knows.</param>
    public ColourLineWriter(TextWriter writer, int? columns)
    {
        this.writer = writer;
        console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
            Out = new TerminalOutput(writer, columns ?? ColumnsDefault),
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

    /// <summary>In place of the library's own, which asks the base library for the size, and so has the terminal set up with escape sequences.</summary>
    private sealed class TerminalOutput(TextWriter writer, int columns) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => true;

        public int Width => columns;

        public int Height => RowsDefault;

        public void SetEncoding(Encoding encoding)
        {
            // The writer has its encoding.
        }
    }
}
