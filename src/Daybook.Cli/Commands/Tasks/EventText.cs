using System.Globalization;
using Daybook.Cli.Output;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary>Shows events to people.</summary>
internal static class EventText
{
    private const int NameWidth = 18;

    /// <summary>One line: when, what, who, and what else there is to say.</summary>
    public static void WriteBrief(ILineWriter text, TaskEvent happened)
    {
        text.WriteLine(
            new Piece(TimeText.Second(happened.At) ?? "", Tone.Faint),
            "  ",
            new Piece(TaskMove.NameOf(happened.Action).PadRight(NameWidth), Tone.Strong),
            "  ",
            string.Join("  ", new[] { happened.Agent, DetailOf(happened.Action) }.Where(part => part is { Length: > 0 })));
    }

    private static string? DetailOf(TaskAction action) => action switch
    {
        TaskAction.Created created => created.Task.Name,
        TaskAction.TaskKept kept => kept.Task.Name,
        TaskAction.Edited edited => string.Join(", ", Changed(edited.Edit)),
        TaskAction.Started started => started.Reason,
        TaskAction.Claimed claimed => $"token {Number(claimed.Claim.Token)}",
        TaskAction.Renewed renewed => $"for {Number((long)renewed.Lease.TotalSeconds)} s",
        TaskAction.Released released => released.Reason,
        TaskAction.Noted noted => string.Join("; ", Told(noted.Context)),
        TaskAction.DependencyAdded added => added.On,
        TaskAction.DependencyRemoved removed => removed.On,
        TaskAction.Completed completed => completed.Reason,
        TaskAction.Failed failed => failed.Reason,
        TaskAction.Cancelled cancelled => cancelled.Reason,
        TaskAction.Reopened reopened => reopened.Reason,
        _ => null,
    };

    private static IEnumerable<string> Changed(TaskEdit edit)
    {
        if (edit.Name is { } name)
        {
            yield return $"name: {name}";
        }

        if (edit.Description is not null)
        {
            yield return "description";
        }

        if (edit.Priority is { } priority)
        {
            yield return $"priority: {Number(priority)}";
        }

        if (edit.ParentId is { } parent)
        {
            yield return $"parent: {parent}";
        }

        foreach (string tag in edit.Tags)
        {
            yield return $"+{tag}";
        }

        foreach (string tag in edit.Untags)
        {
            yield return $"-{tag}";
        }
    }

    private static IEnumerable<string> Told(TaskContext context) =>
        [.. context.Decisions, .. context.FilesModified, .. context.Values.Select(pair => $"{pair.Key}={FieldText.Shown(pair.Value)}")];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
