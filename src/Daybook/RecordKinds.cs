using Daybook.Drafts;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Tasks;

namespace Daybook;

/// <summary>The names of the five kinds, as they stand in folders and answers.</summary>
public static class RecordKinds
{
    /// <summary>All of them, in the order in which a store lists them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [MemoryRecord.KindName, TaskRecord.KindName, RunRecord.KindName, Draft.KindName, OperationRecord.KindName];

    /// <summary>Reads a kind as people write it: in the singular too, and <c>op</c> for operations.</summary>
    /// <exception cref="InvalidInputException">It names no kind.</exception>
    public static string Parse(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        string name = word.Trim().ToLowerInvariant();
        return name switch
        {
            "memories" => MemoryRecord.KindName,
            "op" or "ops" => OperationRecord.KindName,
            _ => All.FirstOrDefault(kind => kind == name || kind == name + "s")
                ?? throw new InvalidInputException($"\"{word}\" is no kind of record") { Hint = $"kinds are {string.Join(", ", All)}" },
        };
    }
}
