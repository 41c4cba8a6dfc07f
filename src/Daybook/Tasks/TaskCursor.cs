using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Daybook.Errors;

namespace Daybook.Tasks;

/// <summary>Cuts pages out of tasks in the order of work. The cursor is the place in that order after which the next page starts.</summary>
public static class TaskCursor
{
    private const string Kind = "w1";

    /// <summary>A page of tasks in the order of work.</summary>
    /// <param name="tasks">All of them, in any order; they are gone through once, and no more than a page is held.</param>
    /// <param name="limit">The most on a page.</param>
    /// <param name="cursor">Where the page before ended.</param>
    /// <param name="problems">What the read before had to leave out.</param>
    /// <exception cref="InvalidInputException">The limit is out of bounds, or the cursor is not one of these.</exception>
    public static Page<TaskRecord> PageOf(IEnumerable<TaskRecord> tasks, int limit, string? cursor, ProblemList problems)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(problems);
        CheckLimit(limit);
        TaskRecord? last = cursor is null ? null : Decode(cursor);

        // One more than fits the page tells whether there is another.
        var first = new SortedSet<TaskRecord>(TaskOrder.Instance);
        TaskRecord? largest = null;
        long total = 0;
        foreach (TaskRecord task in tasks)
        {
            total++;
            bool isFull = first.Count > limit;
            if ((isFull && TaskOrder.Instance.Compare(task, largest) > 0) || (last is not null && TaskOrder.Instance.Compare(task, last) <= 0))
            {
                continue;
            }

            first.Add(task);
            if (isFull && largest is not null)
            {
                first.Remove(largest);
            }

            largest = first.Max;
        }

        bool isMore = first.Count > limit;
        TaskRecord[] page = [.. first.Take(limit)];
        return new Page<TaskRecord>(page, total, isMore ? Encode(page[^1]) : null, problems.Items);
    }

    /// <summary>Refuses a page size that is out of bounds.</summary>
    /// <exception cref="InvalidInputException">It is.</exception>
    public static void CheckLimit(int limit)
    {
        if (limit is < TaskQuery.LimitMin or > TaskQuery.LimitMax)
        {
            throw new InvalidInputException($"limit is {limit}; it must be from {TaskQuery.LimitMin} to {TaskQuery.LimitMax}");
        }
    }

    /// <summary>What to say to a cursor that is not one of a listing.</summary>
    public static InvalidInputException Refused() => new("the cursor is not one of this listing")
    {
        Hint = "pass next_cursor exactly as the page before gave it, or leave it out to start at the first page",
    };

    private static string Encode(TaskRecord task) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Kind},{task.Priority},{task.CreatedAt.UtcTicks},{task.Id}")));

    private static TaskRecord Decode(string cursor)
    {
        try
        {
            string[] parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(',', 4);
            if (parts.Length == 4 && parts[0] == Kind
                && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int priority)
                && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long ticks)
                && ticks <= DateTimeOffset.MaxValue.UtcTicks)
            {
                return new TaskRecord { Id = parts[3], Name = "", Priority = priority, CreatedAt = new DateTimeOffset(ticks, TimeSpan.Zero) };
            }
        }
        catch (FormatException)
        {
            throw Refused();
        }

        throw Refused();
    }
}
