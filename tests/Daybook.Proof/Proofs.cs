namespace Daybook.Proof;

/// <summary>Every proof there is, in the order in which they run.</summary>
internal static class Proofs
{
    public static readonly IReadOnlyList<IProof> All =
    [
        new Crashes.StatesProof(),
        new Mutations.MutationsProof(),
        new Refusals.RefusalsProof(),
    ];
}
