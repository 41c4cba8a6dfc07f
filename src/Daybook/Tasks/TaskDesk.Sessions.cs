using Daybook.Errors;

namespace Daybook.Tasks;

/// <content>Sessions.</content>
public sealed partial class TaskDesk
{
    /// <summary>A new session; with an id that is known, a session that goes on.</summary>
    /// <exception cref="InvalidInputException">The actor is refused.</exception>
    public TaskEvent StartSession(TaskActor actor)
    {
        TaskRules.Validate(actor);
        return Event(actor with { SessionId = actor.SessionId ?? ids.NewId().ToString() }, null, new TaskAction.SessionStarted());
    }

    /// <summary>What a session works on changes.</summary>
    /// <exception cref="InvalidInputException">The actor or the scope is refused.</exception>
    public TaskEvent ChangeScope(string scope, TaskActor actor)
    {
        TaskRules.Validate(actor);
        TaskRules.ValidateScope(scope);
        return Event(actor, null, new TaskAction.ScopeChanged(scope));
    }

    /// <summary>A session ends; without an id the agent's open one.</summary>
    /// <returns>The event; null if that session has ended before.</returns>
    /// <exception cref="NotFoundException">There is none.</exception>
    public TaskEvent? EndSession(TaskActor actor)
    {
        TaskRules.Validate(actor);
        SessionRecord session = (actor.SessionId is { } id ? board.FindSession(id) : board.OpenSessionOf(actor.Agent))
            ?? throw new NotFoundException(actor.SessionId is null ? $"{actor.Agent} has no open session" : $"there is no session {actor.SessionId}")
            {
                Id = actor.SessionId,
                Hint = "daybook session list shows them",
            };
        return session.EndedAt is null
            ? Event(actor with { SessionId = session.SessionId }, null, new TaskAction.SessionEnded())
            : null;
    }
}
