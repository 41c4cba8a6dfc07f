using System.Text.Json.Serialization;
using Daybook.Cli.Commands;
using Daybook.Cli.Commands.Memory;
using Daybook.Cli.Commands.Memory.Ingest;
using Daybook.Cli.Commands.Tour;
using Daybook.Embedded;
using Daybook.Memory;

namespace Daybook.Cli.Output;

/// <summary>The shapes of the command line on the wire, source-generated. A memory record keeps the one form that it has everywhere.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(MemoryRecordConverter), typeof(IngestItemConverter)])]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(ErrorEnvelope))]
[JsonSerializable(typeof(MemoryRecord))]
[JsonSerializable(typeof(Listing<MemoryRecord>))]
[JsonSerializable(typeof(Listing<Finding>))]
[JsonSerializable(typeof(AddAnswer))]
[JsonSerializable(typeof(IngestItem))]
[JsonSerializable(typeof(MemoryStatusAnswer))]
[JsonSerializable(typeof(InitAnswer))]
[JsonSerializable(typeof(WhereAnswer))]
[JsonSerializable(typeof(StatusAnswer))]
[JsonSerializable(typeof(VersionAnswer))]
[JsonSerializable(typeof(CompletionAnswer))]
[JsonSerializable(typeof(TourAnswer))]
internal sealed partial class CliJson : JsonSerializerContext;
