using Daybook.Proof.Crashes;
using Daybook.Proof.Cuts;
using Daybook.Proof.Disks;
using Daybook.Proof.Faults;
using Daybook.Proof.Fuzzing;
using Daybook.Proof.Histories;
using Daybook.Proof.Kills;
using Daybook.Proof.Mutations;
using Daybook.Proof.Recorded;
using Daybook.Proof.Refusals;

namespace Daybook.Proof;

/// <summary>Every proof there is, in the order in which they run.</summary>
internal static class Proofs
{
    public static readonly IReadOnlyList<IProof> All =
    [
        new StatesProof(),
        new MutationsProof(),
        new RefusalsProof(),
        new RecordedProof(),
        new ShimProof(),
        new KillProof(),
        new CutProof(),
        new DiskProof(),
        new HistoriesProof(),
        new FuzzProof(),
    ];
}
