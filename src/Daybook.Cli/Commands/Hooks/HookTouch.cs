using Daybook.Embedded;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Hooks;

/// <summary>
/// After a tool: the files that it changed are noted on the task that the session works on, and the lease of its claim begins anew. Most calls
/// find nothing new and write nothing.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="actor">Who acts, in which session.</param>
/// <param name="time">The time of day.</param>
internal sealed class HookTouch(EmbeddedStore store, TaskActor actor, TimeProvider time)
{
    /// <summary>Notes it. Durable when the task completes.</summary>
    /// <param name="files">The changed files, from the root of the work tree.</param>
    /// <param name="cancellationToken">Ends it before anything is written.</param>
    public Task NoteAsync(IReadOnlyList<string> files, CancellationToken cancellationToken) =>
        new HookSession(store, actor).WorkInAsync(session => NoteAsync(files, session, cancellationToken), cancellationToken);

    private async Task NoteAsync(IReadOnlyList<string> files, SessionRecord session, CancellationToken cancellationToken)
    {
        if (session.CurrentTaskId is not { } id)
        {
            return;
        }

        TaskRecord task = await store.Tasks.GetAsync(id, cancellationToken);

        // The task is in this session's hands, so the token of its claim is the session's to use.
        TaskActor holder = actor with { SessionId = session.SessionId, Token = task.Claim?.Token };
        string[] more = [.. files.Except(task.Context.FilesModified, StringComparer.Ordinal)];
        if (more.Length > 0)
        {
            await store.Tasks.ChangeAsync(id, new TaskChange.Note(new TaskContext { FilesModified = more }), holder, cancellationToken);
        }

        if (task.Claim is { } claim && IsRunningOut(claim))
        {
            await store.Tasks.ChangeAsync(id, new TaskChange.Heartbeat(null), holder, cancellationToken);
        }
    }

    /// <summary>Whether a third of the lease is over: renewing it after every tool would cost the agent a flush each time.</summary>
    private bool IsRunningOut(TaskClaim claim)
    {
        TimeSpan lease = claim.Lease > TimeSpan.Zero ? claim.Lease : TaskLease.Default;
        return claim.LeaseExpiresAt - time.GetUtcNow() < lease * 2 / 3;
    }
}
