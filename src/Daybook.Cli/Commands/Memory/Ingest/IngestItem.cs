using Daybook.Json;
using Daybook.Memory;

namespace Daybook.Cli.Commands.Memory.Ingest;

/// <summary>What became of one record of an event, as one item of the listing that <c>memory ingest</c> answers with.</summary>
/// <param name="Answer">How the add ended.</param>
/// <param name="Record">The record, where there is one.</param>
internal sealed record IngestItem(AddAnswer Answer, MemoryRecord? Record);
