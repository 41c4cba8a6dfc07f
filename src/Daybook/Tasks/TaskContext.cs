using System.Collections.ObjectModel;
using System.Text.Json;

namespace Daybook.Tasks;

/// <summary>What is known about the work on a task, so that someone else can go on with it.</summary>
public sealed record TaskContext
{
    /// <summary>Nothing known.</summary>
    public static readonly TaskContext Empty = new();

    /// <summary>The files that were changed for it, each once, in the order in which they were told.</summary>
    public IReadOnlyList<string> FilesModified { get; init; } = [];

    /// <summary>What was decided, each once, in the order in which it was told.</summary>
    public IReadOnlyList<string> Decisions { get; init; } = [];

    /// <summary>Anything else, by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Values { get; init; } = ReadOnlyDictionary<string, JsonElement>.Empty;

    /// <summary>This context and what is new in another one; a value with the same name is replaced.</summary>
    internal TaskContext With(TaskContext more) => new()
    {
        FilesModified = Joined(FilesModified, more.FilesModified),
        Decisions = Joined(Decisions, more.Decisions),
        Values = Joined(Values, more.Values),
    };

    private static IReadOnlyList<string> Joined(IReadOnlyList<string> known, IReadOnlyList<string> more) =>
        more.Count == 0 ? known : [.. known.Union(more, StringComparer.Ordinal)];

    private static IReadOnlyDictionary<string, JsonElement> Joined(
        IReadOnlyDictionary<string, JsonElement> known, IReadOnlyDictionary<string, JsonElement> more)
    {
        if (more.Count == 0)
        {
            return known;
        }

        var joined = new OrderedDictionary<string, JsonElement>(known, StringComparer.Ordinal);
        foreach ((string name, JsonElement value) in more)
        {
            joined[name] = value;
        }

        return joined;
    }
}
