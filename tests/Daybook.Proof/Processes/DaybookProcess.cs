using System.Diagnostics;
using Xunit;

namespace Daybook.Proof.Processes;

/// <summary>A command that runs: fed, read line by line, ended or killed.</summary>
internal sealed class DaybookProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> words;

    /// <summary>Starts it.</summary>
    public DaybookProcess(ProcessStartInfo start)
    {
        process = Process.Start(start) ?? throw new InvalidOperationException(start.FileName + " did not start");
        words = process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    /// <summary>The number of the process.</summary>
    public int Id => process.Id;

    /// <summary>Gives it input. A process that was killed, or that does not read, is not told that nobody hears.</summary>
    public async Task SendAsync(string text)
    {
        try
        {
            await process.StandardInput.WriteAsync(text);
            await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // The pipe is broken; what the process has answered is still to be read.
        }
    }

    /// <summary>Its next line on stdout, or null when it has ended.</summary>
    public async Task<string?> ReadLineAsync() =>
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TestTimeout.Default);

    /// <summary>Ends its input and waits for it to end.</summary>
    public async Task<DaybookAnswer> EndAsync(TimeSpan timeout)
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already.
        }

        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(timeout);
        string said = await words.WaitAsync(timeout);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(timeout);
        return new DaybookAnswer(process.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries), said);
    }

    /// <summary>Sends SIGKILL: no handler runs, nothing is flushed, the kernel drops its locks.</summary>
    public void Kill() => process.Kill();

    /// <summary>Sends SIGINT, as Ctrl-C does.</summary>
    public async Task InterruptAsync()
    {
        using var shell = Process.Start("sh", ["-c", $"kill -INT {Id}"]);
        await shell.WaitForExitAsync(CancellationToken.None).WaitAsync(TestTimeout.Default);
        Assert.Equal(0, shell.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync(CancellationToken.None).WaitAsync(TestTimeout.Default);
        process.Dispose();
    }
}
