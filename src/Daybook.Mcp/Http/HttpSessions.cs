using System.Diagnostics.CodeAnalysis;

namespace Daybook.Mcp.Http;

/// <summary>
/// The sessions that are open, by ids that nobody can guess. An id names a session and opens nothing: each request carries the token, and
/// all sessions of a server were opened by its one token.
/// </summary>
/// <param name="options">How many, for how long, and where ids come from.</param>
internal sealed class HttpSessions(McpHttpOptions options) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>How many are open.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return entries.Count;
            }
        }
    }

    /// <summary>Opens one for a request that will end its use. Those that were silent for too long end; so does the longest silent one of too many.</summary>
    /// <returns>Null where there are too many and all of them are busy.</returns>
    public async Task<HttpSession?> OpenAsync()
    {
        HttpSession? opened = null;
        List<HttpSession> ended;
        lock (gate)
        {
            ended = TakeIdle();
            if (entries.Count < options.SessionsMax)
            {
                // Two random ids: more than the 128 random bits that one of them falls six short of.
                string id = options.Ids.NewId().ToString("n") + options.Ids.NewId().ToString("n");
                opened = HttpSession.Open(id, options.ForSession(), options.Loggers);
                entries.Add(id, new Entry(opened) { Users = 1 });
            }
        }

        await EndAsync(ended).ConfigureAwait(false);
        return opened;
    }

    /// <summary>Finds one for a request that will end its use.</summary>
    public bool TryUse(string id, [NotNullWhen(true)] out HttpSession? session)
    {
        lock (gate)
        {
            session = entries.TryGetValue(id, out Entry? entry) && !IsStale(entry) ? entry.Session : null;
            if (session is not null && entry is not null)
            {
                entry.Users++;
            }

            return session is not null;
        }
    }

    /// <summary>Ends a request's use. From the last one on the session is silent.</summary>
    public void Release(HttpSession session)
    {
        lock (gate)
        {
            if (session.Id is { } id && entries.TryGetValue(id, out Entry? entry))
            {
                entry.Users--;
                entry.SilentSince = options.Time.GetTimestamp();
            }
        }
    }

    /// <summary>Ends one. What it still does is told to stop, and is waited for.</summary>
    /// <returns>False where there is none of that id.</returns>
    public async Task<bool> EndAsync(string id)
    {
        Entry? entry;
        lock (gate)
        {
            entries.Remove(id, out entry);
        }

        if (entry is not null)
        {
            await entry.Session.DisposeAsync().ConfigureAwait(false);
        }

        return entry is not null;
    }

    /// <summary>Ends all of them.</summary>
    public async ValueTask DisposeAsync()
    {
        List<HttpSession> all;
        lock (gate)
        {
            all = [.. entries.Values.Select(static entry => entry.Session)];
            entries.Clear();
        }

        await EndAsync(all).ConfigureAwait(false);
    }

    private static Task EndAsync(IEnumerable<HttpSession> sessions) =>
        Task.WhenAll(sessions.Select(static session => session.DisposeAsync().AsTask()));

    private bool IsStale(Entry entry) => entry.Users == 0 && options.Time.GetElapsedTime(entry.SilentSince) > options.IdleMax;

    private List<HttpSession> TakeIdle()
    {
        List<Entry> idle = [.. entries.Values.Where(IsStale)];
        if (idle.Count == 0 && entries.Count >= options.SessionsMax
            && entries.Values.Where(static entry => entry.Users == 0).MinBy(static entry => entry.SilentSince) is { } longest)
        {
            idle.Add(longest);
        }

        foreach (string id in idle.Select(static entry => entry.Session.Id).OfType<string>())
        {
            entries.Remove(id);
        }

        return [.. idle.Select(static entry => entry.Session)];
    }

    private sealed class Entry(HttpSession session)
    {
        public HttpSession Session => session;

        public int Users { get; set; }

        public long SilentSince { get; set; }
    }
}
