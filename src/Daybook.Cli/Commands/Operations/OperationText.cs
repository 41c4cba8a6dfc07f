using Daybook.Cli.Output;
using Daybook.Operations;

namespace Daybook.Cli.Commands.Operations;

/// <summary>Shows operations to people.</summary>
internal static class OperationText
{
    private const int StateWidth = 10;

    /// <summary>Two lines: how it stands, and what it is.</summary>
    public static void WriteBrief(ILineWriter text, OperationView view)
    {
        OperationRecord operation = view.Operation;
        text.WriteLine(State(operation), new Piece(operation.InvocationId, Tone.Strong), "  ", operation.Action, "  ", operation.ProfileId);
        text.WriteLine(new Piece($"  {string.Join("  ", Details(view))}", Tone.Faint));
    }

    /// <summary>Everything, one field after the other.</summary>
    public static void WriteAll(ILineWriter text, OperationView view)
    {
        OperationRecord operation = view.Operation;
        FieldText.Write(text, "invocation_id", operation.InvocationId);
        FieldText.Write(text, "status", OperationStatusName.Of(operation.Status));
        FieldText.Write(text, "outcome", operation.Outcome);
        FieldText.Write(text, "closed_by", operation.ClosedBy);
        FieldText.Write(text, "profile_id", operation.ProfileId);
        FieldText.Write(text, "action", operation.Action);
        FieldText.Write(text, "request_text", operation.RequestText.Length > 0 ? operation.RequestText : null);
        FieldText.Write(text, "actor", operation.Actor);
        FieldText.Write(text, "mode_of_work", operation.ModeOfWork);
        FieldText.Write(text, "started_at", TimeText.Exact(operation.StartedAt));
        FieldText.Write(text, "completed_at", TimeText.Exact(operation.CompletedAt));
        FieldText.Write(text, "mission_id", operation.MissionId);
        FieldText.Write(text, "wp_id", operation.WpId);
        FieldText.Write(text, "model_id", operation.ModelId);
        FieldText.Write(text, "session_id", operation.SessionId);
        FieldText.Write(text, "run_id", operation.RunId);
        FieldText.Write(text, "task_id", operation.TaskId);
        FieldText.Write(text, "evidence_ref", operation.EvidenceRef);
        FieldText.WriteAll(text, "artifacts", [.. operation.Links.OfType<OperationLink.Artifact>().Select(static link => link.Ref)]);
        FieldText.WriteAll(text, "commits", [.. operation.Links.OfType<OperationLink.Commit>().Select(static link => link.Sha)]);
        FieldText.Write(text, "path", view.Path);
        FieldText.Write(text, "commit", CommitOf(view));
    }

    private static Piece State(OperationRecord operation) => new(
        (operation.Outcome ?? OperationStatusName.Of(operation.Status)).PadRight(StateWidth),
        operation.Outcome switch
        {
            OperationOutcome.Done => Tone.Good,
            OperationOutcome.Failed => Tone.Bad,
            OperationOutcome.Abandoned => Tone.Warning,
            _ => Tone.Plain,
        });

    private static IEnumerable<string> Details(OperationView view)
    {
        yield return TimeText.Second(view.Operation.StartedAt) ?? "no start";
        yield return view.Operation.Actor;
        if (CommitOf(view) is { } commit)
        {
            yield return commit;
        }
    }

    private static string? CommitOf(OperationView view) => view.Commit switch
    {
        OperationCommit.Committed committed => committed.Sha ?? "committed",
        OperationCommit.Pending pending => $"pending: {pending.Reason}",
        _ => null,
    };
}
