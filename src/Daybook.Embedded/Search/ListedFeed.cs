using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>Feeds records that can be listed.</summary>
internal sealed class ListedFeed(IListedRecords records) : ISearchFeed
{
    /// <inheritdoc/>
    public int Kind => records.Kind;

    /// <inheritdoc/>
    public long Behind(IndexState state)
    {
        Dictionary<string, long> known = state.StampsOf(records.Group);
        long behind = 0;
        long kept = 0;
        foreach ((string name, long stamp) in records.List(known))
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
        (string Name, long Stamp)[] listed = [.. records.List(known)];
        foreach (string gone in known.Keys.Except(listed.Select(static record => record.Name), StringComparer.Ordinal).ToArray())
        {
            writing.Remove(records.Group, records.Kind, gone);
        }

        foreach ((string name, long stamp) in listed)
        {
            if (writing.IsOver)
            {
                return;
            }

            if (!known.TryGetValue(name, out long before) || before != stamp)
            {
                writing.Put(records.Group, records.Kind, name, stamp, records.Read(name, new ProblemList()));
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerable<SearchDocument> Read(ProblemList problems, CancellationToken cancellationToken)
    {
        foreach ((string name, _) in records.List(new Dictionary<string, long>(StringComparer.Ordinal)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (records.Read(name, problems) is { } document)
            {
                yield return document;
            }
        }
    }
}
