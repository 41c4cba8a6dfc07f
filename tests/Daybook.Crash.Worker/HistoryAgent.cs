using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Daybook.Drafts;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Tasks;

namespace Daybook.Crash.Worker;

/// <summary>
/// One of several processes that do all kinds of things with the same few records at the same time, and note what they were answered. Every
/// two seconds they go on to other records, so that the history of each is short enough to be judged.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="log">Where it is noted.</param>
/// <param name="agent">Who it is; another one in each life.</param>
/// <param name="random">Decides.</param>
internal sealed class HistoryAgent(EmbeddedStore store, HistoryLog log, string agent, Random random)
{
    /// <summary>The word that asks for one on the command line.</summary>
    internal const string Word = "history";

    private const long SecondsOfRecord = 2;

    private readonly Dictionary<string, long> tokens = [];
    private readonly Dictionary<string, DateTimeOffset> seen = [];
    private int unique;

    private static CancellationToken None => CancellationToken.None;

    /// <summary>The record that all use at this moment.</summary>
    private static int Bucket => (int)(Stopwatch.GetTimestamp() / (Stopwatch.Frequency * SecondsOfRecord) % int.MaxValue);

    internal static async Task RunAsync(string folder, string path, string agent, int operations, int seed)
    {
        using var log = new HistoryLog(path);
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(
            new EmbeddedOptions { Directory = folder, LockWait = TimeSpan.FromMinutes(1), HolderLabel = agent }, None);
        var worker = new HistoryAgent(store, log, agent, new Random(seed));
        await Console.Out.WriteLineAsync("ready");
        for (int done = 0; done < operations; done++)
        {
            await worker.DoAsync();
        }
    }

    private static string TaskId(int bucket) => $"0194f3a2-7c1e-4d10-9a51-{bucket:x12}";

    private static string RunName(int bucket) => RunId.Create(DateTimeOffset.UnixEpoch.AddSeconds(bucket), 1, 1);

    private static string OperationId(int bucket) => Ulid.Create(DateTimeOffset.UnixEpoch.AddSeconds(bucket), Guid.Empty);

    private Task DoAsync() => random.Next(20) switch
    {
        < 4 => MemoryAsync($"{Bucket}"),
        < 11 => TaskAsync(TaskId(Bucket)),
        < 14 => RunAsync(RunName(Bucket)),
        < 16 => OperationAsync(OperationId(Bucket)),
        < 17 => ContextAsync($"k{Bucket}"),
        _ => DraftAsync($"0194f3a2-7c1e-7d10-9a51-{Bucket:x12}"),
    };

    private Task MemoryAsync(string key) => random.Next(3) == 0
        ? NoteAsync(("memory", key, "read", "-"), async () =>
        {
            Page<MemoryRecord> page = await store.Memory.QueryAsync(new MemoryQuery { Fingerprint = key, Limit = MemoryQuery.LimitMax }, None);
            return page.Items.Count == 0 ? "none" : string.Join(',', page.Items.Select(static record => record.Id));
        })
        : NoteAsync(("memory", key, "add", "-"), async () => await store.Memory.AddAsync(new MemoryRecord { Type = "incident", Repo = "acme/web", Fingerprint = key }, None) switch
        {
            MemoryAddResult.Added added => "added:" + added.Id,
            MemoryAddResult.Duplicate duplicate => "duplicate:" + duplicate.ExistingId,
            _ => null,
        });

    private Task TaskAsync(string id)
    {
        var actor = new TaskActor { Agent = agent, Token = tokens.GetValueOrDefault(id, 1) };
        int what = random.Next(9);
        if (what == 8)
        {
            return NoteAsync(("task", id, "create", "-"), async () => "ok:" + Told(await store.Tasks.CreateAsync(new NewTask { Id = id, Name = agent }, actor with { Token = null }, None)));
        }

        if (what < 2)
        {
            return NoteAsync(("task", id, "get", "-"), async () => Told(await store.Tasks.GetAsync(id, None)));
        }

        if (what < 5 && !tokens.ContainsKey(id))
        {
            return NoteAsync(("task", id, "claim", agent), async () =>
            {
                if (await store.Tasks.ClaimAsync(id, new ClaimRequest { Agent = agent, Lease = TimeSpan.FromHours(1) }, None) is not ClaimResult.Claimed claimed)
                {
                    return "refused";
                }

                tokens[id] = claimed.Token;
                return "token:" + claimed.Token.ToString(CultureInfo.InvariantCulture);
            });
        }

        string note = $"{agent}.{++unique}";
        (string Word, TaskChange Change) chosen = random.Next(6) switch
        {
            0 => ("complete", new TaskChange.Complete(null)),
            1 => ("reopen", new TaskChange.Reopen(null)),
            2 => ("release", new TaskChange.Release(null)),
            _ => ("note", new TaskChange.Note(new TaskContext { Values = new Dictionary<string, JsonElement> { ["v"] = JsonSerializer.SerializeToElement(note) } })),
        };
        return NoteAsync(("task", id, chosen.Word, $"{actor.Token}/{note}"), async () =>
        {
            if (chosen.Word is "complete" or "release")
            {
                tokens.Remove(id);
            }

            return "ok:" + Told(await store.Tasks.ChangeAsync(id, chosen.Change, actor, None));
        });
    }

