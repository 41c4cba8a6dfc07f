namespace Daybook.Embedded.Search;

/// <summary>The groups of records that the index knows by their names. Numbers stand in the index: one is never given to another group.</summary>
internal static class SearchGroup
{
    internal const int Tasks = 1;
    internal const int Runs = 2;
    internal const int Drafts = 3;
    internal const int Operations = 4;
    internal const int BuilderMemory = 5;
    internal const int Stragglers = 6;
}
