using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>What is wrong with the way memory is set up: its settings, its adopted folder, its tracking by git.</summary>
internal sealed class MemorySetupCheck(EmbeddedPorts ports, MemoryPlaces places, MemorySetup setup)
{
    internal const string WrongSetting = "wrong_setting";
    internal const string TrackingLost = "tracking_lost";
    internal const string ConflictingId = "conflicting_id";

    /// <summary>Whether the adopted folder is not there.</summary>
    internal bool IsFolderGone => places.FindGone(ports.FileSystem) is not null;

    internal IEnumerable<Finding> Examine()
    {
        foreach (DaybookException fault in setup.Faults)
        {
            yield return Found(
                WrongSetting, Finding.Error, fault.Path ?? "environment", fault.Line, $"adds and queries of memory fail: {fault.Message}", fault.Hint);
        }

        if (places.FindGone(ports.FileSystem) is { } gone)
        {
            yield return gone;
        }

        foreach (string path in Tracking?.Lacking() ?? [])
        {
            yield return Found(
                TrackingLost,
                Finding.Warning,
                path,
                line: null,
                "git is to track memory, and the rules that let it track and merge it are not there",
                "daybook doctor memory --fix");
        }

        if (Tracking is { LetsOperationsIn: true, IgnorePath: var rules })
        {
            yield return Found(
                TrackingLost,
                Finding.Warning,
                rules,
                line: null,
                "git sees the logs of operations, which have a ref of their own",
                "daybook doctor memory --fix");
        }
    }

    /// <summary>Ids of a tracked log that two branches gave to different records.</summary>
    internal IEnumerable<Finding> ExamineRepeats(IFile log, CancellationToken cancellationToken) =>
        places.RepeatsIn(log, log.Stat().Length, cancellationToken).Conflicts.Take(ProblemList.ItemsMax).Select(static conflict => Found(
            ConflictingId, Finding.Error, conflict.Path, conflict.Line, conflict.Reason, "give one of the two another id by hand"));

    /// <summary>Mends what of these findings can be mended; what the disk refuses shows in the next look.</summary>
    internal void Fix(IEnumerable<Finding> findings)
    {
        if (Tracking is not { } tracking || !findings.Any(static finding => finding.Problem == TrackingLost))
        {
            return;
        }

        try
        {
            tracking.SetUp();
        }
        catch (DurabilityException)
        {
        }
    }

    private MemoryTracking? Tracking => places is { IsTracked: true, Store: { } store } ? new MemoryTracking(ports, store, places.AreOperationsSeparate) : null;

    private static Finding Found(string problem, string severity, string path, long? line, string meaning, string? fix) =>
        new(MemoryRecord.KindName, problem, severity, path, line, meaning, fix ?? "correct it by hand", Fixed: false);
}
