namespace Daybook.Memory;

/// <summary>The fields of a memory record, in the order in which they are written.</summary>
internal enum MemoryField
{
    Id,
    Type,
    Timestamp,
    Repo,
    Sha,
    PrNumber,
    Source,
    Severity,
    Fingerprint,
    Title,
    Summary,
    Paths,
    Links,
    Metadata,
    RecordedAt,
    SupersededBy,
    SessionId,
    TaskId,
    RunId,
    OperationId,

    /// <summary>The sum that ends a stored line. It belongs to the file, not to the record.</summary>
    Seal,
}
