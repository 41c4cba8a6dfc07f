using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Daybook.Durability.Processes;
using Daybook.Errors;
using Daybook.Git;

namespace Daybook.Embedded.Git;

/// <summary>The git that is on the PATH; never one that a work tree brings along.</summary>
/// <param name="time">Measures the time limit.</param>
public sealed class GitProgram(TimeProvider time) : IGit
{
    private const string Program = "git";
    private const int ErrorCharactersMax = 64 << 10;

    /// <summary>A pipe takes as much at once on every system, whether or not anybody reads.</summary>
    private const int InputBytesThatNeverWait = 4 << 10;

    /// <summary>By these a hook tells git where a repository is, who commits and what is configured; none of it is meant for us.</summary>
    private const string OwnVariables = "GIT_";

    private static readonly (string Name, string Value)[] Variables =
    [
        ("GIT_TERMINAL_PROMPT", "0"), ("GIT_OPTIONAL_LOCKS", "0"), ("GIT_LITERAL_PATHSPECS", "1"),

        // What replaces a commit for those who look at it must not be taken for the commit: what it leaves out would be gone from the next.
        ("GIT_NO_REPLACE_OBJECTS", "1"),

        // So that reasons read the same on every machine.
        ("LC_ALL", "C"),
    ];

    /// <summary>How long git, once asked to end, has for removing its locks.</summary>
    private static readonly TimeSpan EndingTime = TimeSpan.FromSeconds(1);

    /// <summary>How long what git has said may be on its way when git itself has ended.</summary>
    private static readonly TimeSpan PipeTime = TimeSpan.FromMilliseconds(100);

    private string? path;

    /// <inheritdoc/>
    public GitAnswer Run(GitRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var limit = new CancellationTokenSource(request.TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using Process process = Start(request);
        try
        {
            return Talk(process, request, either.Token);
        }
        catch (OperationCanceledException)
        {
            Stop(process);
            cancellationToken.ThrowIfCancellationRequested();
            throw new BusyException($"git {NameOf(request)} did not end within {request.TimeLimit.TotalSeconds:0.#} seconds and was stopped")
            {
                Path = request.WorkTree,
                Hint = "find out what git waits for there, such as a hook or a filter",
            };
        }
    }

    private Process Start(GitRequest request)
    {
        path ??= ProgramOnPath.Find(Program) ?? throw NotThere("there is none on the PATH");
        var start = new ProcessStartInfo(path, request.Arguments)
        {
            WorkingDirectory = request.WorkTree,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(static name => name.StartsWith(OwnVariables, StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in Variables.Concat(request.Variables.Select(static pair => (pair.Key, pair.Value))))
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        try
        {
            process.Start();
            return process;
        }
        catch (Win32Exception failure)
        {
            process.Dispose();
            throw NotThere(failure.Message);
        }
    }

    private static NotFoundException NotThere(string reason) =>
        new($"git cannot be started: {reason}") { Hint = "install git or put it on the PATH" };

    /// <summary>
    /// All three streams at once, so that neither side waits for the other, each on a thread of its own: callers hold the pool's threads, and
    /// must not wait there for one that is free. A read of a pipe cannot be ended, the wait for it can.
    /// </summary>
    private static GitAnswer Talk(Process process, GitRequest request, CancellationToken cancellationToken)
    {
        var said = new StringBuilder();
        Task<byte[]> output = OnOwnThread(() => Read(process.StandardOutput.BaseStream));
        Task<bool> errors = OnOwnThread(() => ReadErrors(process.StandardError, said));
        Task<bool> input = request.Input.Length <= InputBytesThatNeverWait
            ? Task.FromResult(Write(process.StandardInput.BaseStream, request.Input.Span))
            : OnOwnThread(() => Write(process.StandardInput.BaseStream, request.Input.Span));
        bool hasEnded = false;

        // What a hook leaves running may hold stderr for as long as it likes. The answer itself is read to its end.
        while (!Task.WaitAll([output, errors, input], (int)PipeTime.TotalMilliseconds, cancellationToken) && !(hasEnded && output.IsCompleted))
        {
            hasEnded = process.HasExited;
        }

        return process.WaitForExit(request.TimeLimit)
            ? new GitAnswer(process.ExitCode, output.Result, Text(said))
            : throw new OperationCanceledException();
    }

    private static Task<T> OnOwnThread<T>(Func<T> work) =>
        WaitingThreads.Shared.RunAsync(work, CancellationToken.None);

    /// <returns>Whether it read everything.</returns>
    private static bool Write(Stream input, ReadOnlySpan<byte> bytes)
    {
        try
        {
            using (input)
            {
                input.Write(bytes);
            }

            return true;
        }
        catch (IOException)
        {
            // It ended before it had read everything; its exit code says why.
            return false;
        }
    }

    private static byte[] Read(Stream output)
    {
        using var all = new MemoryStream();
        output.CopyTo(all);
        return all.ToArray();
    }

    /// <summary>Everything is read, so that git never waits for us; only the beginning is kept.</summary>
    /// <returns>Whether it read everything.</returns>
    private static bool ReadErrors(StreamReader reader, StringBuilder kept)
    {
        char[] buffer = new char[ErrorCharactersMax / 16];
        int count;
        while ((count = reader.Read(buffer)) > 0)
        {
            lock (kept)
            {
                kept.Append(buffer, 0, Math.Min(count, ErrorCharactersMax - kept.Length));
            }
        }

        return true;
    }

    private static string Text(StringBuilder said)
    {
        lock (said)
        {
            return said.ToString();
        }
    }

    /// <summary>Asks git to end, so that it removes its locks, which would keep everybody from committing; then ends what is left of it.</summary>
    private static void Stop(Process process)
    {
        try
        {
            ProcessTree tree = ProcessTree.Of(process.Id);
            if (!process.HasExited && tree.AskRootToEnd())
            {
                process.WaitForExit(EndingTime);
            }

            tree.KillStarted();
            process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended meanwhile, or part of its tree has.
        }
    }

    /// <summary>The first word that is neither an option nor the value of one.</summary>
    private static string NameOf(GitRequest request)
    {
        int at = 0;
        while (at + 2 < request.Arguments.Count && request.Arguments[at] == "-c")
        {
            at += 2;
        }

        return request.Arguments[at];
    }
}
