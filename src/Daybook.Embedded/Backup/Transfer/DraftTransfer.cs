using System.Runtime.CompilerServices;
using System.Text.Json;
using Daybook.Drafts;
using Daybook.Embedded.Drafts;
using Daybook.Errors;

namespace Daybook.Embedded.Backup.Transfer;

/// <summary>Drafts with their states, as <c>draft load --json</c> shows them.</summary>
internal sealed class DraftTransfer(EmbeddedDrafts drafts) : RecordTransfer<Draft>
{
    private const int PageLength = 1_000;

    internal override string Word => Draft.KindName;

    protected override async IAsyncEnumerable<Draft> ReadAsync(ProblemList problems, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            Page<DraftSummary> page = await drafts.ListAsync(new DraftQuery { Limit = PageLength, Cursor = cursor }, cancellationToken).ConfigureAwait(false);
            foreach (Problem problem in page.Problems)
            {
                problems.Add(problem);
            }

            foreach (DraftSummary summary in page.Items)
            {
                if (await LoadOrReportAsync(summary.SessionId, page.Problems, problems, cancellationToken).ConfigureAwait(false) is { } draft)
                {
                    TellUnimportable(draft, problems);
                    yield return draft;
                }
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    /// <summary>Other programs can store what Daybook itself would not. It is exported as it stands, and no import takes it.</summary>
    private void TellUnimportable(Draft draft, ProblemList problems)
    {
        try
        {
            DraftRules.Validate(SaveOf(draft.SessionId, draft.StateJson, draft.SchemaVersion));
        }
        catch (InvalidInputException refused)
        {
            problems.Add(new Problem(drafts.DatabasePath, null, null, $"draft {draft.SessionId} is exported as it stands, and no import takes it: {refused.Message}"));
        }
    }

    private static DraftSave SaveOf(string id, string state, int version) => new() { SessionId = id, StateJson = state, SchemaVersion = version };

    /// <summary>A draft whose state cannot be read keeps no other from being exported. The listing has told it, unless it was damaged since.</summary>
    private async Task<Draft?> LoadOrReportAsync(string id, IReadOnlyList<Problem> told, ProblemList problems, CancellationToken cancellationToken)
    {
        try
        {
            return await drafts.LoadAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (CorruptStoreException damage)
        {
            if (!told.Any(problem => problem.Reason.Contains(id, StringComparison.Ordinal)))
            {
                problems.Add(new Problem(damage.Path ?? "", null, null, damage.Message));
            }

            return null;
        }
    }

    protected override void Write(Utf8JsonWriter writer, Draft record) => DraftJson.Write(writer, record);

    protected override Draft Parse(JsonElement json)
    {
        int version = json.GetProperty("schema_version").GetInt32();
        string id = json.GetProperty("session_id").GetString() ?? throw new JsonException("it has no session_id");
        string state = json.GetProperty("state").GetRawText();
        DraftRules.Validate(SaveOf(id, state, version));
        return new Draft
        {
            SessionId = DraftRules.NormalId(id),
            StateJson = state,
            SchemaVersion = version,
            StoredSchemaVersion = version,
            CreatedAt = TransferTime.Read(json, "created_at"),
            UpdatedAt = TransferTime.Read(json, "updated_at"),
        };
    }

    protected override string IdOf(Draft record) => record.SessionId;

    protected override Task CreateAsync(Draft record, ICollection<string> warnings, CancellationToken cancellationToken) => drafts.ImportAsync(record, cancellationToken);
}
