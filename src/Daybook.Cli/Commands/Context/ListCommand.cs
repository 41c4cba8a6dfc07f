using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Context;

/// <summary><c>daybook context list</c></summary>
internal sealed class ListCommand : DaybookCommand
{
    private const string Cursor = "c1";

    private static readonly PageForm<ContextAnswer> Form = new(
        static () => CliJson.Default.ListingContextAnswer, ContextAnswer.WriteBrief, answer => answer.Key, TaskRecord.KindName);

    private readonly PagingOptions paging = new(100);

    /// <summary>Builds the command.</summary>
    public ListCommand(CommandFrame frame)
        : base(frame, "list", "Prints all values, in the order in which their keys were first set.", "daybook context list", "daybook context list --json")
    {
        paging.AddTo(this);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        int limit = paging.Limit(call.Parsed);
        TaskCursor.CheckLimit(limit);
        long skip = paging.Cursor(call.Parsed) is { } cursor ? NumberCursor.Decode(Cursor, cursor) : 0;
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        ContextAnswer[] all = [.. (await store.Context.ListAsync(cancellationToken)).Select(pair => new ContextAnswer(pair.Key, pair.Value))];

        // No key ever goes away, so a number of keys is a place.
        ContextAnswer[] page = [.. all.Where((_, index) => index >= skip).Take(limit)];
        string? next = all.Length - skip > page.Length ? NumberCursor.Encode(Cursor, skip + page.Length) : null;
        Pages.Print(call.Console, new Page<ContextAnswer>(page, all.Length, next, []), Form, "Nothing is known yet.");
        return 0;
    }
}
