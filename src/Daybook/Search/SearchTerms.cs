using System.Buffers;

namespace Daybook.Search;

/// <summary>
/// Turns text into terms, for records and for questions in the same way. <c>docs/guides/search.md</c> says which words meet.
/// </summary>
public static class SearchTerms
{
    /// <summary>Rises whenever a text may have other terms than before, so that an index knows that it has to be made anew.</summary>
    public const int Version = 1;

    /// <summary>The most bytes of a term.</summary>
    public const int BytesMax = TermScanner.BytesMax;

    /// <summary>
    /// Appends the terms of a text in UTF-8, each followed by one space. First come its words in their order, stop words left out, so that
    /// neighbours in the text are neighbours in a phrase; after the last word come the other readings of names, codes and days, which stand in
    /// no phrase. A term holds letters, digits, dots and colons, and no capitals.
    /// </summary>
    /// <param name="text">Any text, half characters too.</param>
    /// <param name="output">Receives the terms.</param>
    public static void Write(ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var writer = new TermWriter(output);
        try
        {
            TermScanner<TermWriter>.Scan(text, ref writer);
            writer.Finish();
        }
        finally
        {
            writer.Dispose();
        }
    }
}
