using Daybook.Embedded.Operations;

namespace Daybook.Embedded.Tests.Operations;

/// <summary>A mirror that takes everything in by name, or nothing.</summary>
internal sealed class RecordingMirror : IOperationMirror
{
    internal bool IsRefusing { get; set; }

    internal bool IsSilent { get; set; }

    internal Action OnCommit { get; set; } = static () => { };

    internal HashSet<string> Held { get; } = [];

    internal List<MirrorRecord> Commits { get; } = [];

    public MirrorOutcome Commit(IReadOnlyList<MirrorRecord> records, CancellationToken cancellationToken)
    {
        OnCommit();
        if (IsRefusing)
        {
            return new MirrorOutcome.Pending("a merge is in progress", "finish the merge");
        }

        Commits.AddRange(records);
        Held.UnionWith(records.Select(record => record.Path));
        return new MirrorOutcome.Committed("c1", []);
    }

    public MirrorOutcome Commit(
        IReadOnlyList<MirrorRecord> records, IReadOnlyList<string> known, Func<string, MirrorRecord?> find, CancellationToken cancellationToken) =>
        Commit([.. records, .. known.Where(path => !Held.Contains(path) && records.All(record => record.Path != path)).Select(find).OfType<MirrorRecord>()], cancellationToken);

    public MirrorLook Look(IReadOnlyList<string> paths, CancellationToken cancellationToken) => IsSilent
        ? new MirrorLook(paths, new MirrorOutcome.Pending("git cannot be started", "install git"))
        : new MirrorLook([.. paths.Where(path => !Held.Contains(path))], Fault: null);

    public IEnumerable<Finding> Examine(string kind) => [];

    public bool Recover() => false;
}
