using System.Text.Json.Serialization;
using Daybook.Cli.Commands;
using Daybook.Cli.Commands.Backup;
using Daybook.Cli.Commands.Context;
using Daybook.Cli.Commands.Doctor;
using Daybook.Cli.Commands.Drafts;
using Daybook.Cli.Commands.Memory;
using Daybook.Cli.Commands.Memory.Ingest;
using Daybook.Cli.Commands.Operations;
using Daybook.Cli.Commands.Runs;
using Daybook.Cli.Commands.Setup;
using Daybook.Cli.Commands.Tasks;
using Daybook.Cli.Commands.Tour;
using Daybook.Drafts;
using Daybook.Embedded;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Prime;
using Daybook.Runs;
using Daybook.Tasks;
using Daybook.Timeline;

namespace Daybook.Cli.Output;

/// <summary>The shapes of the command line on the wire, source-generated. Records keep the one form that they have everywhere.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(MemoryRecordConverter), typeof(IngestItemConverter), typeof(TaskRecordConverter), typeof(TaskEventConverter),
        typeof(TaskTreeConverter), typeof(SessionRecordConverter), typeof(UtcTimeConverter),
        typeof(RunViewConverter), typeof(RunNodeConverter), typeof(RunChangeConverter), typeof(OperationViewConverter),
        typeof(RunViewConverter), typeof(RunNodeConverter), typeof(RunChangeConverter),
        typeof(DraftSummaryConverter), typeof(DraftConverter), typeof(DraftChangeConverter), typeof(BuilderMemoryEntryConverter),
        typeof(ShownRecordConverter),
    ])]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(ErrorEnvelope))]
[JsonSerializable(typeof(MemoryRecord))]
[JsonSerializable(typeof(Listing<MemoryRecord>))]
[JsonSerializable(typeof(Listing<Finding>))]
[JsonSerializable(typeof(HitListing))]
[JsonSerializable(typeof(AddAnswer))]
[JsonSerializable(typeof(IngestItem))]
[JsonSerializable(typeof(MemoryStatusAnswer))]
[JsonSerializable(typeof(MemoryCompacted))]
[JsonSerializable(typeof(TaskRecord))]
[JsonSerializable(typeof(Listing<TaskRecord>))]
[JsonSerializable(typeof(Listing<TaskEvent>))]
[JsonSerializable(typeof(Listing<TaskTree>))]
[JsonSerializable(typeof(TaskGraph))]
[JsonSerializable(typeof(ClaimAnswer))]
[JsonSerializable(typeof(ResumeAnswer))]
[JsonSerializable(typeof(SessionRecord))]
[JsonSerializable(typeof(Listing<SessionRecord>))]
[JsonSerializable(typeof(ContextAnswer))]
[JsonSerializable(typeof(Listing<ContextAnswer>))]
[JsonSerializable(typeof(RunView))]
[JsonSerializable(typeof(Listing<RunView>))]
[JsonSerializable(typeof(Listing<RunNode>))]
[JsonSerializable(typeof(Listing<RunChange>))]
[JsonSerializable(typeof(RunLogLine))]
[JsonSerializable(typeof(OperationView))]
[JsonSerializable(typeof(Listing<OperationView>))]
[JsonSerializable(typeof(OperationAnswer))]
[JsonSerializable(typeof(OpsReport))]
[JsonSerializable(typeof(Draft))]
[JsonSerializable(typeof(DraftSummary))]
[JsonSerializable(typeof(Listing<DraftSummary>))]
[JsonSerializable(typeof(Listing<DraftChange>))]
[JsonSerializable(typeof(DeleteAnswer))]
[JsonSerializable(typeof(BuilderMemoryEntry))]
[JsonSerializable(typeof(Listing<BuilderMemoryEntry>))]
[JsonSerializable(typeof(BuilderSuggestion))]
[JsonSerializable(typeof(PrimeAnswer))]
[JsonSerializable(typeof(TimelineItem))]
[JsonSerializable(typeof(Listing<TimelineItem>))]
[JsonSerializable(typeof(ShownRecord))]
[JsonSerializable(typeof(InitAnswer))]
[JsonSerializable(typeof(WhereAnswer))]
[JsonSerializable(typeof(StatusAnswer))]
[JsonSerializable(typeof(VersionAnswer))]
[JsonSerializable(typeof(CompletionAnswer))]
[JsonSerializable(typeof(Listing<SetupItem>))]
[JsonSerializable(typeof(TourAnswer))]
[JsonSerializable(typeof(ArchiveAnswer))]
[JsonSerializable(typeof(Listing<ImportItem>))]
internal sealed partial class CliJson : JsonSerializerContext;
