using Daybook.Errors;
using Daybook.Json;
using Daybook.Mcp.Calling;
using Daybook.Memory;

namespace Daybook.Mcp.Memory;

/// <summary><c>memory_add</c></summary>
internal sealed class MemoryAddTool() : DaybookTool(
    "memory_add",
    "Remember",
    "Stores what was learned: a decision, pattern, incident or note. Say why, and which files it is about.",
    ToolEffect.Adds,
    Type,
    Title,
    Summary,
    Paths,
    Repo,
    Sha,
    PullRequest,
    Severity,
    Fingerprint,
    Metadata,
    IdempotencyKey)
{
    private static readonly Parameter Type = Parameter.Required("type", "decision, pattern, note, incident, ...");
    private static readonly Parameter Title = Parameter.Text("title", "One line");
    private static readonly Parameter Summary = Parameter.Text("summary", "The rest");
    private static readonly Parameter Paths = Parameter.Texts("paths", "Files and folders concerned");
    private static readonly Parameter Repo = Parameter.Text("repo", "");
    private static readonly Parameter Sha = Parameter.Text("sha", "Commit");
    private static readonly Parameter PullRequest = Parameter.Whole("pr_number", "", 1, null);
    private static readonly Parameter Severity = Parameter.Text("severity", "critical, high, medium, low");
    private static readonly Parameter Fingerprint = Parameter.Text("fingerprint", "What makes two events the same");
    private static readonly Parameter Metadata = new("metadata", ParameterType.Members, "");

    /// <inheritdoc/>
    protected override async Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        ToolArguments given = call.Arguments;
        Caller caller = call.Caller;
        string? keyedId = KeyedId.Of(Definition.Name, caller, given.Text(IdempotencyKey));
        var record = new MemoryRecord
        {
            Id = keyedId,
            Type = given.Required(Type),
            Title = given.Text(Title),
            Summary = given.Text(Summary),
            Paths = given.Texts(Paths),
            Repo = given.Text(Repo),
            Sha = given.Text(Sha),
            PrNumber = given.Whole(PullRequest),
            Severity = given.Text(Severity),
            Fingerprint = given.Text(Fingerprint),
            Metadata = given.Members(Metadata),
            Source = caller.Author,
            RunId = caller.RunId,
            TaskId = caller.TaskId,
            OperationId = caller.OperationId,
        };

        // Before a store is made for it: what no store may hold leaves no trace.
        MemoryRules.Validate(record);
        DaybookStore store = await call.OpenAsync(StoreUse.WriteMemory, cancellationToken).ConfigureAwait(false);
        string session = await caller.FindSessionAsync(store, cancellationToken).ConfigureAwait(false);
        AddAnswer answer = AddAnswer.Of(await AddAsync(store.Memory, record with { SessionId = session }, cancellationToken).ConfigureAwait(false));
        string text = answer switch
        {
            { Added: true, Id: { } id } => $"Remembered as {id}.",
            { ExistingId: { } existing } => $"Not added: {existing} is the same event.",
            _ => "Not added: memory is switched off in this store.",
        };
        return ToolAnswer.Of(text, answer, RecordsJson.Default.AddAnswer);
    }

    /// <summary>Adds it. One that a call with the same key stored before, in another session even, is the answer.</summary>
    private static async Task<MemoryAddResult> AddAsync(IMemoryStore memory, MemoryRecord record, CancellationToken cancellationToken)
    {
        try
        {
            return await memory.AddAsync(record, cancellationToken).ConfigureAwait(false);
        }
        catch (ConflictException) when (record.Id is not null)
        {
            MemoryRecord stored = await memory.GetAsync(record.Id, cancellationToken).ConfigureAwait(false);
            MemoryRecord then = record with
            {
                Source = stored.Source,
                SessionId = stored.SessionId,
                RunId = stored.RunId,
                TaskId = stored.TaskId,
                OperationId = stored.OperationId,
            };
            return MemoryRules.SameContent(stored, then) ? new MemoryAddResult.Added(record.Id) : throw RepeatedCalls.Taken();
        }
    }
}
