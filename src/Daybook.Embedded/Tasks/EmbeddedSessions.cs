using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>Sessions: events of the tasks' journal.</summary>
internal sealed class EmbeddedSessions(TaskJournal journal) : ISessionStore
{
    /// <inheritdoc/>
    public Task<SessionRecord> StartAsync(TaskActor actor, CancellationToken cancellationToken)
    {
        TaskRules.Validate(actor);
        return WriteAsync(desk => desk.StartSession(actor), actor, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SessionRecord> EndAsync(TaskActor actor, CancellationToken cancellationToken)
    {
        TaskRules.Validate(actor);
        return WriteAsync(desk => desk.EndSession(actor), actor, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SessionRecord> ChangeScopeAsync(string scope, TaskActor actor, CancellationToken cancellationToken)
    {
        TaskRules.Validate(actor);
        TaskRules.ValidateScope(scope);
        return WriteAsync(desk => desk.ChangeScope(scope, actor), actor, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SessionRecord>> ListAsync(ProblemList problems, CancellationToken cancellationToken) =>
        journal.ReadAsync<IReadOnlyList<SessionRecord>>(
            static board =>
            {
                List<SessionRecord> sessions = [.. board.Sessions];
                sessions.Sort(static (one, other) => other.Seq.CompareTo(one.Seq));
                return sessions;
            },
            problems,
            cancellationToken);

    /// <inheritdoc/>
    public Task<SessionRecord> GetAsync(string idOrPrefix, CancellationToken cancellationToken)
    {
        RecordId.Check(idOrPrefix, "the session's id");
        return journal.ReadAsync((board, _, _) => Find(board, idOrPrefix), cancellationToken);
    }

    private static SessionRecord Find(TaskBoard board, string idOrPrefix)
    {
        if (board.FindSession(idOrPrefix) is { } exact)
        {
            return exact;
        }

        string[] found =
        [
            .. board.Sessions.Select(static session => session.SessionId)
                .Where(id => idOrPrefix.Length >= RecordId.MinimumPrefixLength && id.StartsWith(idOrPrefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
        return found.Length > 1
            ? throw new ConflictException($"several sessions begin with {idOrPrefix}: {string.Join(", ", found)}")
            {
                Candidates = found,
                Hint = "give more characters of the id",
            }
            : (found.Length == 1 ? board.FindSession(found[0]) : null)
                ?? throw new NotFoundException($"there is no session {idOrPrefix}") { Id = idOrPrefix, Hint = "daybook session list shows them" };
    }

    private Task<SessionRecord> WriteAsync(Func<TaskDesk, TaskEvent?> decide, TaskActor actor, CancellationToken cancellationToken) =>
        journal.WriteAsync<SessionRecord>(
            (desk, board) =>
            {
                TaskEvent? happened = decide(desk);
                return (happened, () => Find(board, happened?.SessionId ?? actor.SessionId ?? ""));
            },
            cancellationToken);
}
