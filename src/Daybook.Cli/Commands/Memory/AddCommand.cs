using System.CommandLine;
using Daybook.Cli.Input;
using Daybook.Cli.Options;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Json;
using Daybook.Memory;
using Daybook.Secrets;

namespace Daybook.Cli.Commands.Memory;

/// <summary><c>daybook memory add</c></summary>
internal sealed class AddCommand : DaybookCommand
{
    private readonly RecordOptions fields;
    private readonly SecretOptions secrets = new();
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
            "agent --emit-events | daybook memory add --from-json - --quiet",
            "daybook memory add --type note --summary \"$(tail -50 deploy.log)\" --scan-secrets")
    {
        fields = new RecordOptions(frame.Surroundings.Ports.Time);
        fields.AddTo(this);
        Add(fromJson);
        secrets.AddTo(this);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        SecretScanner? scanner = secrets.Read(call.Parsed);
        if (call.Value(fromJson) is not { } source)
        {
            return await AddOneAsync(call, fields.Read(call.Parsed), scanner, new AddAnswers(call.Console), cancellationToken);
        }

        if (fields.FirstGiven(call.Parsed) is { } given)
        {
            throw new InvalidInputException($"{given} and --from-json exclude each other") { Hint = "put the field into the JSON" };
        }

        using Stream input = InputSource.Open(call.Surroundings, source, "--from-json -");
        await using EmbeddedStore store = await call.Stores.OpenMemoryToWriteAsync(call.Note, cancellationToken);

        // A wrong setting is no fault of the records: it is told once, before any of them is read.
        _ = store.GetMemorySettings();
        var stream = new AddStream(call.Console, store.Memory, item => Read(call, item, scanner), new AddAnswers(call.Console));
        return await stream.RunAsync(input, cancellationToken);
    }

    /// <summary>Adds one record and answers.</summary>
    /// <returns>The exit code.</returns>
    internal static Task<int> AddOneAsync(CommandCall call, MemoryRecord record, IAddAnswers answers, CancellationToken cancellationToken) =>
        AddOneAsync(call, record, scanner: null, answers, cancellationToken);

    private static async Task<int> AddOneAsync(
        CommandCall call, MemoryRecord record, SecretScanner? scanner, IAddAnswers answers, CancellationToken cancellationToken)
    {
        MemoryRecord complete = record.WithLinksFrom(call.Surroundings);

        // Before a store is made for it: what no store may hold leaves no trace.
        RecordReading reading = Scanned(complete, scanner);
        await using EmbeddedStore store = await call.Stores.OpenMemoryToWriteAsync(call.Note, cancellationToken);
        AddAnswer answer = AddAnswer.Of(await store.Memory.AddAsync(reading.Records[0], cancellationToken)) with { Removed = reading.Removed };
        answers.Print(answer, reading.Records[0]);
        answers.End();
        return 0;
    }

    private static RecordReading Read(CommandCall call, InputItem item, SecretScanner? scanner) =>
        Scanned(RecordInput.Read(item).WithLinksFrom(call.Surroundings), scanner);

    // What no store may hold is refused before it is searched, since a search needs text that is text.
    private static RecordReading Scanned(MemoryRecord record, SecretScanner? scanner)
    {
        MemoryRules.Validate(record);
        if (scanner is null)
        {
            return new RecordReading([record], null);
        }

        Redacted<MemoryRecord> redacted = MemorySecrets.Redact(record, scanner);
        return new RecordReading([redacted.Value], null) { Removed = redacted.Findings };
    }
}
