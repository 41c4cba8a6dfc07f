using System.CommandLine;
using System.Globalization;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Json;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task history</c></summary>
internal sealed class HistoryCommand : DaybookCommand
{
    private const string EventCursor = "e1";

    private static readonly PageForm<TaskEvent> Events = new(
        static () => RecordsJson.Default.ListingTaskEvent, EventText.WriteBrief, happened => happened.Seq.ToString(CultureInfo.InvariantCulture), TaskRecord.KindName);

    private readonly Argument<string?> id = new("id")
    {
        Description = "A task: its id, or a unique beginning of it; without one the finished tasks are searched",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> text = FieldOption.Text("--text", "words", "All these words in name, description, reason or decisions");
    private readonly Option<string[]> statuses = TaskOptions.Statuses([.. TaskStateName.All.Where(word => TaskStateName.Parse(word) is { } state && TaskStateName.IsFinished(state))]);
    private readonly Option<string?> tag = FieldOption.Text("--tag", "word", "Only tasks with this tag");
    private readonly Option<DateTimeOffset?> since;
    private readonly Option<DateTimeOffset?> until;
    private readonly PagingOptions paging = new(new TaskHistoryQuery().Limit);

    /// <summary>Builds the command.</summary>
    public HistoryCommand(CommandFrame frame)
        : base(
            frame,
            "history",
            "Lists what happened to one task, who did it and when; without an id the finished tasks, the last finished first.",
            "daybook task history 3f2a",
            "daybook task history --text \"pool leak\" --since 30d",
            "daybook task history --status failed --tag db --json")
    {
        since = TimeOption.Of(frame, "--since", "From this time on");
        until = TimeOption.Of(frame, "--until", "Before this time");
        Add(id);
        foreach (Option option in (Option[])[text, statuses, tag, since, until])
        {
            Add(option);
        }

        paging.AddTo(this);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        TaskHistoryQuery query = Read(call);
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        if (call.Parsed.GetValue(id) is { } task)
        {
            Page<TaskEvent> events = await call.Console.PatientlyAsync(
                "Reading the journal", _ => EventsAsync(store.Tasks, task, query, cancellationToken));
            Pages.Print(call.Console, events, Events, "Nothing happened then.");
            return 0;
        }

        Page<TaskRecord> page = await call.Console.PatientlyAsync(
            "Searching the history", _ => store.Tasks.SearchHistoryAsync(query, cancellationToken));
        TaskPages.Print(call.Console, page, "No finished task matches.");
        return 0;
    }

    private static async Task<Page<TaskEvent>> EventsAsync(
        ITaskStore tasks, string id, TaskHistoryQuery query, CancellationToken cancellationToken)
    {
        long last = query.Cursor is { } cursor ? NumberCursor.Decode(EventCursor, cursor) : 0;
        var problems = new ProblemList();
        var items = new List<TaskEvent>();
        string? next = null;
        await foreach (TaskEvent happened in tasks.ReadEventsAsync(id, problems, cancellationToken))
        {
            if (happened.Seq <= last || happened.At < query.Since || happened.At >= query.Until)
            {
                continue;
            }

            if (items.Count == query.Limit)
            {
                next = NumberCursor.Encode(EventCursor, items[^1].Seq);
                break;
            }

            items.Add(happened);
        }

        return new Page<TaskEvent>(items, null, next, problems.Items);
    }

    private TaskHistoryQuery Read(CommandCall call)
    {
        var query = new TaskHistoryQuery
        {
            Text = call.Value(text),
            Statuses = TaskOptions.ReadStatuses(call.Value(statuses) ?? []),
            Tag = call.Value(tag),
            Since = call.Value(since),
            Until = call.Value(until),
            Limit = paging.Limit(call.Parsed),
            Cursor = paging.Cursor(call.Parsed),
        };
        TaskCursor.CheckLimit(query.Limit);
        if (query.Statuses.Any(state => !TaskStateName.IsFinished(state)))
        {
            throw new InvalidInputException("the history has finished tasks only") { Hint = "daybook task list shows the open ones" };
        }

        return call.Parsed.GetValue(id) is not null && (query.Text is not null || query.Tag is not null || query.Statuses.Count > 0)
            ? throw new InvalidInputException("--text, --status and --tag search finished tasks; the events of one task are chosen by --since and --until")
            : query;
    }
}
