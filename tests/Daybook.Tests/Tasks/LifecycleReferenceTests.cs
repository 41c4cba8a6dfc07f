using System.Text;
using Daybook.Errors;
using Daybook.Operations;
using Daybook.Tasks;
using Daybook.Testing;
using Xunit;

namespace Daybook.Tests.Tasks;

/// <summary>docs/reference/lifecycles.md is what the lifecycle does in every state. DAYBOOK_ACCEPT=1 writes it anew.</summary>
public sealed class LifecycleReferenceTests
{
    [Fact]
    public void The_reference_is_what_the_lifecycle_does()
    {
        string path = Path.Combine(Checkout(), "docs", "reference", "lifecycles.md");
        string actual = Reference();
        if (Environment.GetEnvironmentVariable("DAYBOOK_ACCEPT") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Reference()
    {
        var text = new StringBuilder("# Lifecycles\n\n");
        text.Append("Written by a test from `TaskLifecycle` (`DAYBOOK_ACCEPT=1 dotnet test tests/Daybook.Tests`); do not edit.\n\n## Tasks\n");
        text.Append("What each event makes of a task in each state; a dash where it cannot happen.\n\n");
        text.Append($"| event | not there | {string.Join(" | ", TaskStateName.All)} |\n|---|---|{string.Concat(TaskStateName.All.Select(_ => "---|"))}\n");
        foreach (TaskAction action in TaskActions.OfTasks)
        {
            IEnumerable<string> cells = Enum.GetValues<TaskState>().Select(state => After(TaskActions.TaskIn(state), action)).Prepend(After(null, action));
            text.Append($"| `{TaskMove.NameOf(action)}` | {string.Join(" | ", cells)} |\n");
        }

        text.Append("\n## Operations\n");
        text.Append("What each event makes of an operation, by `OperationLifecycle`. A log whose first line is lost begins with another event.\n\n");
        text.Append($"| event | not there | {string.Join(" | ", OperationStatusName.All)} |\n|---|---|{string.Concat(OperationStatusName.All.Select(_ => "---|"))}\n");
        foreach (OperationEvent happened in OperationEvents())
        {
            OperationRecord open = OperationLifecycle.WithoutStart(happened.InvocationId);
            IEnumerable<string> cells = new[] { null, open, open with { Status = OperationStatus.Closed } }.Select(operation => After(operation, happened));
            text.Append($"| `{happened.Name}` | {string.Join(" | ", cells)} |\n");
        }

        return text.ToString();
    }

    private static IEnumerable<OperationEvent> OperationEvents()
    {
        const string Id = "01KTK4DFAS04MCX5GP1W2R6NEP";
        yield return new OperationEvent.Started(OperationLifecycle.WithoutStart(Id));
        yield return new OperationEvent.Completed(Id, null, OperationOutcome.Done, OperationRecord.ByAgent, null);
        yield return new OperationEvent.Linked(Id, new OperationLink.Artifact(null, OperationRules.ArtifactKind, "a"));
        yield return new OperationEvent.Linked(Id, new OperationLink.Commit(null, "abcd"));
        yield return new OperationEvent.Unknown(Id, "unknown");
    }

    private static string After(OperationRecord? operation, OperationEvent happened)
    {
        try
        {
            return OperationStatusName.Of(OperationLifecycle.Apply(operation, happened).Status);
        }
        catch (ConflictException)
        {
            return "-";
        }
    }

    private static string After(TaskRecord? task, TaskAction action)
    {
        try
        {
            TaskAction happened = action is TaskAction.Reopened reopened && task is not null ? reopened with { Task = task } : action;
            return TaskStateName.Of(TaskLifecycle.Apply(task, TaskActions.Event(happened)).Status);
        }
        catch (ConflictException)
        {
            return "-";
        }
    }

    private static string Checkout()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Daybook.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
