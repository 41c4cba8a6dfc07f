using Daybook.Memory;

namespace Daybook.Cli.Commands.Memory;

/// <summary>What <c>memory status</c> answers.</summary>
/// <param name="Enabled">Whether records are taken in.</param>
/// <param name="Records">How many readable records lie within the retention window.</param>
/// <param name="RetentionDays">How many days back a query looks.</param>
/// <param name="Path">Where the records are.</param>
/// <param name="Bytes">How many bytes they and the archived ones take, before compression.</param>
internal sealed record MemoryStatusAnswer(bool Enabled, long Records, int RetentionDays, string Path, long Bytes)
{
    /// <summary>The wire form of a status.</summary>
    public static MemoryStatusAnswer Of(MemoryStatus status) =>
        new(status.Enabled, status.Records, status.RetentionDays, status.Path, status.Bytes);
}
