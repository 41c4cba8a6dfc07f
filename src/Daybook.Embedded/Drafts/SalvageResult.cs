namespace Daybook.Embedded.Drafts;

/// <summary>What became of a repair.</summary>
internal enum SalvageResult
{
    /// <summary>By the time nobody else had the database open nothing was wrong any more: somebody else has mended it.</summary>
    NothingWrong,

    /// <summary>A fresh database has every readable row.</summary>
    Mended,

    /// <summary>There are rows and none can be read: an empty database in their place would say that there were none. Nothing was changed.</summary>
    NothingReadable,
}
