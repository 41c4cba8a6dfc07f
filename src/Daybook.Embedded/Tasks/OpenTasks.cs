using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>The three contracts over one journal, opened and closed together. Nothing is read or written until one of them is used.</summary>
internal sealed class OpenTasks : IAsyncDisposable
{
    private readonly TaskJournal journal;

    internal OpenTasks(EmbeddedPorts ports, TaskPlaces places, EmbeddedOptions options)
    {
        journal = new TaskJournal(ports, places, options);
        Tasks = new EmbeddedTasks(journal);
        Sessions = new EmbeddedSessions(journal);
        Context = new EmbeddedContext(ports, places, options, journal);
    }

    internal EmbeddedTasks Tasks { get; }

    internal ISessionStore Sessions { get; }

    internal IContextStore Context { get; }

    public ValueTask DisposeAsync() => journal.DisposeAsync();
}
