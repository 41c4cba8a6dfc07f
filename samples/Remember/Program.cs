using Daybook;
using Daybook.Embedded;
using Daybook.Memory;
using Daybook.Memory.Events;

// Remembers a failed deploy and asks what is known about a file. The folder is a store that `daybook init` made.
string folder = args is [string given] ? given : ".daybook";
await using EmbeddedStore store = await EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = folder }, CancellationToken.None);

var failure = new DeployFailure { Repo = "acme/web", Sha = "4f2a9c1", Paths = ["src/db.cs"], Url = "https://github.com/acme/web/actions/runs/17" };
Console.WriteLine(await store.Memory.AddAsync(failure.ToRecord(), CancellationToken.None) switch
{
    MemoryAddResult.Added added => $"added {added.Id}",
    MemoryAddResult.Duplicate duplicate => $"known as {duplicate.ExistingId}",
    _ => "memory is switched off",
});

var about = new MemoryQuery { Repo = "acme/web", Paths = ["src/db.cs"] };
Page<MemoryRecord> history = await RelatedHistory.FindAsync(store.Memory, about, CancellationToken.None);
Console.Write(MemoryMarkdown.Bullets(history.Items));
