using System.Text.Json;
using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>A ref of their own for the commits of operations, so that the history of the branch stays clean.</summary>
internal static class OperationReference
{
    /// <summary>The ref that <c>init --ops-ref</c> chooses.</summary>
    internal const string Default = "refs/daybook/operations";

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
