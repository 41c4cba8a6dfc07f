using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Hooks;

/// <summary>The session of Daybook that stands for a harness's: begun and ended with it, once, however often the harness says so.</summary>
/// <param name="store">The store.</param>
/// <param name="actor">Who acts, in which session; without one it is the agent's own open session.</param>
internal sealed class HookSession(EmbeddedStore store, TaskActor actor)
{
    /// <summary>The session as it is; null if there is none.</summary>
    public async Task<SessionRecord?> FindAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<SessionRecord> all = await store.Sessions.ListAsync(cancellationToken);
        return actor.SessionId is { } id
            ? all.FirstOrDefault(session => session.SessionId == id)
            : all.FirstOrDefault(session => session.EndedAt is null && session.Agent == actor.Agent);
    }

    /// <summary>Begins it, unless it goes on: a harness says so again after a compaction. Durable when the task completes.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        // A harness that names no session gets one by the agent's first write.
        if (actor.SessionId is not null && await FindAsync(cancellationToken) is not { EndedAt: null })
        {
            await store.Sessions.StartAsync(actor, cancellationToken);
        }
    }

    /// <summary>Ends it, and removes its checkpoint: nothing is left to go on with. Durable when the task completes.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { EndedAt: null } session)
        {
            return;
        }

        TaskActor ending = actor with { SessionId = session.SessionId };
        await store.Sessions.EndAsync(ending, cancellationToken);
        await RemoveCheckpointAsync(session, cancellationToken);
    }

    private async Task RemoveCheckpointAsync(SessionRecord session, CancellationToken cancellationToken)
    {
        // Work that is still in progress can be gone on with by whoever comes next.
        if (session.CurrentTaskId is not null)
        {
            return;
        }

        string id = HookCheckpoint.DraftOf(session.SessionId);
        try
        {
            await store.Drafts.LoadAsync(id, cancellationToken);
        }
        catch (NotFoundException)
        {
            return;
        }

        await store.Drafts.DeleteAsync(id, cancellationToken);
    }
}
