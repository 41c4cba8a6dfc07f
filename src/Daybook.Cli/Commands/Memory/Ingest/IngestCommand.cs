using System.CommandLine;
using Daybook.Cli.Input;
using Daybook.Cli.Options;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Memory.Events;

namespace Daybook.Cli.Commands.Memory.Ingest;

/// <summary><c>daybook memory ingest</c> of one type of event: from options, or from what the source sends.</summary>
internal abstract class IngestCommand<TEvent> : DaybookCommand
    where TEvent : MemoryEvent, new()
{
    private readonly EventOptions common;
    private readonly Option<string?> fromJson = FieldOption.Text(
        "--from-json", "file|-", "Read what the source sends from a file, or - for stdin: one JSON object, or one per line; options win over it");

    /// <summary>Names the command after the type.</summary>
    protected IngestCommand(CommandFrame frame, string type, string description, params string[] examples)
        : base(frame, type, description, examples)
    {
        common = new EventOptions(frame.Surroundings.Ports.Time);
        common.AddTo(this);
        Add(fromJson);
    }

    /// <summary>The event with what a command line says about it; what that leaves open stays.</summary>
    protected abstract TEvent Over(TEvent happened, ParseResult parsed);

    /// <summary>The option without which the event says nothing, and what its source calls it; null when it is there.</summary>
    protected abstract string? Missing(TEvent happened);

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var answers = new IngestAnswers(call.Console);
        if (call.Value(fromJson) is { } source)
        {
            using Stream input = InputSource.Open(call.Surroundings, source, "--from-json -");
            await using EmbeddedStore store = await call.Stores.OpenMemoryToWriteAsync(call.Note, cancellationToken);
            var stream = new AddStream(call.Console, store.Memory, item => Read(call, item), answers);
            return await stream.RunAsync(input, cancellationToken);
        }

        return await AddCommand.AddOneAsync(call, RecordOf(call, new TEvent()), answers, cancellationToken);
    }

    private RecordReading Read(CommandCall call, InputItem item) =>
        EventInput.Read(item, Name, happened => RecordOf(call, happened).WithLinksFrom(call.Surroundings));

    private MemoryRecord RecordOf(CommandCall call, MemoryEvent happened)
    {
        TEvent complete = common.Over(Over((TEvent)happened, call.Parsed), call.Parsed);
        return Missing(complete) is { } missing
            ? throw new InvalidInputException($"{Name} needs {missing}") { Hint = $"daybook memory ingest {Name} --help shows examples" }
            : complete.ToRecord();
    }
}
