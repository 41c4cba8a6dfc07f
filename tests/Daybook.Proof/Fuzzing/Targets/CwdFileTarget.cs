using Daybook.Embedded.Runs;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary><c>cwd.txt</c>: the first shape of a run's record.</summary>
internal sealed class CwdFileTarget() : FuzzTarget(
    "cwd-txt",
    Seed.Texts("RUN_ID=run_20260201-100000-17\nPID=17\nCWD=/work\nAGENT=codex\nCMD=codex exec -\nPROMPT=/p\nSTDOUT=/o\nSTDERR=/e\nEXIT_CODE=0\n", "PID=1\r\nRUN_ID=x\r\n"),
    "RUN_ID=", "PID=", "EXIT_CODE=", "=", "run_99999999-999999-1")
{
    private static readonly RunEntry Entry = new(new TaskFolder("project", "task", "/runs"), "run_20260201-100000-17");

    public override bool Documents(Exception failure) => failure is YamlFault;

    public override void Run(ReadOnlySpan<byte> input) => _ = CwdFile.Read(input, DateTimeOffset.UnixEpoch, Entry);
}
