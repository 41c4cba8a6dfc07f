namespace Daybook.Memory.Events;

/// <summary>A run of a deploy workflow as GitHub describes it.</summary>
internal static class WorkflowRunJson
{
    private const string Run = "workflow_run";

    public static EventReading Read(JsonFields message)
    {
        JsonFields run = message.Object(Run) ?? message;
        string? conclusion = run.Text("conclusion");
        if (conclusion is null && (message.HasObject(Run) || run.Text("status") is not null))
        {
            return EventReading.Nothing("the run has not ended");
        }

        // The rest, such as success, skipped, neutral and action_required, says nothing about a failure.
        return conclusion is null or "failure" or "cancelled" or "timed_out" or "startup_failure"
            ? EventReading.Of(Read(run, conclusion) with { Repo = SharedFields.RepoOf(run) ?? SharedFields.RepoOf(message) })
            : EventReading.Nothing($"the run ended with {conclusion}");
    }

    private static DeployFailure Read(JsonFields run, string? conclusion)
    {
        DeployFailure failure = new DeployFailure { Conclusion = conclusion, FailureType = run.Text("failure_type") }.WithShared(run);
        return failure with
        {
            // In a run, url is for programs and html_url for people.
            Url = run.Text("html_url", "url"),
            Timestamp = failure.Timestamp ?? run.Time("updated_at") ?? run.Time("run_started_at"),
        };
    }
}
