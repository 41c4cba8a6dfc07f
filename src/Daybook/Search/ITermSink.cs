namespace Daybook.Search;

/// <summary>Takes the terms of a text, one after the other.</summary>
internal interface ITermSink
{
    /// <summary>Takes a term.</summary>
    /// <param name="term">UTF-8 without blanks and control characters, at most <see cref="TermScanner.BytesMax"/>; valid during the call.</param>
    /// <param name="reading">How it follows from the text.</param>
    /// <param name="start">Where in the text it begins.</param>
    /// <param name="end">Where it ends.</param>
    void Add(ReadOnlySpan<byte> term, TermReading reading, int start, int end);

    /// <summary>Words that are written without a blank between them have ended: a name, a path, an address.</summary>
    void EndChunk();
}
