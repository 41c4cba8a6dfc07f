using Daybook.Drafts;
using Daybook.Errors;
using Daybook.Json;
using Daybook.Mcp.Answers;
using Daybook.Mcp.Calling;

namespace Daybook.Mcp.Drafts;

/// <summary><c>draft_save</c></summary>
internal sealed class DraftSaveTool() : DaybookTool(
    "draft_save",
    "Save a draft",
    "Keeps the whole state of half-finished work, as a new draft or in place of the session's last one.",
    ToolEffect.Replaces,
    State,
    Session,
    Version,
    IfUpdatedAt,
    IdempotencyKey)
{
    private static readonly Parameter State = new("state", ParameterType.Anything, "Any JSON value") { IsRequired = true };
    private static readonly Parameter Session = Parameter.Text("session_id", "UUID of the draft; default: a new one");
    private static readonly Parameter Version = Parameter.Whole("schema_version", "", 1, int.MaxValue);
    private static readonly Parameter IfUpdatedAt = Parameter.Text("if_updated_at", "Refuse if saved by others since: updated_at as you saw it");

    /// <inheritdoc/>
    protected override async Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        ToolArguments given = call.Arguments;
        string? named = given.Text(Session);
        string? keyed = named is null ? KeyedId.Of(Definition.Name, call.Caller, given.Text(IdempotencyKey)) : null;
        var save = new DraftSave
        {
            SessionId = named ?? keyed,
            StateJson = given.Anything(State) is { } state ? state.GetRawText() : throw new InvalidInputException("the argument state is missing"),
            SchemaVersion = given.Small(Version) ?? 1,
            ExpectedUpdatedAt = given.Time(IfUpdatedAt, call.Surroundings.Time),
            MustBeNew = keyed is not null,
        };

        // Before a store is made for it: what no store may hold leaves no trace.
        DraftRules.Validate(save);
        DaybookStore store = await call.OpenAsync(StoreUse.Write, cancellationToken).ConfigureAwait(false);
        DraftSummary saved = keyed is null
            ? await store.Drafts.SaveAsync(save, cancellationToken).ConfigureAwait(false)
            : await SaveOnceAsync(store.Drafts, save, keyed, cancellationToken).ConfigureAwait(false);
        return RecordAnswer.Of(AnswerForm.OfWrite, $"Saved as {saved.SessionId}.", saved, RecordsJson.Default.DraftSummary, "draft_load has all of it.");
    }

    /// <summary>
    /// Begins the draft of a key. One that is there is never replaced: it is another agent's with the same key, or this one's, and was perhaps
    /// saved again since.
    /// </summary>
    private static async Task<DraftSummary> SaveOnceAsync(IDraftStore drafts, DraftSave save, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await drafts.SaveAsync(save, cancellationToken).ConfigureAwait(false);
        }
        catch (ConflictException) when (save.ExpectedUpdatedAt is null)
        {
            Draft there = await drafts.LoadAsync(id, cancellationToken).ConfigureAwait(false);
            return there.StateJson == save.StateJson && there.StoredSchemaVersion == save.SchemaVersion ? there.Summary : throw RepeatedCalls.Taken();
        }
    }
}
