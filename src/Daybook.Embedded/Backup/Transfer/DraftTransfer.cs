using System.Runtime.CompilerServices;
using System.Text.Json;
using Daybook.Drafts;
using Daybook.Embedded.Drafts;

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
                yield return await drafts.LoadAsync(summary.SessionId, cancellationToken).ConfigureAwait(false);
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    protected override void Write(Utf8JsonWriter writer, Draft record) => DraftJson.Write(writer, record);

    protected override Draft Parse(JsonElement json)
    {
        int version = json.GetProperty("schema_version").GetInt32();
        string id = json.GetProperty("session_id").GetString() ?? throw new JsonException("it has no session_id");
        string state = json.GetProperty("state").GetRawText();
        DraftRules.Validate(new DraftSave { SessionId = id, StateJson = state, SchemaVersion = version });
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

    protected override Task CreateAsync(Draft record, CancellationToken cancellationToken) => drafts.ImportAsync(record, cancellationToken);
}
