using System.Text;
using System.Text.Unicode;
using Daybook.Drafts;
using Daybook.Embedded.Sqlite;

namespace Daybook.Embedded.Drafts;

/// <summary>Reads rows of drafts.</summary>
internal static class DraftRow
{
    /// <summary>The draft in a row of <see cref="DraftSql.Load"/>; null with the reason where it cannot be understood.</summary>
    internal static Draft? Read(SqliteStatement row, out string fault)
    {
        if (ReadSummary(row, out fault) is not { } summary)
        {
            return null;
        }

        ReadOnlySpan<byte> state = row.Utf8(1);
        fault = StateFaultOf(state) ?? "";
        return fault.Length > 0 ? null : new Draft
        {
            SessionId = summary.SessionId,
            StateJson = Encoding.UTF8.GetString(state),
            SchemaVersion = summary.SchemaVersion,
            StoredSchemaVersion = summary.SchemaVersion,
            CreatedAt = summary.CreatedAt,
            UpdatedAt = summary.UpdatedAt,
        };
    }

    /// <summary>What keeps a stored state from being loaded; null when nothing does.</summary>
    internal static string? StateFaultOf(ReadOnlySpan<byte> state) =>
        DraftRules.ReadingFaultOf(state) ?? (Utf8.IsValid(state) ? null : "its state is no UTF-8");

    /// <summary>What a listing shows of such a row: a state that cannot be understood has just no description.</summary>
    internal static DraftSummary? ReadSummary(SqliteStatement row, out string fault)
    {
        DraftSkim skim = DraftSkim.Of(row.Utf8(1));
        return Summary(row.IsText(0) ? row.Text(0) : null, row.Text(4), row.Text(3), row.IsInteger(2) ? row.Integer(2) : null, skim, out fault);
    }

    /// <summary>Puts a summary together from texts as they are stored.</summary>
    internal static DraftSummary? Summary(string? id, string? updatedAt, string? createdAt, long? version, DraftSkim skim, out string fault)
    {
        DateTimeOffset? created = createdAt is null ? null : UtcTime.Parse(createdAt);
        DateTimeOffset? updated = updatedAt is null ? null : UtcTime.Parse(updatedAt);
        fault = id is null ? "its session id is no text"
            : created is null ? $"its created_at is no time: {Shown(createdAt)}"
            : updated is null ? $"its updated_at is no time: {Shown(updatedAt)}"
            : version is null or < 1 or > int.MaxValue ? "its schema_version is no number from 1"
            : "";
        return fault.Length > 0 || id is null || created is null || updated is null || version is null
            ? null
            : new DraftSummary
            {
                SessionId = id,
                InitialDescription = skim.InitialDescription,
                Phase = skim.Phase,
                SchemaVersion = (int)version,
                CreatedAt = created.Value,
                UpdatedAt = updated.Value,
            };
    }

    private static string Shown(string? text) => text is null ? "(null)" : text.Length > 40 ? text[..40] + "…" : text;
}
