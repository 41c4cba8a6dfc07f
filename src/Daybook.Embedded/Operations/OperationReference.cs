using System.Text.Json;
using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>A ref of their own for the commits of operations, so that the history of the branch stays clean.</summary>
internal static class OperationReference
{
    /// <summary>The ref that <c>init --ops-ref</c> chooses.</summary>
    internal const string Default = "refs/daybook/operations";

    /// <summary>Where such refs are: nobody checks one out, and no other program moves one.</summary>
    private const string Prefix = "refs/daybook/";

    /// <summary>What is wrong with the name of a ref, by git's rules (man git-check-ref-format) and ours; null where nothing is.</summary>
    internal static string? Fault(string name) =>
        !name.StartsWith(Prefix, StringComparison.Ordinal) ? $"does not begin with {Prefix}"
        : name.Split('/').Any(static part => part.Length == 0 || part.StartsWith('.') || part.EndsWith(".lock", StringComparison.Ordinal))
            || name.EndsWith('.') || name.Contains("..", StringComparison.Ordinal) || name.Contains("@{", StringComparison.Ordinal)
            || name.Any(static letter => char.IsControl(letter) || " ~^:?*[\\".Contains(letter, StringComparison.Ordinal))
                ? "is no name that git allows for a ref"
        : null;

    /// <summary>Notes it in a store's file, unless one is noted.</summary>
    internal static StoreFile Into(StoreFile file)
    {
        if (file.OperationsReference is not null)
        {
            return file;
        }

        using JsonDocument block = JsonDocument.Parse($$"""{"ref":"{{Default}}"}""");
        return file with { Extra = new Dictionary<string, JsonElement>(file.Extra, StringComparer.Ordinal) { [OperationRecord.KindName] = block.RootElement.Clone() } };
    }
}
