using System.CommandLine;
using Daybook.Cli.Input;
using Daybook.Cli.Options;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Cli.Commands.Memory;

/// <summary><c>daybook memory add</c></summary>
internal sealed class AddCommand : DaybookCommand
{
    private readonly RecordOptions fields;
    private readonly Option<string?> fromJson = FieldOption.Text(
        "--from-json", "file|-", "Read records from a file, or - for stdin: one JSON object, or one per line");

    /// <summary>Builds the command.</summary>
    public AddCommand(CommandFrame frame)
        : base(
            frame,
            "add",
            "Adds records. What it acknowledges survives a kill and a power loss; the same event within 24 hours is stored once.",
            "daybook memory add --type incident --severity high --title \"Pool exhausted\" --path src/db.cs",
            "daybook memory add --type deploy_failure --repo acme/web --sha 4f2a9c1 --fingerprint deploy:web",
            "agent --emit-events | daybook memory add --from-json - --quiet")
    {
        fields = new RecordOptions(frame.Surroundings.Ports.Time);
        fields.AddTo(this);
        Add(fromJson);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Value(fromJson) is not { } source)
        {
            return await AddOneAsync(call, fields.Read(call.Parsed), new AddAnswers(call.Console), cancellationToken);
        }

        if (fields.FirstGiven(call.Parsed) is { } given)
        {
            throw new InvalidInputException($"{given} and --from-json exclude each other") { Hint = "put the field into the JSON" };
        }

        using Stream input = InputSource.Open(call.Surroundings, source);
        await using EmbeddedStore store = await call.Stores.OpenMemoryToWriteAsync(call.Note, cancellationToken);

        // A wrong setting is no fault of the records: it is told once, before any of them is read.
        _ = store.GetMemorySettings();
        var stream = new AddStream(call.Console, store.Memory, item => Read(call, item), new AddAnswers(call.Console));
        return await stream.RunAsync(input, cancellationToken);
    }

    /// <summary>Adds one record and answers.</summary>
    /// <returns>The exit code.</returns>
    internal static async Task<int> AddOneAsync(CommandCall call, MemoryRecord record, IAddAnswers answers, CancellationToken cancellationToken)
    {
        MemoryRecord complete = record.WithLinksFrom(call.Surroundings);

        // Before a store is made for it: what no store may hold leaves no trace.
        MemoryRules.Validate(complete);
        await using EmbeddedStore store = await call.Stores.OpenMemoryToWriteAsync(call.Note, cancellationToken);
        answers.Print(AddAnswer.Of(await store.Memory.AddAsync(complete, cancellationToken)), complete);
        answers.End();
        return 0;
    }

    private static RecordReading Read(CommandCall call, InputItem item) =>
        new([RecordInput.Read(item).WithLinksFrom(call.Surroundings)], null);
}
