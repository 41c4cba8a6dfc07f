using Daybook.Cli.Processes;
using Daybook.Drafts;
using Daybook.Embedded;

namespace Daybook.Cli.Commands.Tour;

/// <summary>The tour's chapter on drafts: a builder session that is interrupted, resumed by another process, finished, remembered and suggested.</summary>
internal sealed class DraftChapter(Surroundings surroundings, ScratchRepository repository, Func<EmbeddedStore> store, Func<string> storePath)
{
    private const string Session = "0194f3a2-7c1e-7d10-9a51-3f0c5c1e8a01";
    private const string Interrupted = """{"phase":"model","initial_description":"A coding bot","config":{"tone":"formal"}}""";
    private const string Finished = """{"phase":"review","initial_description":"A coding bot","config":{"tone":"formal","model":"a-model"}}""";

    /// <summary>The steps, in their order.</summary>
    public IReadOnlyList<(string Name, Func<CancellationToken, Task<string>> Step)> Steps =>
    [
        ("Save a builder session, and lose the builder in the middle", InterruptAsync),
        ("Resume it from its draft in another process", ResumeAsync),
        ("Finish it, remember what was chosen, and be asked the same next time", FinishAsync),
    ];

    private async Task<string> InterruptAsync(CancellationToken cancellationToken)
    {
        // The shell saves twice, the second time from a pipe that it dies in the middle of: half a state must never be stored.
        string half = Interrupted[..40];
        string script = $"printf '%s' '{Interrupted}' | \"$@\" draft save --session-id {Session} --quiet; (printf '%s' '{half}'; kill -9 $$) | \"$@\" draft save --session-id {Session} --quiet";
        ChildResult result = await RunAsync(["sh", "-c", script, "tour", .. Own], cancellationToken);
        return result.ExitCode != 0 && result.Output.Contains(Session, StringComparison.Ordinal)
            ? $"session {Session} was saved in phase model; then its builder was killed with SIGKILL while it wrote the next state"
            : throw new CheckFailedException($"the builder ended with {result.ExitCode}: {result.Errors.Trim()}");
    }

    private async Task<string> ResumeAsync(CancellationToken cancellationToken)
    {
        ChildResult loaded = await RunAsync([.. Own, "draft", "load", Session], cancellationToken);
        if (loaded.Output != Interrupted)
        {
            throw new CheckFailedException($"the draft is not the state that was saved: {loaded.Output} {loaded.Errors.Trim()}");
        }

        Draft draft = await store().Drafts.LoadAsync(Session, cancellationToken);
        DraftSummary saved = await store().Drafts.SaveAsync(
            new DraftSave { SessionId = Session, StateJson = Finished, ExpectedUpdatedAt = draft.UpdatedAt }, cancellationToken);
        return saved.CreatedAt == draft.CreatedAt
            ? $"another process read the state byte for byte; it is in phase {saved.Phase} now, and still begun at {draft.CreatedAt:O}"
            : throw new CheckFailedException("a later save changed when the session was begun");
    }

    private async Task<string> FinishAsync(CancellationToken cancellationToken)
    {
        await store().BuilderMemory.RecordAsync(
            new NewBuilderMemory { PurposeCategory = "coding", InitialDescription = "A coding bot", ChosenTone = "formal", ChosenModel = "a-model" }, cancellationToken);
        await store().Drafts.DeleteAsync(Session, cancellationToken);
        ChildResult suggested = await RunAsync([.. Own, "recall", "suggest", "\"coding\""], cancellationToken);
        return suggested.Output.StartsWith("Last time you made a coding bot, you chose formal tone", StringComparison.Ordinal)
            ? suggested.Output.Trim()
            : throw new CheckFailedException($"nothing was suggested: {suggested.Output} {suggested.Errors.Trim()}");
    }

    /// <summary>This program on the tour's store: the options that every command takes may come first.</summary>
    private IReadOnlyList<string> Own => [.. surroundings.OwnCommand, "--store", storePath()];

    private Task<ChildResult> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken) =>
        ChildProcess.RunAsync(repository.Process(command), cancellationToken);
}
