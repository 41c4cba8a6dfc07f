using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Integrity;
using Daybook.Durability.Locks;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

/// <summary>Whoever leaves out what cannot be left out is told what.</summary>
public sealed class MissingArgumentTests
{
    private readonly SimulatedFileSystem disk = LogRewriterTests.NewDisk();
    private readonly SimulatedClock clock = new();

    [Fact]
    public void What_is_missing_is_named()
    {
        using var metrics = new DurabilityMetrics();
        using IFile file = disk.Open(SimulatedLog.Path, OpenMode.Read);
        AppendLogOptions options = SimulatedLog.Options;
        LineMender keep = static (_, _) => LineVerdict.Keep;
        LineOverwriter overwriter = new(disk, clock, TimeProvider.System);
        LogRewriter rewriter = new(disk, options, clock, TimeProvider.System, metrics);
        RareLog rare = new(disk, options, clock, TimeProvider.System);
        using FileLock held = FileLock.Acquire(disk, "/store/lock", TimeSpan.Zero, clock, "test");
        (string Name, Action Call)[] calls =
        [
            ("options", () => AppendLog.Open(null!, disk, clock, TimeProvider.System, metrics)),
            ("entry", () => _ = AppendLog.Open(options, disk, clock, TimeProvider.System, metrics).AppendAsync((LogEntry)null!, default)),
            ("options", () => overwriter.OverwriteLog(null!, keep)),
            ("mender", () => overwriter.OverwriteLog(options, null!)),
            ("mender", () => overwriter.OverwriteFile(SimulatedLog.Path, null!, TimeSpan.Zero)),
            ("file", () => _ = LogBlocks.Split(null!, 0, 1, 1).ToList()),
            ("bytes", () => _ = LogBlocks.Split(file, 0, 1, 0).ToList()),
            ("mender", () => rewriter.Replace(null!, LogRewriterTests.Aside, static _ => { }, null)),
            ("seal", () => rewriter.Replace(keep, LogRewriterTests.Aside, null!, null)),
            ("begin", () => new LogRotation(disk, options, clock, TimeProvider.System, metrics).Rotate(null!, LogRewriterTests.Aside)),
            ("entry", () => rare.Append((LogEntry)null!)),
            ("lines", () => rare.Append((IReadOnlyList<ReadOnlyMemory<byte>>)null!)),
            ("fill", () => new AtomicFile(disk, static () => "1").Write("/store/document", (Action<IFile>)null!, FilePermissions.PrivateFile)),
            ("fileSystem", () => held.IsCurrent(null!)),
            ("clock", () => LockedFile.Open(disk, SimulatedLog.Path, TimeSpan.Zero, null!)),
            ("fileSystem", () => DirectoryTree.Create(null!, "/store")),
            ("fileSystem", () => DirectoryTree.Sync(null!, "/store", "/store")),
            ("fileSystem", () => DirectoryTree.SyncPlace(null!, "/store")),
            ("file", () => FileReading.WriteFully(null!, "x"u8, 0)),
            ("file", () => FileReading.ReadFully(null!, new byte[1], 0)),
            ("fileSystem", () => FileReading.ReadAll(null!, "/store", 1)),
            ("output", () => SealedLine.Write("{}"u8, null!)),
            ("call", () => CallingThread.Lend<int>(null!)),
        ];

        foreach ((string name, Action call) in calls)
        {
            Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(call).ParamName);
        }

        Assert.False(disk.Exists(LogRewriterTests.Aside));
    }
}
