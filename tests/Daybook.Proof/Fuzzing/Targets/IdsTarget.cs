using Daybook.Drafts;
using Daybook.Embedded.Memory;
using Daybook.Embedded.Operations;
using Daybook.Embedded.Tasks;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Secrets;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>Ids, names, paths and words that people and other programs give.</summary>
internal sealed class IdsTarget() : FuzzTarget(
    "ids",
    Seed.Texts(
        "11111111-2222-4333-8444-555555555555", "01KTK4DFAS04MCX5GP1W2R6NEP", "20261101-1200000000-4711-1", "run_20260201-100000-17", "20260201-1000000000-1-2", "refs/daybook/operations",
        "src/./db//pool.cs", "C:\\work\\a", "memory-01MECZE1G00000000000000004.jsonl", "2026-11.jsonl", "2026-11.jsonl.gz", "research", "critical", "memory", "sha256:0123456789abcdef"),
    "..", "/", "\\", ":", "-", "_", ".lock", "@{", "~", "^", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "0000", "9999", "13", "\u0000")
{
    public override void Run(ReadOnlySpan<byte> input)
    {
        string text = TextOf(input);
        Refusable(text, static id =>
        {
            RecordId.Check(id, "the id");
            Claim(Path.GetFullPath(id, "/store") == "/store/" + id, "an id leads elsewhere");
        });
        Refusable(text, static id => RunRules.CheckId(id, "the id"));
        Refusable(text, OperationRules.CheckId);
        Refusable(text, static id => Claim(DraftRules.NormalId(DraftRules.NormalId(id)) == DraftRules.NormalId(id), "an id that is normal is made another"));
        Refusable(text, static word => _ = PurposeCategory.Parse(word));
        Refusable(text, static word => _ = RecordKinds.Parse(word));
        Refusable(text, static word => _ = SeverityScale.ParseKnown(word));
        Refusable(text, static word => _ = SecretFingerprint.Parse(word));
        Refusable(text, static name => Claim(OperationReference.Fault(name) is not null || !name.Contains("..", StringComparison.Ordinal), "a ref that git refuses"));
        Refusable(text, static path => Claim(path.Contains("/ ", StringComparison.Ordinal) || RepoPath.Normalize(RepoPath.Normalize(path)) == RepoPath.Normalize(path), "a path that is normal is made another"));
        _ = Ulid.TimeOf(text);
        if (RunId.TimeOf(text, out TimeSpan precision) is { } started)
        {
            Claim(precision > TimeSpan.Zero && RunId.TimeOf(RunId.Create(started, 1, 1), out _) == started, "the time of a run is another in an id of its own");
        }

        if (HistoryMonth.Parse(text) is { } month)
        {
            Claim(HistoryMonth.Of(month.Month.Start) == month.Month, "a month is another");
        }

        _ = SegmentEntry.IsName(text);
    }

    private static void Refusable(string text, Action<string> read)
    {
        try
        {
            read(text);
        }
        catch (DaybookException)
        {
            // Each of them is refused for itself.
        }
    }
}
