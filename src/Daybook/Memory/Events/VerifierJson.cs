namespace Daybook.Memory.Events;

/// <summary>The failures of a verification, by class.</summary>
internal static class VerifierJson
{
    private const string Classes = "classes";

    public static EventReading Read(JsonFields result)
    {
        VerifierCluster whole = new VerifierCluster().WithShared(result);
        if (!result.HasList(Classes))
        {
            return EventReading.Of(Read(result, whole));
        }

        IReadOnlyList<JsonFields> failures = result.Objects(Classes);
        return failures.Count == 0
            ? EventReading.Nothing("no class of failures is listed")
            : EventReading.Of([.. failures.Select(failure => Read(failure, whole with { Paths = failure.Texts("paths") }))]);
    }

    private static VerifierCluster Read(JsonFields failure, VerifierCluster whole) =>
        whole with { FailureType = failure.Text("failure_type"), Summary = failure.Text("summary") };
}
