using System.CommandLine;
using Daybook.Cli.Harnesses;
using Daybook.Cli.Output;
using Daybook.Durability;
using Daybook.Errors;
using Daybook.Json;

namespace Daybook.Cli.Commands.Hooks;

/// <summary>
/// <c>daybook hook</c>: what <c>daybook setup</c> lets a harness call. An agent waits for it, so it ends within <see cref="Limit"/> whatever
/// happens, always with exit code 0; what went wrong is one line on stderr.
/// </summary>
internal sealed class HookCommand : DaybookCommand
{
    /// <summary>How long a harness ever waits.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    // The harness counts from before the program has started, and until it has ended.
    private static readonly TimeSpan WorkLimit = Limit - TimeSpan.FromMilliseconds(400);

    private readonly Argument<string> harness = new("harness")
    {
        Description = string.Join(", ", HarnessTable.All.Select(static harness => harness.Name)),
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Argument<string> moment = new("event")
    {
        Description = string.Join(", ", HookMoment.SessionStart, HookMoment.PreCompact, HookMoment.Stop, HookMoment.PostTool, HookMoment.SessionEnd),
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> mark = new(SetupMark.Option) { Description = "What setup knows its own hooks by", HelpName = "mark", Hidden = true };

    /// <summary>Builds the command.</summary>
    public HookCommand(CommandFrame frame)
        : base(
            frame,
            "hook",
            "Called by an agent's hooks, which daybook setup writes: primes a session at its start, saves where it stands before a compaction and at a "
            + "stop, notes changed files after a tool, and ends the session. Reads the harness's JSON from stdin; ends within 2 seconds, always with "
            + "exit code 0; prints nothing where there is no store.",
            "daybook hook claude session-start",
            "daybook hook codex stop")
    {
        // A harness may add words of its own; they must not keep an agent from its work.
        TreatUnmatchedTokensAsErrors = false;
        harness.CompletionSources.Add([.. HarnessTable.All.Select(static harness => harness.Name)]);
        Add(harness);
        Add(moment);
        Add(mark);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            // Neither a lock that others hold nor a stdin that never ends may hold this thread, which has nothing to do but to wait.
            Task<ReadOnlyMemory<byte>> work = Task.Factory.StartNew(
                () => AnswerAsync(call, stop.Token), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
            ReadOnlyMemory<byte> answer = work.WaitAsync(WorkLimit, call.Surroundings.Ports.Time, cancellationToken).GetAwaiter().GetResult();
            if (answer.Length > 0)
            {
                call.Surroundings.Output.Write(answer.Span);
                call.Surroundings.Output.Flush();
            }
        }
        catch (TimeoutException)
        {
            // What hears of it may hang as well, so nobody waits for that.
            _ = stop.CancelAsync();
            Tell(call, $"not done within {Limit.TotalSeconds:0} seconds; the agent goes on without it");
        }
        catch (Exception failure)
        {
            // The outermost boundary of a hook: no failure of ours is worth an agent's.
            ErrorReport report = FailureReport.Of(failure);
            Tell(call, report.Hint is { } hint ? $"{report.Message} ({hint})" : report.Message);
        }

        return Task.FromResult(0);
    }

    private Task<ReadOnlyMemory<byte>> AnswerAsync(CommandCall call, CancellationToken cancellationToken)
    {
        Harness asking = HarnessTable.Get(call.Parsed.GetValue(harness) ?? "");
        string name = call.Parsed.GetValue(moment) ?? "";
        HookMoment happened = asking.FindMoment(name)
            ?? throw new InvalidInputException($"'{name}' is none of {string.Join(", ", asking.Moments.Select(static known => known.Word))}");
        if (call.Stores.Find() is null)
        {
            return Task.FromResult(ReadOnlyMemory<byte>.Empty);
        }

        var work = new HookWork(call, asking, happened, HookInput.Read(call.Surroundings.Input), words => Tell(call, words));

        // One thing after the other is soonest done on this thread. A session's start reads all kinds at once, on as many as there are.
        return happened.Act == HookAct.Prime ? work.DoAsync(cancellationToken) : CallingThread.Lend(() => work.DoAsync(cancellationToken));
    }

    private static void Tell(CommandCall call, string words)
    {
        try
        {
            call.Console.Words.WriteLine(new Piece("daybook hook: ", Tone.Faint), words.ReplaceLineEndings(" "));
        }
        catch (Exception deaf) when (deaf is IOException or UnauthorizedAccessException)
        {
            // Nobody listens, or stderr is closed.
        }
    }
}