    private Task RunAsync(string id) => random.Next(6) switch
    {
        0 => NoteAsync(("run", id, "create", "-"), async () =>
            (await store.Runs.CreateAsync(new NewRun { ProjectId = "p", TaskId = "t", AgentType = "a", RunId = id, Pid = 1 }, None)).ErrorSummary ?? "0"),
        < 3 => NoteAsync(("run", id, "get", "-"), async () => (await store.Runs.GetAsync(id, None)).Run.ErrorSummary ?? "0"),
        _ => NoteAsync(("run", id, "add", "-"), async () => (await store.Runs.UpdateAsync(
            id, static run => run with { ErrorSummary = (int.Parse(run.ErrorSummary ?? "0", CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture) }, None)).ErrorSummary),
    };

    private Task ContextAsync(string key) => random.Next(3) == 0
        ? NoteAsync(("context", key, "get", "-"), async () =>
        {
            IReadOnlyDictionary<string, JsonElement> all = await store.Context.ListAsync(None);
            return all.TryGetValue(key, out JsonElement list) ? $"{list.GetArrayLength()}" : "0";
        })
        : NoteAsync(("context", key, "add", "-"), async () => $"{(await store.Context.AppendAsync(key, JsonSerializer.SerializeToElement(agent), None)).GetArrayLength()}");

    private Task OperationAsync(string id)
    {
        string evidence = $"{agent}.{++unique}";
        return random.Next(4) switch
        {
            0 => NoteAsync(("operation", id, "start", "-"), async () =>
            {
                await store.Operations.StartAsync(new NewOperation { Id = id, ProfileId = "p", Action = "a", Actor = "all" }, None);
                return "ok";
            }),
            1 => NoteAsync(("operation", id, "get", "-"), async () =>
            {
                OperationRecord operation = (await store.Operations.GetAsync(id, None)).Operation;
                return operation.Status == OperationStatus.Open ? "open" : "closed:" + operation.EvidenceRef;
            }),
            _ => NoteAsync(("operation", id, "complete", evidence), async () =>
            {
                await store.Operations.CompleteAsync(id, new OperationCompletion { Outcome = OperationOutcome.Done, Evidence = evidence }, None);
                return "ok";
            }),
        };
    }

    private Task DraftAsync(string id)
    {
        if (random.Next(2) == 0)
        {
            return NoteAsync(("draft", id, "load", "-"), async () =>
            {
                Draft draft = await store.Drafts.LoadAsync(id, None);
                seen[id] = draft.UpdatedAt;
                using JsonDocument state = JsonDocument.Parse(draft.StateJson);
                return $"{draft.UpdatedAt.UtcTicks}:{state.RootElement.GetProperty("n").GetString()}";
            });
        }

        string name = $"{agent}.{++unique}";
        DateTimeOffset? expected = seen.TryGetValue(id, out DateTimeOffset at) ? at : null;
        return NoteAsync(("draft", id, "save", $"{expected?.UtcTicks ?? 0}/{name}"), async () =>
        {
            DraftSummary saved = await store.Drafts.SaveAsync(
                new DraftSave { SessionId = id, StateJson = $$"""{"n":"{{name}}"}""", ExpectedUpdatedAt = expected, MustBeNew = expected is null }, None);
            seen[id] = saved.UpdatedAt;
            return $"{saved.UpdatedAt.UtcTicks}:{name}";
        });
    }

    private static string Told(TaskRecord task) => string.Create(
        CultureInfo.InvariantCulture,
        $"{task.Status}/{task.Claim?.Token ?? 0}/{(task.Context.Values.TryGetValue("v", out JsonElement note) ? note.GetString() : "-")}");

    private Task NoteAsync((string Kind, string Key, string Action, string Argument) call, Func<Task<string?>> operation) => log.NoteAsync(call, async () =>
    {
        try
        {
            return await operation();
        }
        catch (DurabilityUnknownException)
        {
            return null;
        }
        catch (NotFoundException)
        {
            return "none";
        }
        catch (ConflictException)
        {
            return "refused";
        }
    });
}
