using Daybook.Proof;
using Daybook.Proof.Commands;
using Daybook.Proof.Recorded;
using Xunit;

namespace Daybook.Crash.Tests.Recorded;

/// <summary>The states made of recorded calls show it when a flush is missing from them.</summary>
public sealed class RecordingTests
{
    private const int StatesMax = 400;

    [Theory]
    [InlineData("memory add", "memory.jsonl")]
    [InlineData("task create", "journal.jsonl")]
    [InlineData("op start", ".jsonl")]
    [InlineData("draft save", "-wal")]
    public async Task A_flush_that_is_left_out_is_found(string name, string file)
    {
        await Recording.SkipUnlessPossibleAsync();
        using SeededStore seeded = await SeededStore.CreateAsync();
        Recording recording = await Recording.MakeAsync(seeded, WriteCommands.All.Single(command => command.Name == name));
        Recording lacking = recording with
        {
            Changes = [.. recording.Changes.Where(change => !(change is DiskChange.Flush && change.Path.EndsWith(file, StringComparison.Ordinal)))],
        };
        Assert.True(lacking.Changes.Count < recording.Changes.Count, "no flush was left out");
        var failures = new List<string>();
        foreach (CrashedState state in RecordedProof.States([.. CrashPlaces.Unordered(lacking)], seed: 1).Take(StatesMax).TakeWhile(_ => failures.Count == 0))
        {
            try
            {
                await StateCheck.CheckAsync(state);
            }
            catch (ProofFailedException failure)
            {
                failures.Add(failure.Message);
            }
        }

        Assert.NotEmpty(failures);
    }
}
