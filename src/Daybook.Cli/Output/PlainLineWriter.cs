namespace Daybook.Cli.Output;

/// <summary>Lines without colour: for files, pipes and terminals that want none.</summary>
internal sealed class PlainLineWriter(TextWriter writer) : ILineWriter
{
    /// <inheritdoc/>
    public void WriteLine(params ReadOnlySpan<Piece> pieces)
    {
        foreach (Piece piece in pieces)
        {
            writer.Write(TerminalText.OneLine(piece.Text));
        }

        writer.Write('\n');
        writer.Flush();
    }
}
