using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Json;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Sessions;

/// <summary><c>daybook session list</c></summary>
internal sealed class ListCommand : DaybookCommand
{
    private const string Cursor = "s1";

    private static readonly PageForm<SessionRecord> Form = new(
        static () => RecordsJson.Default.ListingSessionRecord, SessionText.WriteBrief, session => session.SessionId, TaskRecord.KindName);

    private readonly PagingOptions paging = new(new TaskListing().Limit);

    /// <summary>Builds the command.</summary>
    public ListCommand(CommandFrame frame)
        : base(
            frame,
            "list",
            "Lists the sessions that are remembered, the one that did something last first.",
            "daybook session list",
            "daybook session list --limit 5 --json")
    {
        paging.AddTo(this);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        int limit = paging.Limit(call.Parsed);
        TaskCursor.CheckLimit(limit);
        long before = paging.Cursor(call.Parsed) is { } cursor ? NumberCursor.Decode(Cursor, cursor) : long.MaxValue;
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        var problems = new ProblemList();
        IReadOnlyList<SessionRecord> all = await call.Console.PatientlyAsync("Reading sessions", _ => store.Sessions.ListAsync(problems, cancellationToken));
        SessionRecord[] rest = [.. all.Where(session => session.Seq < before)];
        SessionRecord[] page = [.. rest.Take(limit)];
        string? next = rest.Length > page.Length ? NumberCursor.Encode(Cursor, page[^1].Seq) : null;
        Pages.Print(call.Console, new Page<SessionRecord>(page, all.Count, next, problems.Items), Form, "There is no session yet.");
        return 0;
    }
}
