namespace Daybook.Backup;

/// <summary>What became of one record that was to be imported.</summary>
/// <param name="Kind">Its kind, as the line of the export names it.</param>
/// <param name="Id">Its id.</param>
/// <param name="Action"><see cref="Imported"/>, <see cref="WouldImport"/> or <see cref="Unchanged"/>.</param>
public sealed record ImportedRecord(string Kind, string Id, string Action)
{
    /// <summary>How many secrets were made unreadable in what was stored, or would be.</summary>
    public int Redacted { get; init; }

    /// <summary>What went wrong beside the record, for people.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>It is stored now, durably.</summary>
    public const string Imported = "imported";

    /// <summary>It would be stored.</summary>
    public const string WouldImport = "would_import";

    /// <summary>It was there, saying the same.</summary>
    public const string Unchanged = "unchanged";
}
