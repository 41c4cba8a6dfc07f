using System.Text.Json.Serialization;
using Daybook.Drafts;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Prime;
using Daybook.Runs;
using Daybook.Tasks;
using Daybook.Timeline;

namespace Daybook.Json;

/// <summary>
/// What the command line and the server for agents answer alike, source-generated. Records keep the one form that they have everywhere.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(MemoryRecordConverter), typeof(TaskRecordConverter), typeof(TaskEventConverter), typeof(TaskTreeConverter),
        typeof(SessionRecordConverter), typeof(UtcTimeConverter), typeof(RunViewConverter), typeof(RunNodeConverter),
        typeof(OperationViewConverter), typeof(DraftSummaryConverter), typeof(DraftConverter), typeof(BuilderMemoryEntryConverter),
        typeof(ShownRecordConverter),
    ])]
[JsonSerializable(typeof(ErrorEnvelope))]
[JsonSerializable(typeof(HitListing))]
[JsonSerializable(typeof(MemoryRecord))]
[JsonSerializable(typeof(Listing<MemoryRecord>))]
[JsonSerializable(typeof(AddAnswer))]
[JsonSerializable(typeof(TaskRecord))]
[JsonSerializable(typeof(Listing<TaskRecord>))]
[JsonSerializable(typeof(Listing<TaskEvent>))]
[JsonSerializable(typeof(Listing<TaskTree>))]
[JsonSerializable(typeof(ClaimAnswer))]
[JsonSerializable(typeof(SessionRecord))]
[JsonSerializable(typeof(Listing<SessionRecord>))]
[JsonSerializable(typeof(RunView))]
[JsonSerializable(typeof(Listing<RunView>))]
[JsonSerializable(typeof(Listing<RunNode>))]
[JsonSerializable(typeof(OperationView))]
[JsonSerializable(typeof(Listing<OperationView>))]
[JsonSerializable(typeof(OperationAnswer))]
[JsonSerializable(typeof(Draft))]
[JsonSerializable(typeof(DraftSummary))]
[JsonSerializable(typeof(Listing<DraftSummary>))]
[JsonSerializable(typeof(BuilderMemoryEntry))]
[JsonSerializable(typeof(Listing<BuilderMemoryEntry>))]
[JsonSerializable(typeof(BuilderSuggestion))]
[JsonSerializable(typeof(PrimeAnswer))]
[JsonSerializable(typeof(TimelineItem))]
[JsonSerializable(typeof(Listing<TimelineItem>))]
[JsonSerializable(typeof(ShownRecord))]
internal sealed partial class RecordsJson : JsonSerializerContext;
