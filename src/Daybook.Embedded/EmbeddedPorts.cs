using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Embedded.Git;
using Daybook.Embedded.Operations;
using Daybook.Embedded.Processes;
using Daybook.Git;
using Daybook.Operations;
using Daybook.Processes;

namespace Daybook.Embedded;

/// <summary>The outside world as a store sees it: disk, clocks and ids. A test brings its own.</summary>
/// <param name="FileSystem">The disk.</param>
/// <param name="Clock">Time that never steps, and the only way to wait.</param>
/// <param name="Time">The time of day.</param>
/// <param name="Ids">Where new ids come from.</param>
public sealed record EmbeddedPorts(IFileSystem FileSystem, IMonotonicClock Clock, TimeProvider Time, IIdSource Ids)
{
    /// <summary>Who is alive, and the time of the boot; this machine's own unless a test brings another.</summary>
    public IProcessTable Processes { get; init; } = new LocalProcessTable(FileSystem);

    /// <summary>Who is told what happens to operations; nobody unless somebody is named.</summary>
    public IOperationSink? OperationSink { get; init; }

    /// <summary>Where closed operations of a place are copied to; nowhere unless a mirror is named.</summary>
    internal Func<OperationPlaces, IOperationMirror>? MirrorOf { get; init; }

    /// <summary>The git on the PATH unless a test brings another.</summary>
    public IGit Git { get; init; } = new GitProgram(Time);

    /// <summary>This machine's own.</summary>
    public static EmbeddedPorts System() =>
        new(LocalFileSystem.Create(), new SystemMonotonicClock(), TimeProvider.System, new RandomIdSource());

    /// <summary>A name that nobody can guess.</summary>
    internal string UniqueName() => Ids.NewId().ToString("n");

    /// <summary>A name for a temp file or folder, which tells doctor whether who makes it still lives.</summary>
    internal string NewTempName() => TempName.New(this);

    /// <summary>The name of a file in a quarantine: what it was, when it was put there, and something that no other has.</summary>
    /// <param name="stem">What it was.</param>
    /// <param name="suffix">How the name ends.</param>
    internal string QuarantineName(string stem, string suffix) =>
        $"{stem}-{Time.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}-{UniqueName()[..8]}{suffix}";
}
