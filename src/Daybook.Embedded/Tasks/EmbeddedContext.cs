using System.Text.Json;
using Daybook.Durability.Locks;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>The context: one document, read and written whole under the lock of the tasks.</summary>
internal sealed class EmbeddedContext(EmbeddedPorts ports, TaskPlaces places, EmbeddedOptions options, TaskJournal journal) : IContextStore
{
    /// <summary>What is too deep is for the rules to refuse.</summary>
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = int.MaxValue };

    /// <inheritdoc/>
    public async Task<JsonElement> GetAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        IReadOnlyDictionary<string, JsonElement> values = await ListAsync(cancellationToken).ConfigureAwait(false);
        return values.TryGetValue(key, out JsonElement value)
            ? value
            : throw new NotFoundException($"the context has no {key}") { Id = key, Hint = "daybook context list shows what it has" };
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, JsonElement>> ListAsync(CancellationToken cancellationToken) =>
        KernelErrors.TranslateAsync<IReadOnlyDictionary<string, JsonElement>>(() => Read().Values, cancellationToken);

    /// <inheritdoc/>
    public Task SetAsync(string key, JsonElement value, CancellationToken cancellationToken)
    {
        ContextRules.Validate(key, value);
        return ChangeAsync(
            values =>
            {
                values[key] = value;
                return value;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<JsonElement> AppendAsync(string key, JsonElement value, CancellationToken cancellationToken)
    {
        ContextRules.ValidateItem(key, value);
        return ChangeAsync(
            values =>
            {
                JsonElement list = values.TryGetValue(key, out JsonElement found) ? found : JsonElement.Parse("[]"u8);
                if (list.ValueKind != JsonValueKind.Array)
                {
                    throw new ConflictException($"{key} is no list") { Id = key, Hint = $"daybook context set {key} replaces it" };
                }

                string items = string.Join(',', list.EnumerateArray().Append(value).Select(static item => item.GetRawText()));
                var longer = JsonElement.Parse($"[{items}]", Deep);
                ContextRules.Validate(key, longer);
                return values[key] = longer;
            },
            cancellationToken);
    }

    private async Task<JsonElement> ChangeAsync(Func<OrderedDictionary<string, JsonElement>, JsonElement> change, CancellationToken cancellationToken)
    {
        JsonElement answer = await KernelErrors.TranslateAsync(
            () =>
            {
                places.Check(ports.FileSystem);
                _ = CurrentFile.Read(ports.FileSystem, places.Current);
                JournalStart.Ensure(ports, places, options);
                using FileLock guard = FileLock.Acquire(ports.FileSystem, places.Lock, options.LockWait, ports.Clock, options.HolderLabel);
                ContextFile known = Read();
                var values = new OrderedDictionary<string, JsonElement>(known.Values, StringComparer.Ordinal);
                JsonElement result = change(values);
                known.Replace(ports, places, values);
                return result;
            },
            cancellationToken).ConfigureAwait(false);
        journal.Touch();
        return answer;
    }

    private ContextFile Read()
    {
        if (ports.FileSystem.Stat(places.Context) is null && ports.FileSystem.Stat(places.Journal) is null
            && (CurrentFile.Read(ports.FileSystem, places.Current).Document ?? CurrentFile.Read(ports.FileSystem, places.CurrentBackup).Document) is { } document
            && new FoundingTasks(document, ports.Time.GetUtcNow()).Context is { } founding)
        {
            // It has not been taken in yet: the first write will.
            return ContextFile.From(founding);
        }

        return ContextFile.Read(ports.FileSystem, places);
    }
}
