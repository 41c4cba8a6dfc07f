namespace Daybook.Search;

/// <summary>How a term follows from the text.</summary>
internal enum TermReading
{
    /// <summary>It is the text's own word, in its place. Only these stand in phrases.</summary>
    Word,

    /// <summary>A word that is left out of records and questions, unless the question has nothing else.</summary>
    StopWord,

    /// <summary>Several words that are written as one name, in one piece: <c>max_retries</c> as <c>maxretri</c>.</summary>
    Joined,

    /// <summary>A piece of a word: the <c>python</c> of <c>python3</c>.</summary>
    Piece,

    /// <summary>The digits of a code: the <c>8602</c> of <c>CS8602</c>.</summary>
    Number,

    /// <summary>Something that holds it: the month of a day, the <c>1.2</c> of <c>1.2.3</c>.</summary>
    Wider,
}
