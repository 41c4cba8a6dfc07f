using System.Text;

namespace Daybook.Search;

/// <summary>Collects the words of a phrase.</summary>
internal readonly struct PhraseSink(string text, ClauseList clauses) : ITermSink
{
    private readonly List<string> terms = [];

    /// <summary>The words, without stop words.</summary>
    public IReadOnlyList<string> Terms => terms;

    public void Add(ReadOnlySpan<byte> term, TermReading reading, int start, int end)
    {
        if (reading == TermReading.StopWord)
        {
            clauses.AddStopWord(term);
        }
        else if (reading == TermReading.Word)
        {
            bool isOpen = end == text.Length - 1 && text[end] == '*';
            terms.Add(isOpen ? QuestionPrefix.FormOf(term, text.AsSpan(start, end - start)) : Encoding.UTF8.GetString(term));
        }
    }

    public void EndChunk()
    {
    }
}
