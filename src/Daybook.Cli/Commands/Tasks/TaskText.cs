using System.Globalization;
using Daybook.Cli.Output;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary>Shows tasks to people.</summary>
internal static class TaskText
{
    private const int StatusWidth = 11;

    /// <summary>Two lines: what it is, and what one needs to go on.</summary>
    public static void WriteBrief(ILineWriter text, TaskRecord task)
    {
        text.WriteLine(Status(task), Priority(task), new Piece(task.Name, Tone.Strong));
        text.WriteLine(new Piece($"  {string.Join("  ", Details(task))}", Tone.Faint));
    }

    /// <summary>One line, indented by its level in a tree.</summary>
    public static void WriteInTree(ILineWriter text, TaskTree tree, int level)
    {
        string indent = new(' ', level * 2);
        text.WriteLine(indent, Status(tree.Task), Priority(tree.Task), new Piece(tree.Task.Name, Tone.Strong), new Piece($"  {tree.Task.Id}", Tone.Faint));
        foreach (TaskTree child in tree.Children)
        {
            WriteInTree(text, child, level + 1);
        }
    }

    /// <summary>Everything, one field after the other.</summary>
    public static void WriteAll(ILineWriter text, TaskRecord task)
    {
        FieldText.Write(text, "id", task.Id);
        FieldText.Write(text, "name", task.Name);
        FieldText.Write(text, "status", TaskStateName.Of(task.Status));
        FieldText.Write(text, "priority", Number(task.Priority));
        FieldText.WriteAll(text, "tags", task.Tags);
        FieldText.Write(text, "parent_id", task.ParentId);
        FieldText.WriteAll(text, "depends_on", task.DependsOn);
        FieldText.WriteAll(text, "blocked_by", task.BlockedBy);
        FieldText.Write(text, "created_at", TimeText.Exact(task.CreatedAt));
        FieldText.Write(text, "started_at", TimeText.Exact(task.StartedAt));
        FieldText.Write(text, "completed_at", TimeText.Exact(task.CompletedAt));
        FieldText.Write(text, "duration", task.DurationSeconds is { } seconds ? $"{Number(seconds)} s" : null);
        FieldText.Write(text, "failure_reason", task.FailureReason);
        FieldText.Write(text, "claim", task.Claim is { } claim ? $"{claim.Owner}, token {Number(claim.Token)}, {(claim.HasEnded ? "has ended" : Until(claim))}" : null);
        FieldText.Write(text, "description", task.Description);
        FieldText.WriteAll(text, "files_modified", task.Context.FilesModified);
        FieldText.WriteAll(text, "decisions", task.Context.Decisions);
        FieldText.WriteMembers(text, "context.", task.Context.Values);
        FieldText.Write(text, "session_id", task.SessionId);
        FieldText.WriteMembers(text, "", task.Extra);
    }

    private static IEnumerable<string> Details(TaskRecord task)
    {
        yield return task.Id;
        if (task.Tags.Count > 0)
        {
            yield return string.Join(' ', task.Tags.Select(tag => $"#{tag}"));
        }

        if (task.BlockedBy.Count > 0)
        {
            yield return task.BlockedBy.Count == 1 ? $"waits for {task.BlockedBy[0]}" : $"waits for {Number(task.BlockedBy.Count)} others";
        }

        if (task.Claim is { } claim)
        {
            yield return claim.HasEnded ? $"the claim of {claim.Owner} has ended" : $"{claim.Owner} {Until(claim)}";
        }

        if (TimeText.Minute(task.CompletedAt) is { } ended)
        {
            yield return ended;
        }

        if (task.FailureReason is { } reason)
        {
            yield return reason.Split('\n', 2)[0];
        }
    }

    private static string Until(TaskClaim claim) => $"until {TimeText.Second(claim.LeaseExpiresAt)}";

    private static Piece Status(TaskRecord task)
    {
        Tone tone = task.Status switch
        {
            TaskState.InProgress => Tone.Warning,
            TaskState.Completed => Tone.Good,
            TaskState.Failed => Tone.Bad,
            TaskState.Cancelled => Tone.Faint,
            _ => Tone.Plain,
        };
        return new Piece(TaskStateName.Of(task.Status).PadRight(StatusWidth), tone);
    }

    private static string Priority(TaskRecord task) => $"  P{Number(task.Priority)}  ";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
