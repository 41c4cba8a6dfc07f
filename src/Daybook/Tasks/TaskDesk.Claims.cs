using System.Globalization;
using Daybook.Errors;
using Daybook.Processes;

namespace Daybook.Tasks;

/// <content>Who may work on a task, and who may write to it.</content>
public sealed partial class TaskDesk
{
    /// <summary>A claim of the first task that is ready.</summary>
    /// <returns>The event; null if none is ready.</returns>
    /// <exception cref="InvalidInputException">The lease is out of bounds, or there is no such process.</exception>
    public TaskEvent? ClaimNext(ClaimRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        TaskClaim claim = ClaimFor(request);
        return board.Ready(moment).FirstOrDefault() is { } task ? Event(request.Actor, task.Id, new TaskAction.Claimed(claim)) : null;
    }

    /// <summary>A claim of one task.</summary>
    /// <param name="idOrPrefix">The task.</param>
    /// <param name="request">Who wants it, and for how long.</param>
    /// <param name="holder">Receives who holds it, if somebody does.</param>
    /// <returns>The event; null if somebody holds the task.</returns>
    /// <exception cref="InvalidInputException">The lease is out of bounds, or there is no such process.</exception>
    /// <exception cref="NotFoundException">There is no such task.</exception>
    /// <exception cref="ConflictException">Its state does not allow it, it waits for others, or the prefix is ambiguous.</exception>
    public TaskEvent? Claim(string idOrPrefix, ClaimRequest request, out ClaimResult.AlreadyClaimed? holder)
    {
        ArgumentNullException.ThrowIfNull(request);
        TaskClaim claim = ClaimFor(request);
        TaskRecord task = Get(idOrPrefix);
        holder = task.Claim is { } held && TaskLease.IsLive(held, moment)
            ? new ClaimResult.AlreadyClaimed(task.Id, held.Owner, held.LeaseExpiresAt)
            : null;
        if (holder is not null)
        {
            return null;
        }

        TaskEvent happened = Event(request.Actor, task.Id, new TaskAction.Claimed(claim));
        _ = Checked(task, happened);
        CheckUnblocked(task);
        return happened;
    }

    private static bool IsHolder(TaskClaim claim, TaskRecord task, long? token, string? session) =>
        token == claim.Token || (token is null && claim.IsSessions && session is not null && session == task.SessionId);

    private TaskClaim ClaimFor(ClaimRequest request)
    {
        TaskRules.Validate(request.Actor);
        TaskRules.ValidateLease(request.Lease);
        ProcessIdentity? owner = null;
        if (request.ProcessId is { } pid)
        {
            owner = ProcessIdentity.Of(pid, moment.Processes)
                ?? throw new InvalidInputException(string.Create(CultureInfo.InvariantCulture, $"there is no process {pid}"));
        }

        return new TaskClaim
        {
            Owner = request.Agent,
            Token = board.Token + 1,
            LeaseExpiresAt = TaskLease.EndOf(moment.Now, request.Lease),
            Lease = request.Lease,
            Process = owner,
        };
    }

    /// <summary>
    /// A write needs the token of a live claim. A token that is not the claim's any more is refused also when nobody holds the task now:
    /// its holder was overtaken and must learn it.
    /// </summary>
    private void CheckClaim(TaskRecord task, long? token, string? session, bool isHoldersOnly)
    {
        if (task.Claim is not { } claim)
        {
            if (token is { } stale && task.Status is TaskState.Pending or TaskState.InProgress)
            {
                throw NotTheClaim(task, $"token {token} is not the token of a claim on task {task.Id}, which nobody holds");
            }

            return;
        }

        if (IsHolder(claim, task, token, session))
        {
            return;
        }

        string until = $"{claim.LeaseExpiresAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}";
        if (token is not null)
        {
            throw NotTheClaim(task, $"token {token} is not the token of the claim on task {task.Id}: {claim.Owner} {(TaskLease.IsLive(claim, moment) ? "holds" : "held")} it until {until}");
        }

        if (isHoldersOnly || TaskLease.IsLive(claim, moment))
        {
            throw NotTheClaim(task, $"task {task.Id} is held by {claim.Owner} until {until}");
        }
    }

    private static ConflictException NotTheClaim(TaskRecord task, string message) => new(message)
    {
        Id = task.Id,
        Hint = "the holder passes --token with the number that the claim answered; everybody else waits for the end of the lease and claims the task then",
    };

    private static void CheckUnblocked(TaskRecord task)
    {
        if (task.BlockedBy.Count > 0)
        {
            throw new ConflictException($"task {task.Id} waits for {string.Join(", ", task.BlockedBy)}")
            {
                Id = task.Id,
                Hint = $"complete those first, or take the dependency away with daybook task depend {task.Id} --remove {task.BlockedBy[0]}",
            };
        }
    }
}
