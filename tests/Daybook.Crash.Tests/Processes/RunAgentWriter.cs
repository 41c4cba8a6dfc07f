using Daybook.Proof.Processes;
using Xunit;

namespace Daybook.Crash.Tests.Processes;

/// <summary>
/// A writer of the system whose folders are adopted: takes <c>flock</c> on <c>run-info.yaml.lock</c> by asking every 10 ms for 5 s at most,
/// reads, adds one to its field, writes a temp file, syncs, renames, unlocks, and then removes the lock file, unless told not to.
/// </summary>
internal static class RunAgentWriter
{
    private const string Script = """
        import fcntl, os, sys, time
        path, count, removes = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "removes"
        for number in range(count):
            lock = os.open(path + ".lock", os.O_CREAT | os.O_RDWR, 0o644)
            end = time.monotonic() + 60
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > end:
                        sys.exit("the lock was never free")
                    time.sleep(0.01)
            lines = open(path).read().split("\n")
            for index, line in enumerate(lines):
                if line.startswith("theirs: "):
                    lines[index] = "theirs: %d" % (int(line[8:]) + 1)
            temp = os.path.join(os.path.dirname(path), "run-info.%d.yaml.tmp" % os.getpid())
            with open(temp, "w") as file:
                file.write("\n".join(lines))
                file.flush()
                os.fsync(file.fileno())
            os.rename(temp, path)
            fcntl.flock(lock, fcntl.LOCK_UN)
            os.close(lock)
            if removes:
                try:
                    os.unlink(path + ".lock")
                except FileNotFoundError:
                    pass
        """;

    /// <summary>Skips the test, and says so, where there is no Python.</summary>
    public static void SkipUnlessInstalled() => Assert.SkipUnless(
        Tool.IsInstalled("python3"), "python3 is not installed, so the other system's writers cannot be run beside ours.");

    /// <summary>Changes a record a number of times.</summary>
    public static Task<DaybookAnswer> RunAsync(string path, int count, bool removesLock) =>
        Tool.RunAsync("python3", "-c", Script, path, $"{count}", removesLock ? "removes" : "keeps");
}
