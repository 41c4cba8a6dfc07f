using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>Feeds records that can be listed.</summary>
internal sealed class ListedFeed(IListedRecords records) : ISearchFeed
{
    /// <inheritdoc/>
    public int Kind => records.Kind;

    /// <inheritdoc/>
    public long Behind(IndexState state, ProblemList problems)
    {
        Dictionary<string, long> known = state.StampsOf(records.Group);
        long behind = 0;
        long kept = 0;
        foreach ((string name, long stamp) in records.List(known, problems))
        {
            bool isThere = known.TryGetValue(name, out long before);
            kept += isThere ? 1 : 0;
            behind += isThere && before == stamp ? 0 : 1;
        }

        return behind + known.Count - kept;
    }

    /// <inheritdoc/>
    public void CatchUp(IndexWriting writing)
    {
        Dictionary<string, long> known = writing.State.StampsOf(records.Group);
        (string Name, long Stamp)[] listed = [.. records.List(known, new ProblemList())];
        foreach (string gone in known.Keys.Except(listed.Select(static record => record.Name), StringComparer.Ordinal).ToArray())
        {
            writing.Remove(records.Group, records.Kind, gone);
            writing.Problems.Forget(IndexProblems.OwnerOf(records.Group, gone));
        }

        foreach ((string name, long stamp) in listed)
        {
            if (writing.IsOver)
            {
                return;
            }

            bool isKnown = known.TryGetValue(name, out long before);
            if (!isKnown || before != stamp)
            {
                Put(writing, name, stamp, isKnown);
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerable<SearchDocument> Read(ProblemList problems, CancellationToken cancellationToken)
    {
        foreach ((string name, _) in records.List(new Dictionary<string, long>(StringComparer.Ordinal), problems))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (records.Read(name, problems) is { } document)
            {
                yield return document;
            }
        }
    }

    private void Put(IndexWriting writing, string name, long stamp, bool isKnown)
    {
        var problems = new ProblemList();
        writing.Put(records.Group, records.Kind, name, stamp, records.Read(name, problems));
        string owner = IndexProblems.OwnerOf(records.Group, name);
        if (isKnown)
        {
            writing.Problems.Forget(owner);
        }

        writing.Problems.Add(owner, problems.Items);
    }
}
