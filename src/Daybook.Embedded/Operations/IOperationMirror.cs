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

    /// <summary>
    /// Brings logs into the mirror, as the other call does, and with them those known ones that are not there at all: another program may have
    /// dropped them. So many of these go along as nobody minds waiting for, and what becomes of them is not told. Whether known ones are there as
    /// they stand, <see cref="Look"/> tells.
    /// </summary>
    /// <param name="records">The logs; each path is absolute.</param>
    /// <param name="known">Absolute paths of all logs that may have been brought in before, the newest first.</param>
    /// <param name="find">Reads what is known about a missing one; null if it should not be brought in.</param>
    /// <param name="cancellationToken">Ends the wait for the mirror; the records are then pending.</param>
    /// <returns>What became of <paramref name="records"/>.</returns>
    MirrorOutcome Commit(
        IReadOnlyList<MirrorRecord> records, IReadOnlyList<string> known, Func<string, MirrorRecord?> find, CancellationToken cancellationToken);

    /// <summary>Which of these log files are not in the mirror as they stand on disk.</summary>
    /// <param name="paths">Absolute paths of logs.</param>
    /// <param name="cancellationToken">Ends the wait for the mirror.</param>
    MirrorLook Look(IReadOnlyList<string> paths, CancellationToken cancellationToken);

    /// <summary>What stands in the way of new records, without touching it.</summary>
    /// <param name="kind">The kind of record that doctor looks at.</param>
    IEnumerable<Finding> Examine(string kind);

    /// <summary>Removes what a killed process of ours left in the mirror, and nothing of anybody else's.</summary>
    /// <returns>Whether there was something.</returns>
    bool Recover();
}
