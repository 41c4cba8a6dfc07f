using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Hooks;

/// <summary>The session of Daybook that stands for a harness's: begun and ended with it, once, however often the harness says so.</summary>
/// <param name="store">The store.</param>
/// <param name="actor">Who acts, in which session; a harness that names none has none here, since the agent's open one may be somebody else's.</param>
internal sealed class HookSession(EmbeddedStore store, TaskActor actor)
{
    /// <summary>
    /// Works in the session in which the agent does; nothing is done if the harness names none. Where its start was not seen, as in the middle of
    /// which the store was made, that is the one in which the agent has taken its task meanwhile; else it is begun now, and durable.
    /// </summary>
    public async Task WorkInAsync(Func<SessionRecord, Task> work, CancellationToken cancellationToken)
    {
        if (actor.SessionId is null)
        {
            return;
        }

        IReadOnlyList<SessionRecord> all = await store.Sessions.ListAsync(new ProblemList(), cancellationToken);
        SessionRecord session = Named(all)
            ?? all.FirstOrDefault(session => session is { EndedAt: null, CurrentTaskId: not null } && session.Agent == actor.Agent)
            ?? await store.Sessions.StartAsync(actor, cancellationToken);
        await work(session);
    }

    /// <summary>Begins it, unless it goes on: a harness says so again after a compaction. Durable when the task completes.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        // A harness that names no session gets one by the agent's first write.
        if (actor.SessionId is not null && Named(await store.Sessions.ListAsync(new ProblemList(), cancellationToken)) is not { EndedAt: null })
        {
            await store.Sessions.StartAsync(actor, cancellationToken);
        }
    }

    /// <summary>Ends it, and removes its checkpoint: nothing is left to go on with. Durable when the task completes.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (Named(await store.Sessions.ListAsync(new ProblemList(), cancellationToken)) is not { EndedAt: null } session)
        {
            return;
        }

        await store.Sessions.EndAsync(actor, cancellationToken);
        await RemoveCheckpointAsync(session, cancellationToken);
    }

    private SessionRecord? Named(IReadOnlyList<SessionRecord> all) => all.FirstOrDefault(session => session.SessionId == actor.SessionId);

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
