using Daybook.Embedded;
using Daybook.Proof.Stores;

namespace Daybook.Proof.Steps;

/// <summary>What is asked of a store after an accident to the processes that wrote to it.</summary>
/// <param name="folder">The store.</param>
/// <param name="ledger">What was asked for.</param>
/// <param name="acknowledged">What was acknowledged before the accident.</param>
internal sealed class StepCheck(string folder, StepLedger ledger, IReadOnlyDictionary<Subject, int> acknowledged)
{
    /// <summary>Reads everything, mends, and reads everything again.</summary>
    /// <param name="damagesMax">How many places the accident may have left that cannot be read: a torn line for each writer that it ended.</param>
    /// <exception cref="ProofFailedException">Something acknowledged is lost, or cannot be read, or cannot be mended.</exception>
    public async Task MustHoldAsync(int damagesMax)
    {
        await using (EmbeddedStore store = await OpenAsync())
        {
            StoredSteps stored = await StoredSteps.ReadAsync(store);
            if (stored.Problems.Count > damagesMax)
            {
                throw Failed($"{stored.Problems.Count} places cannot be read, which is more than {damagesMax}", stored.Problems.Items);
            }

            MustBe(stored, "after the accident");
            IReadOnlyList<Finding> left = await StoreMending.FixAsync(store, folder);
            if (left.Count > 0)
            {
                throw Failed("doctor leaves findings", left);
            }
        }

        await using EmbeddedStore mended = await OpenAsync();
        StoredSteps kept = await StoredSteps.ReadAsync(mended);
        MustBe(kept, "after doctor --fix");
        if (kept.Problems.Count > 0)
        {
            throw Failed("doctor leaves what cannot be read", kept.Problems.Items);
        }
    }

    private Task<EmbeddedStore> OpenAsync() => EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = folder }, default);

    private void MustBe(StoredSteps stored, string when)
    {
        IReadOnlyList<string> wrong = ledger.Compare(stored.Steps, acknowledged);
        if (wrong.Count > 0)
        {
            throw Failed($"{wrong.Count} things are not as acknowledged {when}", wrong);
        }
    }

    private static ProofFailedException Failed<T>(string what, IEnumerable<T> items) => new($"{what}:\n{string.Join('\n', items.Take(10))}");
}
