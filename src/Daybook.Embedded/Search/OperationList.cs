using Daybook.Durability.FileSystem;
using Daybook.Embedded.Operations;
using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>Operations, by the looks of their logs. Beyond the newest thousands those that were closed are not looked at again.</summary>
internal sealed class OperationList(EmbeddedPorts ports, OperationPlaces places) : IListedRecords
{
    /// <summary>How many of the newest operations are looked at, closed or not.</summary>
    private const int NewestMax = 4_000;

    private readonly OperationFiles files = new(ports, places);

    /// <inheritdoc/>
    public int Group => SearchGroup.Operations;

    /// <inheritdoc/>
    public int Kind => 4;

    /// <inheritdoc/>
    public IEnumerable<(string Name, long Stamp)> List(IReadOnlyDictionary<string, long> known, ProblemList problems)
    {
        IReadOnlyList<string> ids = files.Ids();
        for (int index = 0; index < ids.Count; index++)
        {
            if (index >= NewestMax && known.TryGetValue(ids[index], out long before))
            {
                yield return (ids[index], before);
            }
            else if (ports.FileSystem.Stat(places.LogOf(ids[index])) is { Kind: FileKind.Regular } log)
            {
                yield return (ids[index], FileStamp.Of(log));
            }
        }
    }

    /// <inheritdoc/>
    public SearchDocument? Read(string name, ProblemList problems) => files.ReadOrReport(name, problems) is { } operation
        ? SearchDocuments.From(files.View(operation, commit: null)) with { Path = places.LogOf(name) }
        : null;
}
