using System.Text;

namespace Daybook.Search;

/// <summary>Counts in the terms of a field how often they meet the clauses of a question. As plain as it can be: indexes are judged by it.</summary>
internal sealed class ClauseCounter
{
    private readonly byte[][][] clauses;
    private readonly bool[] isPrefix;
    private readonly List<Range> terms = [];

    public ClauseCounter(IReadOnlyList<SearchClause> clauses)
    {
        this.clauses = [.. clauses.Select(clause => clause.Terms.Select(Encoding.UTF8.GetBytes).ToArray())];
        isPrefix = [.. clauses.Select(clause => clause.IsPrefix)];
    }

    /// <summary>Adds a field's counts, each occurrence as much as the field weighs.</summary>
    /// <param name="field">The terms of the field, as <see cref="SearchFields"/> gives them.</param>
    /// <param name="weight">The weight of the field.</param>
    /// <param name="frequencies">The counts, one for each clause.</param>
    /// <returns>How many terms the field has.</returns>
    public int Count(ReadOnlySpan<byte> field, double weight, Span<double> frequencies)
    {
        terms.Clear();
        for (int start = 0; field[start..].IndexOf((byte)' ') is var length and >= 0; start += length + 1)
        {
            terms.Add(start..(start + length));
        }

        for (int index = 0; index < terms.Count; index++)
        {
            for (int clause = 0; clause < clauses.Length; clause++)
            {
                frequencies[clause] += Meets(field, index, clause) ? weight : 0;
            }
        }

        return terms.Count;
    }

    private bool Meets(ReadOnlySpan<byte> field, int first, int clause)
    {
        byte[][] wanted = clauses[clause];
        if (first + wanted.Length > terms.Count)
        {
            return false;
        }

        for (int index = 0; index < wanted.Length; index++)
        {
            ReadOnlySpan<byte> term = field[terms[first + index]];
            bool isOpen = isPrefix[clause] && index == wanted.Length - 1;
            if (isOpen ? !term.StartsWith(wanted[index]) : !term.SequenceEqual(wanted[index]))
            {
                return false;
            }
        }

        return true;
    }
}
