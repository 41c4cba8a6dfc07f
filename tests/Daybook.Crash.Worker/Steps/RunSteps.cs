using Daybook.Embedded;
using Daybook.Runs;

namespace Daybook.Crash.Worker.Steps;

/// <summary>A run is recorded, and its record written anew, with the number of the step as its process group.</summary>
internal sealed class RunSteps : IKindSteps
{
    public int Last => 6;

    public string Subject(string agent, int seed, int number) => $"{agent}-{number}";

    public Task TakeAsync(EmbeddedStore store, string subject, int step) => step == 1
        ? store.Runs.CreateAsync(new NewRun { RunId = subject, ProjectId = "killed", TaskId = "killed", AgentType = "killed" }, default)
        : store.Runs.UpdateAsync(subject, run => run with { Pgid = step }, default);
}
