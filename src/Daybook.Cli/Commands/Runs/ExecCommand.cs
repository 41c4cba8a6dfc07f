using System.CommandLine;
using System.Globalization;
using Daybook.Cli.Processes;
using Daybook.Durability.Processes;
using Daybook.Errors;
using Daybook.Json;
using Daybook.Runs;

namespace Daybook.Cli.Commands.Runs;

/// <summary><c>daybook run exec</c></summary>
internal sealed class ExecCommand : DaybookCommand
{
    private const int NotFoundExit = 127;
    private const int NotExecutableExit = 126;
    private const int TimeoutExit = 124;

    private readonly RunExecOptions options = new();
    private readonly Argument<string[]> command = new("command")
    {
        Description = "The program and its arguments, behind --",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Builds the command.</summary>
    public ExecCommand(CommandFrame frame)
        : base(
            frame,
            "exec",
            "Runs a program as a recorded run: passes its output through and keeps it, forwards signals, passes its exit code on "
            + "(127 not found, 126 not executable, 128+n signal n, 124 time over).",
            "daybook run exec -- codex exec \"Fix the pool leak\"",
            "daybook run exec --task task-1 --timeout 30m --prompt-file prompt.md -- claude -p",
            "daybook run exec --no-capture -- claude")
    {
        options.AddTo(this);
        Add(command);
    }

    /// <inheritdoc/>
    public override bool HandlesSignals => true;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        IProcessSpawner spawner = call.Surroundings.Spawner;
        if (!spawner.IsSupported)
        {
            throw new InvalidInputException("run exec needs process groups, which this system has not") { Hint = "record the run with run start and run finish" };
        }

        string[] words = call.Parsed.GetRequiredValue(command);
        NewRun run = options.Read(call, words);
        TimeSpan? timeout = options.Timeout(call);
        using PromptInput? prompt = options.Prompt(call);

        // From here on a signal is the child's, also one that comes before it.
        using var relay = new SignalRelay();
        spawner.LeaveTerminal();
        await using RunRecording recording = await RunRecording.BeginAsync(call, run, options.CompleteAsync(call), prompt?.Path);
        var request = new SpawnRequest
        {
            Command = words,
            Variables = options.Variables(call, recording.RunId, recording.Store),
            InputPath = recording.PromptPath ?? prompt?.Path,
            IsCaptured = options.IsCaptured(call),
        };
        try
        {
            using IChildGroup group = spawner.Spawn(request);
            return await WatchAsync(call, group, relay, recording, timeout);
        }
        catch (SpawnFailedException failure)
        {
            int exitCode = failure.IsNotFound ? NotFoundExit : NotExecutableExit;
            await recording.FinishAsync(new RunFinish { Status = RunStatus.Failed, ExitCode = exitCode, ErrorSummary = failure.Message });
            ErrorCode code = failure.IsNotFound ? ErrorCode.NotFound : ErrorCode.Storage;
            call.Console.WriteError(new ErrorReport(ErrorTable.Of(code).Name, failure.Message) { Path = failure.Path });
            return exitCode;
        }
    }

    private static async Task<int> WatchAsync(
        CommandCall call, IChildGroup group, SignalRelay relay, RunRecording recording, TimeSpan? timeout)
    {
        IProcessSpawner spawner = call.Surroundings.Spawner;
        TimeProvider time = call.Surroundings.Ports.Time;
        group.TakeForeground();
        relay.Attach(group);
        List<OutputPump> pumps = [];
        if (group.Output is { } output && group.Errors is { } errors)
        {
            pumps.Add(new OutputPump(
                output, call.Surroundings.Output, () => spawner.HasReader(StandardDescriptors.Output), recording.Capture(RunFolder.Output), recording.Warn));
            pumps.Add(new OutputPump(
                errors, call.Surroundings.Error, () => spawner.HasReader(StandardDescriptors.Errors), recording.Capture(RunFolder.Errors), recording.Warn));
        }

        ChildOutcome outcome = await new SupervisedChild(spawner, group, relay, time).RunAsync(pumps, timeout, () => recording.NoteChildAsync(group.Pid));
        int exitCode = outcome.IsTimedOut ? TimeoutExit : outcome.ExitCode;
        await recording.FinishAsync(new RunFinish
        {
            Status = exitCode == 0 ? RunStatus.Completed : RunStatus.Failed,
            ExitCode = exitCode,
            ErrorSummary = Summary(outcome, timeout),
        });
        return exitCode;
    }

    private static string? Summary(ChildOutcome outcome, TimeSpan? timeout) =>
        outcome.IsTimedOut ? string.Create(CultureInfo.InvariantCulture, $"timed out after {timeout?.TotalSeconds} s")
        : outcome.Signal > 0 ? string.Create(CultureInfo.InvariantCulture, $"ended by signal {outcome.Signal}")
        : outcome.ExitCode != 0 ? string.Create(CultureInfo.InvariantCulture, $"exited with code {outcome.ExitCode}")
        : null;
}
