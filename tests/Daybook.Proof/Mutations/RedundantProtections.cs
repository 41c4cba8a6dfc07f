using Daybook.Testing.Disk;

namespace Daybook.Proof.Mutations;

/// <summary>The protections that nothing acknowledged rests on, each with the reason.</summary>
internal static class RedundantProtections
{
    private static readonly IReadOnlyList<(Protection Gone, string Reason)> All =
    [
        (new(DiskCall.Rename, "/p/.daybook/tasks/current.json"), "a view of the journal, which the next command makes anew"),
        (new(DiskCall.Rename, "/p/.daybook/tasks/current.json.backup"), "the view before the last, which is there for people only"),
    ];

    public static string? ReasonFor(Protection gone) => All.FirstOrDefault(one => one.Gone == gone).Reason;
}
