using System.Globalization;
using Daybook.Operations;

namespace Daybook.Mcp.Operations;

/// <summary>What went wrong beside the log of an operation, for the text of an answer.</summary>
internal static class Remarks
{
    private const int WarningsMax = 5;

    /// <summary>The remarks, or nothing.</summary>
    public static string Of(OperationChange change)
    {
        string redacted = change.Redacted > 0 ? string.Create(CultureInfo.InvariantCulture, $" {change.Redacted} secrets were made unreadable.") : "";
        return redacted + string.Concat(change.Warnings.Take(WarningsMax).Select(static warning => $" Warning: {warning}."));
    }
}
