using Daybook.Errors;

namespace Daybook.Tasks;

/// <summary>
/// Where a wish becomes an event or a refusal. It looks at the board, the history and the clocks, and changes none of them; whoever asked
/// writes the event and then <see cref="TaskBoard.Apply">applies</see> it. An engine asks under its lock, so that looking and writing are
/// one step for all.
/// </summary>
public sealed partial class TaskDesk
{
    private const int CandidatesMax = 20;

    private readonly TaskBoard board;
    private readonly IFinishedTasks finished;
    private readonly IIdSource ids;
    private readonly TaskMoment moment;

    /// <summary>A desk for one moment.</summary>
    public TaskDesk(TaskBoard board, IFinishedTasks finished, IIdSource ids, TaskMoment moment)
    {
        this.board = board;
        this.finished = finished;
        this.ids = ids;
        this.moment = moment;
    }

    /// <summary>A new task.</summary>
    /// <returns>The event; null if the given id is taken by a task that says the same, which is what was wanted.</returns>
    /// <exception cref="InvalidInputException"><see cref="TaskRules"/> refuses it.</exception>
    /// <exception cref="NotFoundException">There is no such parent or dependency.</exception>
    /// <exception cref="ConflictException">The id is taken by a task that says something else, or a prefix is ambiguous.</exception>
    public TaskEvent? Create(NewTask wanted, TaskActor actor)
    {
        TaskRules.Validate(wanted);
        TaskRules.Validate(actor);
        string[] dependsOn = [.. wanted.DependsOn.Select(Resolve).Distinct(StringComparer.Ordinal)];
        string? parent = wanted.ParentId is { } given ? Resolve(given) : null;
        string id = wanted.Id is { } named ? WholeId(named) : ids.NewId().ToString();
        if (wanted.Id is not null && Find(id) is { } taken)
        {
            return SaysTheSame(taken, wanted, parent, dependsOn)
                ? null
                : throw new ConflictException($"the id {id} is taken by another task, '{taken.Name}'")
                {
                    Id = id,
                    Hint = $"see it with daybook task show {id}, or leave the id out",
                };
        }

        TaskEvent blank = Event(actor, id, new TaskAction.Unknown(""));
        var task = new TaskRecord
        {
            Id = id,
            Name = wanted.Name,
            Description = wanted.Description is { Length: > 0 } ? wanted.Description : null,
            Priority = wanted.Priority,
            Tags = [.. wanted.Tags.Distinct(StringComparer.Ordinal)],
            ParentId = parent,
            DependsOn = dependsOn,
            BlockedBy = [.. dependsOn.Where(IsUnmet)],
            CreatedAt = moment.Now,
            SessionId = blank.SessionId,
        };
        TaskRules.CheckSize(task);
        return blank with { Action = new TaskAction.Created(task) };
    }

    /// <summary>The task that an id, or a prefix of at least <see cref="RecordId.MinimumPrefixLength"/> characters, means.</summary>
    /// <exception cref="InvalidInputException"><see cref="RecordId.Check"/> refuses it.</exception>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="ConflictException">Several ids begin so.</exception>
    public TaskRecord Get(string idOrPrefix)
    {
        RecordId.Check(idOrPrefix, "the task's id");
        return Find(idOrPrefix) ?? Find(Resolve(idOrPrefix)) ?? throw Unknown(idOrPrefix);
    }

    private static bool SaysTheSame(TaskRecord task, NewTask wanted, string? parent, string[] dependsOn) =>
        task.Name == wanted.Name
        && (task.Description ?? "") == (wanted.Description ?? "")
        && task.Priority == wanted.Priority
        && task.ParentId == parent
        && task.Tags.SequenceEqual(wanted.Tags.Distinct(StringComparer.Ordinal), StringComparer.Ordinal)
        && task.DependsOn.SequenceEqual(dependsOn, StringComparer.Ordinal);

    private static NotFoundException Unknown(string id) => new($"there is no task {id}")
    {
        Id = id,
        Hint = id.Length < RecordId.MinimumPrefixLength
            ? $"give the whole id, or at least {RecordId.MinimumPrefixLength} characters of it"
            : "daybook task list shows the open tasks, daybook task history the finished ones",
    };

    private TaskRecord? Find(string id) => board.Find(id) ?? finished.Find(id);

    /// <summary>The id that a whole UUID means, in whichever case it is given; another program may have given one in upper case.</summary>
    private string WholeId(string id) => Find(id) is not null ? id : TaskRules.Folded(id);

    private bool IsUnmet(string id) => Find(id) is not { Status: TaskState.Completed };

    private string Resolve(string idOrPrefix)
    {
        RecordId.Check(idOrPrefix, "the task's id");
        string whole = WholeId(idOrPrefix);
        if (Find(whole) is not null)
        {
            return whole;
        }

        if (idOrPrefix.Length < RecordId.MinimumPrefixLength || TaskRules.IsTaskId(whole))
        {
            throw Unknown(idOrPrefix);
        }

        string[] found =
        [
            .. board.Open.Concat(board.Finished)
                .Select(static task => task.Id)
                .Where(id => id.StartsWith(idOrPrefix, StringComparison.Ordinal))
                .Concat(finished.StartingWith(idOrPrefix, CandidatesMax))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Take(CandidatesMax),
        ];
        return found.Length switch
        {
            0 => throw Unknown(idOrPrefix),
            1 => found[0],
            _ => throw new ConflictException($"several ids begin with {idOrPrefix}: {string.Join(", ", found)}")
            {
                Candidates = found,
                Hint = "give more characters of the id",
            },
        };
    }

    /// <summary>The event of an action: numbered, dated, and with the moment of the boot where a lease begins.</summary>
    private TaskEvent Event(TaskActor actor, string? taskId, TaskAction action)
    {
        string session = actor.SessionId ?? board.OpenSessionOf(actor.Agent)?.SessionId ?? ids.NewId().ToString();
        bool beginsLease = action is TaskAction.Started or TaskAction.Claimed or TaskAction.Renewed || board.HoldsClaim(session);
        return new TaskEvent
        {
            Seq = board.Seq + 1,
            At = moment.Now,
            TaskId = taskId,
            Agent = actor.Agent,
            SessionId = session,
            RunId = actor.RunId,
            OperationId = actor.OperationId,
            Boot = beginsLease ? moment.Boot : null,
            Action = action,
        };
    }
}
