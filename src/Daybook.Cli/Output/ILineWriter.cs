namespace Daybook.Cli.Output;

/// <summary>Lines for people, on stdout or stderr. Everything written through it is made harmless first.</summary>
internal interface ILineWriter
{
    /// <summary>Writes one line and hands it to the system at once.</summary>
    void WriteLine(params ReadOnlySpan<Piece> pieces);
}
