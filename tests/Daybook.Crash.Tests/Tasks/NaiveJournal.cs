using System.Text.Json;
using Xunit;

namespace Daybook.Crash.Tests.Tasks;

/// <summary>What a list of events amounts to, by the plainest means; refuses what may not happen.</summary>
/// <param name="lastSeqOf">The number of the last event that a process did; with its end its claims end.</param>
internal sealed class NaiveJournal(IReadOnlyDictionary<long, long> lastSeqOf)
{
    private readonly Dictionary<string, NaiveTask> tasks = [];
    private readonly HashSet<long> tokens = [];

    /// <summary>The tasks after the events so far, by id.</summary>
    public IReadOnlyDictionary<string, NaiveTask> Tasks => tasks;

    /// <summary>How many claims took a task over from somebody who was gone.</summary>
    public int TakenOver { get; private set; }

    /// <summary>Lets something happen.</summary>
    public void Apply(JsonElement happened)
    {
        if (!happened.TryGetProperty("task_id", out JsonElement named))
        {
            return;
        }

        string id = named.GetString() ?? "";
        string name = happened.GetProperty("event").GetString() ?? "";
        if (name == "created")
        {
            JsonElement created = happened.GetProperty("task");
            Assert.True(tasks.TryAdd(id, new NaiveTask(created.GetProperty("name").GetString() ?? "", created.GetProperty("priority").GetInt32())));
            return;
        }

        NaiveTask task = tasks[id];
        tasks[id] = name switch
        {
            "claimed" => Claimed(task, happened),
            "completed" or "failed" => task.From("in_progress", name),
            "released" => task.From("in_progress", "pending"),
            "cancelled" => task.From(task.Status == "pending" ? "pending" : "in_progress", name),
            "reopened" => task.From(task.Status is "completed" or "failed" or "cancelled" ? task.Status : "finished", "pending"),
            "edited" => task with { Priority = happened.GetProperty("priority").GetInt32() },
            "noted" => task with { Decisions = [.. task.Decisions.Union(happened.GetProperty("context").GetProperty("decisions").EnumerateArray().Select(one => one.GetString() ?? ""))] },
            _ => throw new InvalidOperationException($"nobody does '{name}'"),
        };
    }

    private NaiveTask Claimed(NaiveTask task, JsonElement happened)
    {
        JsonElement claim = happened.GetProperty("claim");
        long token = claim.GetProperty("token").GetInt64();
        Assert.True(tokens.Add(token), $"token {token} was handed out twice");
        long now = happened.GetProperty("boot").GetProperty("ms").GetInt64();
        if (task.Status == "in_progress")
        {
            bool isGone = task.Owner is { } owner && lastSeqOf.GetValueOrDefault(owner) < happened.GetProperty("seq").GetInt64();
            bool isEnded = now - task.ClaimedAt >= task.LeaseMs;
            Assert.True(isGone || isEnded, $"token {token} took over a live claim");
            TakenOver++;
        }
        else
        {
            Assert.Equal("pending", task.Status);
        }

        return task with
        {
            Status = "in_progress",
            Token = token,
            ClaimedAt = now,
            LeaseMs = claim.GetProperty("lease_ms").GetInt64(),
            Owner = claim.TryGetProperty("process", out JsonElement process) ? process.GetProperty("pid").GetInt64() : null,
        };
    }
}
