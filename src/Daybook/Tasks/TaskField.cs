namespace Daybook.Tasks;

/// <summary>The fields of a task, in the order in which they are written.</summary>
internal enum TaskField
{
    Id,
    Name,
    Description,
    Status,
    Priority,
    Tags,
    ParentId,
    DependsOn,
    BlockedBy,
    CreatedAt,
    StartedAt,
    CompletedAt,
    DurationSeconds,
    FailureReason,
    Claim,
    Context,
    SessionId,
    Reopened,
    Seq,

    /// <summary>The sum that ends a stored line. It belongs to the file, not to the task.</summary>
    Seal,
}
