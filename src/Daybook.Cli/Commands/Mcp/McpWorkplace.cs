using Daybook.Cli.Stores;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Git;
using Daybook.Mcp;

namespace Daybook.Cli.Commands.Mcp;

/// <summary>
/// The store of a server, as commands find it, kept open between calls: which one is meant is asked with every call, since the first write
/// of any process may make it.
/// </summary>
/// <param name="stores">The way to the store.</param>
/// <param name="surroundings">The outside world.</param>
/// <param name="tell">Receives what the user should know about a store that was made.</param>
internal sealed class McpWorkplace(StoreAccess stores, Surroundings surroundings, Action<string> tell) : IWorkplace, IAsyncDisposable
{
    private readonly Dictionary<string, EmbeddedStore> open = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim turn = new(1);

    /// <inheritdoc/>
    public string WorkingDirectory => surroundings.WorkingDirectory.Value;

    /// <inheritdoc/>
    public bool IsFile(string path) => surroundings.Ports.FileSystem.Stat(path) is { Kind: FileKind.Regular };

    /// <inheritdoc/>
    public async Task<DaybookStore> OpenAsync(StoreUse use, CancellationToken cancellationToken)
    {
        try
        {
            string key = KeyOf(use);
            await turn.WaitAsync(cancellationToken);
            try
            {
                if (!open.TryGetValue(key, out EmbeddedStore? store))
                {
                    store = await OpenAnewAsync(use, cancellationToken);

                    // A write may just have made the store, which then has another key.
                    open[KeyOf(use)] = store;
                }

                return store;
            }
            finally
            {
                turn.Release();
            }
        }
        catch (DurabilityException refused)
        {
            throw new StorageException(refused.Message, refused) { Path = refused.Path };
        }
    }

    /// <inheritdoc/>
    public Task<UncommittedFiles> ListChangesAsync(CancellationToken cancellationToken) =>
        StoreLocator.WorkTreeRoot(surroundings.Ports.FileSystem, WorkingDirectory) is { } root
            ? surroundings.Git.ListAsync(root, cancellationToken)
            : Task.FromResult(UncommittedFiles.None);

    /// <summary>Closes every store: waits for the writes under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await turn.WaitAsync(CancellationToken.None);
        foreach (EmbeddedStore store in open.Values.Distinct())
        {
            await store.DisposeAsync();
        }

        open.Clear();
        turn.Release();
    }

    /// <summary>One store serves all uses, unless memory is elsewhere or there is none yet.</summary>
    private string KeyOf(StoreUse use) => stores.Find() is { } found && !stores.IsMemoryElsewhere ? found.Path : $"{use}\n{stores.Find()?.Path}";

    private Task<EmbeddedStore> OpenAnewAsync(StoreUse use, CancellationToken cancellationToken) => use switch
    {
        StoreUse.Read => stores.OpenToReadAsync(cancellationToken),
        StoreUse.Write => stores.OpenToWriteAsync(tell, cancellationToken),
        StoreUse.Change => stores.OpenToChangeAsync(cancellationToken),
        StoreUse.ReadMemory => stores.OpenMemoryToReadAsync(cancellationToken),
        StoreUse.WriteMemory => stores.OpenMemoryToWriteAsync(tell, cancellationToken),
        _ => stores.OpenToSearchAsync(cancellationToken),
    };
}
