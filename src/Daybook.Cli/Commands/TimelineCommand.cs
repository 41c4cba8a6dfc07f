using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Json;
using Daybook.Timeline;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook timeline</c></summary>
internal sealed class TimelineCommand : DaybookCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly PageForm<TimelineItem> Form = new(
        static () => RecordsJson.Default.ListingTimelineItem, TimelineText.WriteBrief, static item => item.Id, "");

    private readonly Option<DateTimeOffset?> since;
    private readonly Option<string?> session = FieldOption.Text("--session", "id", "Only what happened in this session");
    private readonly Option<string?> task = FieldOption.Text("--task", "id", "Only what happened to this task or during it");
    private readonly Option<string?> kind = FieldOption.Text("--kind", "kind", $"Only this kind: {string.Join(", ", RecordKinds.All)}");
    private readonly Option<bool> follow = new("--follow") { Description = "Go on with what happens from now on; ends with Ctrl-C" };
    private readonly PagingOptions paging = new(new TimelineQuery().Limit);

    /// <summary>Builds the command.</summary>
    public TimelineCommand(CommandFrame frame)
        : base(
            frame,
            "timeline",
            "Tells what happened last, of all kinds in one order, the newest at the end. Another page goes further back.",
            "daybook timeline",
            "daybook timeline --since 2h --kind task",
            "daybook timeline --task 3f2a --json",
            "daybook timeline --follow")
    {
        since = TimeOption.Of(frame, "--since", "From this time on");
        kind.CompletionSources.Add([.. RecordKinds.All]);
        foreach (Option option in (Option[])[since, session, task, kind, follow])
        {
            Add(option);
        }

        paging.AddTo(this);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var query = new TimelineQuery
        {
            Since = call.Value(since),
            Kind = call.Value(kind) is { } word ? RecordKinds.Parse(word) : null,
            Limit = paging.Limit(call.Parsed),
            Cursor = paging.Cursor(call.Parsed),
        };
        query.Validate();
        bool isFollowed = call.Value(follow);
        if (isFollowed && query.Cursor is not null)
        {
            throw new InvalidInputException("--follow goes on from the newest events, and --cursor goes back") { Hint = "leave one of them out" };
        }

        await using EmbeddedStore store = await call.Stores.OpenAllToReadAsync(cancellationToken);
        query = query with
        {
            SessionId = await IdOf(call.Value(session), async id => (await store.Sessions.GetAsync(id, cancellationToken)).SessionId),
            TaskId = await IdOf(call.Value(task), async id => (await store.Tasks.GetAsync(id, cancellationToken)).Id),
        };
        if (isFollowed)
        {
            await FollowAsync(call, new TimelineFollowing(store.Timeline, query), cancellationToken);
        }
        else
        {
            Page<TimelineItem> page = await call.Console.PatientlyAsync("Reading what happened", _ => store.Timeline.ListAsync(query, cancellationToken));
            Pages.Print(call.Console, page, Form, "Nothing happened then.");
        }

        return 0;
    }

    /// <summary>Tells events one by one until somebody ends it.</summary>
    private static async Task FollowAsync(CommandCall call, TimelineFollowing following, CancellationToken cancellationToken)
    {
        Page<TimelineItem> page = await call.Console.PatientlyAsync("Reading what happened", _ => following.BeginAsync(cancellationToken));
        IReadOnlyList<TimelineItem> items = page.Items;
        while (true)
        {
            foreach (TimelineItem item in items)
            {
                Print(call.Console, item);
            }

            call.Console.Flush();
            await Task.Delay(Pause, call.Surroundings.Ports.Time, cancellationToken);
            items = await following.NextAsync(cancellationToken);
        }
    }

    private static void Print(IConsole console, TimelineItem item)
    {
        switch (console.Mode)
        {
            case OutputMode.Json:
                console.WriteJson(item, RecordsJson.Default.TimelineItem);
                break;
            case OutputMode.Quiet:
                console.WriteId(item.Id ?? "");
                break;
            default:
                TimelineText.WriteBrief(console.Text, item);
                break;
        }
    }

    /// <summary>The whole id that a beginning of one means. A run may name a task, and a record a session, that nobody else knows.</summary>
    private static async Task<string?> IdOf(string? given, Func<string, Task<string>> find)
    {
        try
        {
            return given is null ? null : await find(given);
        }
        catch (DaybookException unknown) when (unknown is NotFoundException or InvalidInputException)
        {
            return given;
        }
    }
}
