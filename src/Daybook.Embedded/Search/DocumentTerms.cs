using System.Buffers;
using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>The words of some documents, made ready for the index: analysis takes as long as what the index does with them, and goes on several threads.</summary>
internal sealed class DocumentTerms
{
    /// <summary>The fields in the order of the index's columns; behind the words of the first stand those to filter by.</summary>
    internal static readonly SearchField[] Columns = [SearchField.Summary, SearchField.Body, SearchField.Title, SearchField.Path, SearchField.Tags];

    private readonly ArrayBufferWriter<byte> bytes = new(64 << 10);
    private readonly List<int> ends = [];
    private readonly List<Entry> entries = [];
    private readonly List<Problem> problems = [];

    /// <summary>How many lines were read for them.</summary>
    internal long Lines { get; set; }

    /// <summary>Behind the last line that was read.</summary>
    internal long End { get; set; }

    internal int Count => entries.Count;

    /// <summary>What is wrong with the lines, whose numbers count from the first one that was read for them.</summary>
    internal IReadOnlyList<Problem> Problems => problems;

    /// <summary>What is known of a document beside its words.</summary>
    /// <param name="Time">Its time in ticks.</param>
    /// <param name="Terms">How many words it has.</param>
    /// <param name="Position">Where it stands in its source.</param>
    /// <param name="Line">And on which line.</param>
    internal readonly record struct Entry(long? Time, int Terms, long Position, long Line);

    internal Entry this[int index] => entries[index];

    /// <summary>Adds a document.</summary>
    internal void Add(SearchDocument document, long position, long line)
    {
        int terms = 0;
        foreach (SearchField field in Columns)
        {
            int start = bytes.WrittenCount;
            SearchFields.Write(document, field, bytes);
            terms += bytes.WrittenSpan[start..].Count((byte)' ');
            if (field == Columns[0])
            {
                FilterTerms.Write(document, bytes);
            }

            ends.Add(bytes.WrittenCount);
        }

        entries.Add(new Entry(document.Timestamp?.UtcTicks, terms, position, line));
    }

    /// <summary>Adds what is wrong with a line, while there is room.</summary>
    internal void Report(Problem problem)
    {
        if (problems.Count < ProblemList.ItemsMax)
        {
            problems.Add(problem);
        }
    }

    /// <summary>Takes back what was reported last.</summary>
    /// <param name="count">How many stay.</param>
    internal void KeepProblems(int count) => problems.RemoveRange(count, problems.Count - count);

    /// <summary>The words of a document's column, each followed by a space.</summary>
    internal ReadOnlySpan<byte> Words(int index, int column)
    {
        int at = (index * Columns.Length) + column;
        int start = at == 0 ? 0 : ends[at - 1];
        return bytes.WrittenSpan[start..ends[at]];
    }

    /// <summary>Forgets all documents, for the next ones.</summary>
    internal void Clear()
    {
        bytes.ResetWrittenCount();
        ends.Clear();
        entries.Clear();
        problems.Clear();
    }
}
