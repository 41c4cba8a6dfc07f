using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>Arguments and variables that are no text, as names of files may be.</summary>
public sealed class RunBytesTests : IDisposable
{
    // The letter is Latin-1, which is no UTF-8.
    private const string Start = "export NAME=$(printf 'caf\\351') && exec \"$@\" \"$NAME\"";

    private readonly ScratchStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task They_reach_the_program_as_they_are()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux still has the bytes that a process was started with.");
        DaybookProgram started = store.Program with { Before = ["sh", "-c", Start, "sh"] };
        DaybookAnswer answer = await started.RunAsync(
            "run", "exec", "--", "sh", "-c", "printf '%s %s' \"$1\" \"$NAME\" | od -An -tx1", "sh");
        Assert.Equal([" 63 61 66 e9 20 63 61 66 e9"], answer.MustSucceed().Output);
    }
}
