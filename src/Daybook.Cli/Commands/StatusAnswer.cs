using Daybook.Cli.Output;
using Daybook.Embedded;

namespace Daybook.Cli.Commands;

/// <summary>What <c>status</c> answers.</summary>
/// <param name="Store">The store's folder.</param>
/// <param name="Format">The format of its files.</param>
/// <param name="Kinds">What it holds, by kind.</param>
internal sealed record StatusAnswer(string Store, int Format, StatusAnswer.KindCounts Kinds)
{
    /// <summary>The wire form of a status.</summary>
    public static StatusAnswer Of(StoreStatus status)
    {
        ErrorReport? error = status.MemoryFault is { } fault ? ErrorReport.Of(fault) : null;
        return new(status.Store, status.Format, new KindCounts(new MemoryCounts(status.Memory?.Records, status.Memory?.Problems, error)));
    }

    /// <summary>What a store holds, by kind.</summary>
    /// <param name="Memory">What was learned.</param>
    internal sealed record KindCounts(MemoryCounts Memory);

    /// <summary>What memory holds.</summary>
    /// <param name="Records">How many readable records lie within the retention window.</param>
    /// <param name="Problems">How many lines are skipped or doubted.</param>
    /// <param name="Error">What is wrong with the setup of memory; nothing is counted then.</param>
    internal sealed record MemoryCounts(long? Records, long? Problems, ErrorReport? Error);
}
