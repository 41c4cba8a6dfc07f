namespace Daybook.Tasks;

/// <summary>A line in the list of what was completed lately.</summary>
/// <param name="Id">The task.</param>
/// <param name="Name">Its name.</param>
/// <param name="CompletedAt">When it was completed, UTC.</param>
/// <param name="DurationSeconds">Whole seconds from start to end, where known.</param>
public sealed record CompletedTask(string Id, string Name, DateTimeOffset CompletedAt, long? DurationSeconds);
