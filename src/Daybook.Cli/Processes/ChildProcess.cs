using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Daybook.Durability.Processes;
using Daybook.Errors;

namespace Daybook.Cli.Processes;

/// <summary>A process that this one started; the only place that starts any.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int ErrorCharactersMax = 64 << 10;

    private readonly Process process;
    private readonly Task<string> errors;

    private ChildProcess(Process process)
    {
        this.process = process;
        errors = ReadErrorsAsync(process.StandardError);
    }

    /// <summary>Its number.</summary>
    public int Id => process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>Its stdin.</summary>
    public Stream Input => process.StandardInput.BaseStream;

    /// <summary>Its stdout.</summary>
    public TextReader Output => process.StandardOutput;

    /// <summary>Starts a process with its three streams connected to this one.</summary>
    /// <exception cref="NotFoundException">There is no such program.</exception>
    public static ChildProcess Start(ChildStart start)
    {
        string program = start.Command[0];
        string path = Path.IsPathFullyQualified(program) ? program
            : ProgramOnPath.Find(program) ?? throw NotThere(program, "there is none on the PATH");
        var description = new ProcessStartInfo(path, start.Command.Skip(1))
        {
            WorkingDirectory = start.WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string variable in start.WithoutVariables)
        {
            description.Environment.Remove(variable);
        }

        try
        {
            var process = new Process { StartInfo = description };
            process.Start();
            return new ChildProcess(process);
        }
        catch (Win32Exception failure)
        {
            throw NotThere(program, failure.Message);
        }
    }

    /// <summary>Runs a process that needs no input to its end.</summary>
    /// <returns>How it ended and what it said.</returns>
    public static async Task<ChildResult> RunAsync(ChildStart start, CancellationToken cancellationToken)
    {
        using ChildProcess child = Start(start);
        child.Input.Close();
        string output = await child.Output.ReadToEndAsync(cancellationToken);
        int exitCode = await child.WaitAsync(cancellationToken);
        return new ChildResult(exitCode, output, await child.errors);
    }

    /// <summary>Ends it at once, without any warning: SIGKILL, which no process can catch.</summary>
    public void Kill() => process.Kill();

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    /// <summary>What it wrote to stderr, once it has ended.</summary>
    public Task<string> ErrorsAsync() => errors;

    /// <summary>Ends it if it still runs.</summary>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private static NotFoundException NotThere(string program, string reason) =>
        new($"cannot start {program}: {reason}") { Hint = $"install {program} or put it on the PATH" };

    // Everything is read, so that it never waits for us; only the beginning is kept.
    private static async Task<string> ReadErrorsAsync(StreamReader reader)
    {
        var kept = new StringBuilder();
        char[] buffer = new char[ErrorCharactersMax / 16];
        int count;
        while ((count = await reader.ReadAsync(buffer)) > 0)
        {
            kept.Append(buffer, 0, Math.Min(count, ErrorCharactersMax - kept.Length));
        }

        return kept.ToString();
    }
}
