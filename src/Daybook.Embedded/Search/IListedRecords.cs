using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>Records of which a list is cheap, so that what is new, changed or gone shows by comparing it.</summary>
internal interface IListedRecords
{
    /// <summary>The group in which names are unique: its place among those of the index.</summary>
    int Group { get; }

    /// <summary>The kind, by its place among <see cref="RecordKinds.All"/>.</summary>
    int Kind { get; }

    /// <summary>The records there are, each with a number that is another one when the record has changed.</summary>
    /// <param name="known">The numbers that the index has; what surely has not changed need not be looked at.</param>
    /// <param name="problems">Receives why some cannot be listed.</param>
    IEnumerable<(string Name, long Stamp)> List(IReadOnlyDictionary<string, long> known, ProblemList problems);

    /// <summary>A record as it is now; null where it is gone or cannot be read.</summary>
    SearchDocument? Read(string name, ProblemList problems);
}
