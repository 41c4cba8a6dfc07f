namespace Daybook.Proof.Crashes;

/// <summary>What is done to a log besides appending to it.</summary>
internal enum LogWork
{
    /// <summary>Nothing; lines come one by one.</summary>
    Append,

    /// <summary>Nothing; lines come in batches.</summary>
    Group,

    /// <summary>Another process appends to it as one does that writes seldom: it opens, appends, flushes and closes.</summary>
    Rare,

    /// <summary>It is copied without its damaged lines, the old file goes aside, and the place is noted in a second log, as a compaction of memory does.</summary>
    Replace,

    /// <summary>It is mended: damaged lines go, the old file stays aside, and what others wrote to it meanwhile is brought over.</summary>
    Rewrite,

    /// <summary>It begins anew, and the old file goes to an archive, as the journal of tasks does.</summary>
    Rotate,
}
