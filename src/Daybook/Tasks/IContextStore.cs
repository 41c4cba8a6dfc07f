using System.Text.Json;
using Daybook.Errors;

namespace Daybook.Tasks;

/// <summary>
/// What is known about the project as a whole, by key: <c>project_type</c>, <c>key_decisions</c>, <c>learned_patterns</c> and anything else.
/// One small document; any number of processes may change it at once, and no change is lost.
/// </summary>
public interface IContextStore
{
    /// <summary>One value.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="CorruptStoreException">The document and its backup cannot be read.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<JsonElement> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>All values, in the order in which the keys were first set.</summary>
    /// <exception cref="CorruptStoreException">The document and its backup cannot be read.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<IReadOnlyDictionary<string, JsonElement>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Sets a value. When the task completes it survives power loss.</summary>
    /// <exception cref="InvalidInputException"><see cref="ContextRules"/> refuses the key or the value, or the document would grow too large.</exception>
    /// <exception cref="BusyException">The lock stayed with another process.</exception>
    /// <exception cref="StorageException">The disk refused; nothing changed.</exception>
    Task SetAsync(string key, JsonElement value, CancellationToken cancellationToken);

    /// <summary>Adds to a list, which is made where there is none, and answers with it. When the task completes it survives power loss.</summary>
    /// <exception cref="InvalidInputException"><see cref="ContextRules"/> refuses the key or what is added, or the document would grow too large.</exception>
    /// <exception cref="ConflictException">The value is no list.</exception>
    /// <exception cref="BusyException">The lock stayed with another process.</exception>
    /// <exception cref="StorageException">The disk refused; nothing changed.</exception>
    Task<JsonElement> AppendAsync(string key, JsonElement value, CancellationToken cancellationToken);
}
