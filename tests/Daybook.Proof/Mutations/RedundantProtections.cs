using Daybook.Testing.Disk;

namespace Daybook.Proof.Mutations;

/// <summary>The protections that nothing acknowledged rests on, each with the reason.</summary>
internal static class RedundantProtections
{
    private static readonly IReadOnlyList<(Protection Gone, string Reason)> All =
    [
    ];

    public static string? ReasonFor(Protection gone) => All.FirstOrDefault(one => one.Gone == gone).Reason;
}
