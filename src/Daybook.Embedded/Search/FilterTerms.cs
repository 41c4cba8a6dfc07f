using System.Buffers;
using System.Globalization;
using System.Text;
using Daybook.Memory;
using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>
/// What a record can be filtered by, as words that no text has, so that the index passes over what a filter excludes as fast as over what
/// lacks a word. A value becomes a hash of 64 bits: values may hold anything.
/// </summary>
internal static class FilterTerms
{
    private const char Repo = 'r';
    private const char Type = 't';
    private const char Severity = 's';
    private const char Session = 'n';
    private const char ExactPath = 'p';
    private const char PathBelow = 'd';
    private const char Month = 'm';

    /// <summary>More months than this are not looked for one by one.</summary>
    private const int MonthsMax = 36;

    private const ulong HashStart = 14695981039346656037;
    private const ulong HashFactor = 1099511628211;

    /// <summary>Writes the words of a document, each followed by a space.</summary>
    internal static void Write(SearchDocument document, IBufferWriter<byte> output)
    {
        Write(Repo, document.Repo, output);
        Write(Type, document.Type, output);
        Write(Severity, StepOf(document.Severity), output);
        Write(Session, document.SessionId, output);
        if (document.Timestamp is { } time)
        {
            Write(Month, MonthOf(time.UtcDateTime), output);
        }

        foreach (string path in document.Paths)
        {
            string normal = RepoPath.Normalize(path);
            if (normal.Length == 0)
            {
                continue;
            }

            Write(ExactPath, normal, output);
            for (ReadOnlySpan<char> above = RepoPath.ParentOf(normal); !above.IsEmpty; above = RepoPath.ParentOf(above))
            {
                Write(PathBelow, above, output);
            }
        }
    }

    /// <summary>The conditions that a document must meet by its words, each a choice of words.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="earliest">The earliest time of any document, in ticks.</param>
    /// <param name="latest">The latest.</param>
    internal static IEnumerable<IReadOnlyList<string>> Of(SearchQuery query, long earliest, long latest)
    {
        foreach ((char mark, string? value) in new[] { (Repo, query.Repo), (Type, query.Type), (Severity, query.Severity is null ? null : StepOf(query.Severity)), (Session, query.SessionId) })
        {
            if (value is not null)
            {
                yield return [TermOf(mark, value)];
            }
        }

        if (query.Path is { } path)
        {
            yield return PathTerms(RepoPath.Normalize(path));
        }

        if ((query.Since is not null || query.Until is not null) && MonthTerms(query, earliest, latest) is { Count: > 0 } months)
        {
            yield return months;
        }
    }

    private static List<string> PathTerms(string path)
    {
        List<string> terms = [TermOf(ExactPath, path), TermOf(PathBelow, path)];
        for (ReadOnlySpan<char> above = RepoPath.ParentOf(path); !above.IsEmpty; above = RepoPath.ParentOf(above))
        {
            terms.Add(TermOf(ExactPath, above));
        }

        return terms;
    }

    /// <summary>The months from one time to another; none where they are too many, so that the times alone decide.</summary>
    private static List<string> MonthTerms(SearchQuery query, long earliest, long latest)
    {
        long from = Math.Max(earliest, query.Since?.UtcTicks ?? long.MinValue);
        long until = Math.Min(latest, query.Until?.UtcTicks ?? long.MaxValue);
        if (from > until)
        {
            // No document lies between the two.
            return [TermOf(Month, "none")];
        }

        var month = new DateTime(from, DateTimeKind.Utc);
        var last = new DateTime(until, DateTimeKind.Utc);
        int count = ((last.Year - month.Year) * 12) + last.Month - month.Month + 1;
        month = new DateTime(month.Year, month.Month, 1, 0, 0, 0, DateTimeKind.Utc);
        return count > MonthsMax ? [] : [.. Enumerable.Range(0, count).Select(index => TermOf(Month, MonthOf(month.AddMonths(index))))];
    }

    private static string StepOf(string? severity) => SeverityScale.Parse(severity).ToString();

    private static string MonthOf(DateTime time) => time.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string TermOf(char mark, ReadOnlySpan<char> value)
    {
        var output = new ArrayBufferWriter<byte>(32);
        Write(mark, value, output);
        return Encoding.ASCII.GetString(output.WrittenSpan[..^1]);
    }

    private static void Write(char mark, string? value, IBufferWriter<byte> output)
    {
        if (value is not null)
        {
            Write(mark, value.AsSpan(), output);
        }
    }

    private static void Write(char mark, ReadOnlySpan<char> value, IBufferWriter<byte> output)
    {
        ulong hash = HashStart;
        foreach (char letter in value)
        {
            hash = (hash ^ letter) * HashFactor;
        }

        Span<byte> term = output.GetSpan(20);
        term[0] = (byte)'^';
        term[1] = (byte)mark;
        hash.TryFormat(term[2..], out int written, "x", CultureInfo.InvariantCulture);
        term[2 + written] = (byte)' ';
        output.Advance(written + 3);
    }
}
