namespace Daybook.Embedded.Operations;

/// <summary>
/// Where closed operations are copied to so that they can be proved later. The logs are the truth; a mirror can be behind and can be made anew
/// from them, so nothing that goes wrong in it may stop a write.
/// </summary>
internal interface IOperationMirror
{
    /// <summary>Brings logs into the mirror as they stand on disk, all in one call. Never throws because the mirror refuses: it answers.</summary>
    /// <param name="records">The logs; each path is absolute.</param>
    /// <param name="cancellationToken">Ends the wait for the mirror; the records are then pending.</param>
    MirrorOutcome Commit(IReadOnlyList<MirrorRecord> records, CancellationToken cancellationToken);

    /// <summary>Which of these log files are not in the mirror as they stand on disk.</summary>
    /// <param name="paths">Absolute paths of logs.</param>
    /// <param name="cancellationToken">Ends the wait for the mirror.</param>
    IReadOnlyList<string> Pending(IReadOnlyList<string> paths, CancellationToken cancellationToken);
}
