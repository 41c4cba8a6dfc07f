namespace Daybook.Cli.Output;

/// <summary>A part of a line. Its text may be anything; whoever writes the line makes it harmless.</summary>
/// <param name="Text">The text.</param>
/// <param name="Tone">What it is to the reader.</param>
internal readonly record struct Piece(string Text, Tone Tone = Tone.Plain)
{
    /// <summary>Plain text needs no ceremony.</summary>
    public static implicit operator Piece(string text) => new(text);
}
