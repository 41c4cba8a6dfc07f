using System.Collections.ObjectModel;
using System.Text.Json;

namespace Daybook.Tasks;

/// <summary>Everything a <see cref="TaskBoard"/> knows apart from its tasks.</summary>
public sealed record BoardSummary
{
    /// <summary>The highest fencing token that was handed out.</summary>
    public long Token { get; init; }

    /// <summary>The sessions that are remembered.</summary>
    public IReadOnlyList<SessionRecord> Sessions { get; init; } = [];

    /// <summary>What was completed last, the latest first, at most <see cref="TaskBoard.CompletedMax"/>.</summary>
    public IReadOnlyList<CompletedTask> Completed { get; init; } = [];

    /// <summary>
    /// When a journal was found to be gone, so that another had to be begun with what the views still knew; null where none was lost, or
    /// somebody has taken note of it since.
    /// </summary>
    public DateTimeOffset? JournalLostAt { get; init; }

    /// <summary>Fields that another system keeps in <c>current.json</c>. They are kept there.</summary>
    public IReadOnlyDictionary<string, JsonElement> Extra { get; init; } = ReadOnlyDictionary<string, JsonElement>.Empty;
}
