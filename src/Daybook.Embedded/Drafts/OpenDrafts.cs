namespace Daybook.Embedded.Drafts;

/// <summary>The drafts and the builder memory of an open store, which share one database.</summary>
internal sealed class OpenDrafts : IDisposable
{
    private readonly DraftDatabase database;

    internal OpenDrafts(EmbeddedPorts ports, DraftPlaces places, EmbeddedOptions options)
    {
        database = new DraftDatabase(ports, places, options);
        Listing = new DraftListing(places, database);
        Drafts = new EmbeddedDrafts(ports, places, database, options.DraftSchema);
        Doctor = new DraftDoctor(ports, places, options, database, new DraftOpening(ports, places, options));
        BuilderMemory = new EmbeddedBuilderMemory(ports, places, database);
    }

    internal DraftDatabase Database => database;

    internal EmbeddedDrafts Drafts { get; }

    internal DraftDoctor Doctor { get; }

    internal EmbeddedBuilderMemory BuilderMemory { get; }

    /// <summary>What there is, read at once and by the caller's own thread.</summary>
    internal DraftListing Listing { get; }

    /// <inheritdoc/>
    public void Dispose() => database.Dispose();
}
