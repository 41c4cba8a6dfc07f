using System.Globalization;
using Daybook.Errors;
using Daybook.Operations;
using Xunit;

namespace Daybook.Compliance;

/// <summary>Random rows of calls, judged by a dictionary that does what the contract says.</summary>
public abstract partial class OperationStoreCompliance
{
    private const int CallsInRow = 120;

    [Fact]
    public async Task Random_calls_end_as_a_naive_model_says()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        DaybookStore store = await OpenAsync(Clock);
        var model = new SortedDictionary<string, (string Action, string? Outcome, List<string> Artifacts)>(StringComparer.Ordinal);
        for (int call = 0; call < CallsInRow; call++)
        {
            Clock.Advance(TimeSpan.FromSeconds(random.Next(3)));
            string id = Id[..^2] + random.Next(10, 30).ToString(CultureInfo.InvariantCulture);
            string word = $"word{random.Next(3)}";
            bool isKnown = model.TryGetValue(id, out (string Action, string? Outcome, List<string> Artifacts) known);
            (bool isDue, Func<Task> attempt, Action remember) = Choose(random.Next(4));
            Assert.True(await SucceedsAsync(attempt) == isDue, $"seed {seed}: call {call} on {id}");
            if (isDue)
            {
                remember();
            }

            store = call % 40 == 39 ? await ReopenAsync(store, Clock) : store;

            (bool IsDue, Func<Task> Attempt, Action Remember) Choose(int kind) => kind switch
            {
                0 => (
                    !isKnown || known.Action == word,
                    () => store.Operations.StartAsync(Plain with { Id = id, Action = word }, Cancellation),
                    () => model.TryAdd(id, (word, null, []))),
                1 => (
                    isKnown && known.Outcome is null,
                    () => store.Operations.CompleteAsync(id, Done, Cancellation),
                    () => model[id] = (known.Action, OperationOutcome.Done, known.Artifacts)),
                2 => (
                    isKnown,
                    () => store.Operations.LinkAsync(id, new OperationLinks { Artifacts = [word] }, Cancellation),
                    () => known.Artifacts.AddRange(known.Artifacts.Contains(word) ? [] : [word])),
                _ => (isKnown, () => store.Operations.GetAsync(id, Cancellation), static () => { }),
            };
        }

        Page<OperationView> page = await store.Operations.ListAsync(new OperationQuery { Limit = 100 }, Cancellation);
        Assert.Equal(
            model.Reverse().Select(pair => (pair.Key, pair.Value.Action, pair.Value.Outcome, string.Join(',', pair.Value.Artifacts))),
            page.Items.Select(view => (
                view.Operation.InvocationId, view.Operation.Action, view.Operation.Outcome,
                string.Join(',', view.Operation.Links.OfType<OperationLink.Artifact>().Select(link => link.Ref)))));
        await store.DisposeAsync();
    }

    private static async Task<bool> SucceedsAsync(Func<Task> attempt)
    {
        try
        {
            await attempt();
            return true;
        }
        catch (Exception refused) when (refused is ConflictException or NotFoundException)
        {
            return false;
        }
    }
}
