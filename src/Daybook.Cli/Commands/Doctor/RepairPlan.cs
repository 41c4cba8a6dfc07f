using Daybook.Cli.Options;
using Daybook.Embedded;

namespace Daybook.Cli.Commands.Doctor;

/// <summary>Says in a dry run what <c>--fix</c> would do about each finding.</summary>
internal static class RepairPlan
{
    /// <summary>Adds it to the findings, where it is asked for.</summary>
    public static async Task<IReadOnlyList<Finding>> AddAsync(CommandCall call, RepairOptions repair, IReadOnlyList<Finding> findings, CancellationToken cancellationToken)
    {
        if (!repair.IsDryRun(call.Parsed) || findings.Count == 0)
        {
            return findings;
        }

        await using EmbeddedStore store = call.Stores.Find() is null
            ? await call.Stores.OpenMemoryToReadAsync(cancellationToken)
            : await call.Stores.OpenToReadAsync(cancellationToken);
        return [.. findings.Select(store.Plan)];
    }
}
