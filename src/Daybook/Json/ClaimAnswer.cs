using Daybook.Tasks;

namespace Daybook.Json;

/// <summary>What <c>task claim</c> answers.</summary>
/// <param name="Task">The task.</param>
/// <param name="Token">The fencing token, to be given with every write on the task.</param>
/// <param name="LeaseExpiresAt">When the lease ends unless it is renewed, UTC.</param>
internal sealed record ClaimAnswer(TaskRecord Task, long Token, DateTimeOffset LeaseExpiresAt);
