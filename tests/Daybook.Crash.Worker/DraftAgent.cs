using System.Globalization;
using System.Text.Json;
using Daybook.Drafts;
using Daybook.Embedded;
using Daybook.Errors;

namespace Daybook.Crash.Worker;

/// <summary>
/// An agent that saves its own draft and one that it shares with others, by the library, until it is through or is killed. It goes on from
/// the number that its own draft says, and tells each save that was acknowledged: <c>ack &lt;number&gt; &lt;session&gt; 0</c>.
/// </summary>
internal sealed class DraftAgent(string agent, int seed)
{
    /// <summary>How the names of such agents begin.</summary>
    internal const string Prefix = "drafts-";

    /// <summary>The session that all share.</summary>
    private const string Shared = "0194f3a2-7c1e-7d10-9a51-000000000000";

    private readonly Random random = new(seed);

    private string Own => $"0194f3a2-7c1e-7d10-9a51-{int.Parse(agent[Prefix.Length..], CultureInfo.InvariantCulture) + 1:x12}";

    internal async Task RunAsync(string folder, int saves)
    {
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(
            new EmbeddedOptions { Directory = folder, LockWait = TimeSpan.FromMinutes(1), HolderLabel = agent }, default);
        long number = await LastAsync(store);
        for (int done = 0; done < saves; done++)
        {
            await SaveAsync(store, Shared, random.Next());
            await SaveAsync(store, Own, ++number);
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"ack {number} {Own} 0"));
            await Console.Out.FlushAsync();
        }
    }

    private async Task<long> LastAsync(EmbeddedStore store)
    {
        try
        {
            using var state = JsonDocument.Parse((await store.Drafts.LoadAsync(Own, default)).StateJson);
            return state.RootElement.GetProperty("number").GetInt64();
        }
        catch (NotFoundException)
        {
            return 0;
        }
    }

    /// <summary>A state whose two ends say the same, so that half of one and half of another would show.</summary>
    private Task<DraftSummary> SaveAsync(EmbeddedStore store, string id, long number)
    {
        string filler = new('x', random.Next(20_000));
        string state = string.Create(CultureInfo.InvariantCulture, $$"""{"number":{{number}},"phase":"{{number}}","filler":"{{filler}}","again":{{number}}}""");
        return store.Drafts.SaveAsync(new DraftSave { SessionId = id, StateJson = state }, default);
    }
}
