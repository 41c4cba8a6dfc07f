using Daybook.Cli.Harnesses;
using Daybook.Cli.Options;
using Daybook.Durability.Errors;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Git;
using Daybook.Prime;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Hooks;

/// <summary>Does what one call of a hook is for, in the session that the harness names.</summary>
/// <param name="call">The call.</param>
/// <param name="harness">Who asks.</param>
/// <param name="moment">When.</param>
/// <param name="payload">What it tells.</param>
/// <param name="tell">Receives what went wrong and keeps nobody from going on.</param>
internal sealed class HookWork(CommandCall call, Harness harness, HookMoment moment, HookPayload payload, Action<string> tell)
{
    // Half of what a hook may take: whoever holds a lock longer is not worth the agent's time.
    private static readonly TimeSpan LockWait = HookCommand.Limit / 2;

    // What git knows is the smallest part of what an agent is told: the rest must not wait for it.
    private static readonly TimeSpan GitLimit = TimeSpan.FromMilliseconds(700);

    /// <summary>Does it.</summary>
    /// <returns>The answer for the agent; empty for none.</returns>
    public async Task<ReadOnlyMemory<byte>> DoAsync(CancellationToken cancellationToken)
    {
        TaskActor actor = Actor();
        await using EmbeddedStore store = await call.Stores.WithLockWait(LockWait).OpenAllToReadAsync(cancellationToken);
        switch (moment.Act)
        {
            case HookAct.Prime:
                // Reading waits for no lock, so an agent is primed also where its session cannot be written down.
                Task beginning = GuardedAsync(() => BeginAsync(store, actor, cancellationToken));
                ReadOnlyMemory<byte> answer = await PrimeAsync(store, cancellationToken);
                await beginning;
                return answer;
            case HookAct.Checkpoint:
                await new HookCheckpoint(store, Checked(actor), harness, moment, payload).SaveAsync(cancellationToken);
                return default;
            case HookAct.Touch:
                await new HookTouch(store, Checked(actor), call.Surroundings.Ports.Time).NoteAsync(ChangedFiles(), cancellationToken);
                return default;
            case HookAct.End:
                await new HookSession(store, Checked(actor)).EndAsync(cancellationToken);
                return default;
            default:
                throw new InvalidOperationException($"no work for {moment.Act}");
        }
    }

    private async Task BeginAsync(EmbeddedStore store, TaskActor actor, CancellationToken cancellationToken)
    {
        await new HookSession(store, Checked(actor)).BeginAsync(cancellationToken);
        if (harness.VariablesFile is { } variable && call.Surroundings.Variable(variable) is { } path && actor.SessionId is { } session)
        {
            SessionVariables.Tell(call.Surroundings.Ports.FileSystem, path, session);
        }
    }

    /// <summary>Who acts: in the session of the environment, else in the harness's own, whose id is the session's here too.</summary>
    private TaskActor Actor()
    {
        TaskActor actor = call.Surroundings.ActorWith(token: null);
        return actor.SessionId is null && payload.SessionId is { } id ? actor with { SessionId = id } : actor;
    }

    private static TaskActor Checked(TaskActor actor)
    {
        TaskRules.Validate(actor);
        return actor;
    }

    private async Task GuardedAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure) when (failure is DaybookException or DurabilityException)
        {
            tell(failure.Message);
        }
    }

    private async Task<ReadOnlyMemory<byte>> PrimeAsync(EmbeddedStore store, CancellationToken cancellationToken)
    {
        PrimeFacts facts = await new PrimeReading(store, call.Surroundings.Ports.Time).ReadAsync(call.Surroundings.Agent, AskGitAsync(cancellationToken), cancellationToken);
        return HookAnswer.Of(harness, moment, PrimeComposer.Compose(facts, PrimeBudget.Default).Text);
    }

    private async Task<UncommittedFiles> AskGitAsync(CancellationToken cancellationToken)
    {
        if (WorkTree() is not { } root)
        {
            return UncommittedFiles.None;
        }

        using var limit = new CancellationTokenSource(GitLimit, call.Surroundings.Ports.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await call.Surroundings.Git.ListAsync(root, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new UncommittedFiles([], IsComplete: false);
        }
    }

    /// <summary>The files that a tool has changed, from the root of the work tree; what lies outside is none of the project's.</summary>
    private string[] ChangedFiles()
    {
        bool isWriting = payload.Tool is null || (harness.WritingTools.Contains(payload.Tool, StringComparer.Ordinal) && !payload.IsView);
        string start = call.Surroundings.WorkingDirectory.Value;
        string root = WorkTree() ?? start;
        string from = payload.Folder is { } folder && Path.IsPathFullyQualified(folder) ? folder : start;
        return isWriting ? [.. payload.Files.Select(file => Inside(root, from, file)).OfType<string>().Distinct(StringComparer.Ordinal)] : [];
    }

    private static string? Inside(string root, string from, string file)
    {
        if (file.Any(char.IsControl))
        {
            return null;
        }

        string path = Path.GetRelativePath(root, Path.GetFullPath(file, from));
        bool isOutside = Path.IsPathFullyQualified(path) || path is "." or ".." || path.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return isOutside ? null : path.Replace(Path.DirectorySeparatorChar, '/');
    }

    private string? WorkTree() => StoreLocator.WorkTreeRoot(call.Surroundings.Ports.FileSystem, call.Surroundings.WorkingDirectory.Value);
}
