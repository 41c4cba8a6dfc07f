using System.Text.Json.Serialization;
using Daybook.Cli.Commands;
using Daybook.Cli.Commands.Backup;
using Daybook.Cli.Commands.Context;
using Daybook.Cli.Commands.Doctor;
using Daybook.Cli.Commands.Drafts;
using Daybook.Cli.Commands.Mcp;
using Daybook.Cli.Commands.Memory;
using Daybook.Cli.Commands.Memory.Ingest;
using Daybook.Cli.Commands.Runs;
using Daybook.Cli.Commands.Setup;
using Daybook.Cli.Commands.Tasks;
using Daybook.Cli.Commands.Tour;
using Daybook.Embedded;
using Daybook.Json;
using Daybook.Memory;

namespace Daybook.Cli.Output;

/// <summary>The shapes that only the command line has on the wire, source-generated; those of agents too are in <see cref="RecordsJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(IngestItemConverter), typeof(TaskRecordConverter), typeof(SessionRecordConverter), typeof(UtcTimeConverter),
        typeof(RunChangeConverter), typeof(DraftChangeConverter),
    ])]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Listing<Finding>))]
[JsonSerializable(typeof(IngestItem))]
[JsonSerializable(typeof(MemoryStatusAnswer))]
[JsonSerializable(typeof(MemoryCompacted))]
[JsonSerializable(typeof(ResumeAnswer))]
[JsonSerializable(typeof(GraphAnswer))]
[JsonSerializable(typeof(ContextAnswer))]
[JsonSerializable(typeof(Listing<ContextAnswer>))]
[JsonSerializable(typeof(Listing<RunChange>))]
[JsonSerializable(typeof(RunLogLine))]
[JsonSerializable(typeof(OpsReport))]
[JsonSerializable(typeof(Listing<DraftChange>))]
[JsonSerializable(typeof(DeleteAnswer))]
[JsonSerializable(typeof(InitAnswer))]
[JsonSerializable(typeof(WhereAnswer))]
[JsonSerializable(typeof(StatusAnswer))]
[JsonSerializable(typeof(VersionAnswer))]
[JsonSerializable(typeof(HttpAnswer))]
[JsonSerializable(typeof(CompletionAnswer))]
[JsonSerializable(typeof(Listing<SetupItem>))]
[JsonSerializable(typeof(TourAnswer))]
[JsonSerializable(typeof(ArchiveAnswer))]
[JsonSerializable(typeof(Listing<ImportItem>))]
internal sealed partial class CliJson : JsonSerializerContext;
